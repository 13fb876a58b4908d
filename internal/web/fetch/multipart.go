package fetch

import (
	"bytes"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// part is one entry of a form.
type part struct {
	name, filename string
	isFile         bool
	contentType    string
	data           []byte
}

// multipart(bytes, boundary) is the list of a form's parts, or null if the bytes are none.
func multipart(r *realm.Realm, c goja.FunctionCall) goja.Value {
	b, _ := r.Bytes(c.Argument(0))
	parts, ok := parseMultipart(b, c.Argument(1).String())
	if !ok {
		return goja.Null()
	}
	list := make([]any, len(parts))
	for i, p := range parts {
		o := r.Runtime.NewObject()
		_ = o.Set("name", p.name)
		if p.isFile {
			_ = o.Set("filename", p.filename)
			if p.contentType != "" {
				_ = o.Set("type", p.contentType)
			}
		}
		_ = o.Set("data", r.NewBuffer(append([]byte(nil), p.data...)))
		list[i] = o
	}
	return r.Runtime.NewArray(list...)
}

// parseMultipart reads a multipart/form-data body. Its parts are slices of it.
func parseMultipart(b []byte, boundary string) (parts []part, ok bool) {
	if len(boundary) < 1 || len(boundary) > 70 {
		return nil, false
	}
	delimiter := []byte("--" + boundary)
	b, found := bytes.CutPrefix(bytes.TrimLeft(b, "\r\n"), delimiter)
	for found {
		if rest, last := bytes.CutPrefix(b, []byte("--")); last {
			return parts, len(bytes.Trim(rest, "\r\n")) == 0
		}
		if b, found = bytes.CutPrefix(b, []byte("\r\n")); !found {
			return nil, false
		}
		var p part
		if p, b, ok = parseHead(b); !ok {
			return nil, false
		}
		p.data, b, found = bytes.Cut(b, append([]byte("\r\n"), delimiter...))
		parts = append(parts, p)
	}
	return nil, false
}

func parseHead(b []byte) (p part, rest []byte, ok bool) {
	named := false
	for {
		line, after, found := bytes.Cut(b, []byte("\r\n"))
		if !found {
			return p, nil, false
		}
		b = after
		if len(line) == 0 {
			return p, b, named
		}
		name, value, found := strings.Cut(string(line), ":")
		if !found {
			return p, nil, false
		}
		switch strings.ToLower(name) {
		case "content-disposition":
			if named = p.disposition(strings.TrimLeft(value, " \t")); !named {
				return p, nil, false
			}
		case "content-type":
			p.contentType = strings.Trim(value, " \t")
		}
	}
}

// disposition reads form-data; name="..."; filename="...".
func (p *part) disposition(text string) bool {
	rest, ok := strings.CutPrefix(text, "form-data;")
	named := false
	for ok && rest != "" {
		key, after, found := strings.Cut(strings.TrimLeft(rest, " \t"), "=")
		if !found {
			return false
		}
		value, after, quoted := quotedValue(after)
		if !quoted {
			return false
		}
		switch key {
		case "name":
			p.name, named = value, true
		case "filename":
			p.filename, p.isFile = value, true
		}
		rest = strings.TrimPrefix(strings.TrimLeft(after, " \t"), ";")
	}
	return named
}

var unescape = strings.NewReplacer("%0A", "\n", "%0D", "\r", "%22", `"`)

func quotedValue(text string) (value, rest string, ok bool) {
	if !strings.HasPrefix(text, `"`) {
		end := strings.IndexAny(text, "; \t")
		if end < 0 {
			end = len(text)
		}
		return strings.ToValidUTF8(text[:end], "\uFFFD"), text[end:], end > 0
	}
	value, rest, ok = strings.Cut(text[1:], `"`)
	return strings.ToValidUTF8(unescape.Replace(value), "\uFFFD"), rest, ok
}
