package resolve

import (
	"net/url"
	"path/filepath"
	"strings"
)

const upperHex = "0123456789ABCDEF"

// FileURL is url.pathToFileURL(name).href for an absolute name.
func FileURL(name string) string {
	name = filepath.ToSlash(name)
	var b strings.Builder
	b.Grow(len(name) + 8)
	b.WriteString("file://")
	if !strings.HasPrefix(name, "/") {
		b.WriteByte('/')
	}
	for i := 0; i < len(name); i++ {
		c := name[i]
		if mustEscape(c) {
			b.WriteByte('%')
			b.WriteByte(upperHex[c>>4])
			b.WriteByte(upperHex[c&15])
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// mustEscape is the path percent-encode set of the URL standard, and what would end a path or decode to something else.
func mustEscape(c byte) bool {
	return c <= ' ' || c >= 0x7f || strings.IndexByte("\"#%<>?\\`{}", c) >= 0
}

// FilePath splits a file: URL into the path it names and its query and fragment. ok is false for another scheme, a host, or a bad encoding.
func FilePath(href string) (name, suffix string, ok bool) {
	rest, ok := strings.CutPrefix(href, "file:")
	if !ok {
		return "", "", false
	}
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "//localhost"), "//")
	if !strings.HasPrefix(rest, "/") {
		return "", "", false
	}
	rest, suffix = SplitSuffix(rest)
	name, err := url.PathUnescape(rest)
	if err != nil {
		return "", "", false
	}
	if filepath.Separator == '\\' && len(name) > 2 && name[2] == ':' {
		name = filepath.FromSlash(name[1:])
	}
	return name, suffix, true
}

// SplitSuffix splits off the query and fragment of a URL reference.
func SplitSuffix(s string) (rest, suffix string) {
	if i := strings.IndexAny(s, "?#"); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}
