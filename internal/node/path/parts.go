package path

import "strings"

// normalizeParts resolves . and .. in a path without its root.
func (f *flavour) normalizeParts(path string, allowAboveRoot bool) string {
	out := make([]string, 0, 8)
	for start := 0; start <= len(path); {
		end := start
		for end < len(path) && !f.isSep(path[end]) {
			end++
		}
		switch part := path[start:end]; part {
		case "", ".":
		case "..":
			if n := len(out); n > 0 && out[n-1] != ".." {
				out = out[:n-1]
			} else if allowAboveRoot {
				out = append(out, part)
			}
		default:
			out = append(out, part)
		}
		start = end + 1
	}
	return strings.Join(out, f.sep)
}

// lastPart returns where the last part of path begins and ends, trailing separators apart; start is never below from.
func (f *flavour) lastPart(path string, from int) (start, end int) {
	end = len(path)
	for end > from && f.isSep(path[end-1]) {
		end--
	}
	start = end
	for start > from && !f.isSep(path[start-1]) {
		start--
	}
	return start, end
}

// drive is the length of a drive prefix as in C:
func (f *flavour) drive(path string) int {
	if f.sep == `\` && len(path) >= 2 && path[1] == ':' && isLetter(path[0]) {
		return 2
	}
	return 0
}

func (f *flavour) basename(path, suffix string) string {
	if suffix != "" && suffix == path {
		return ""
	}
	start, end := f.lastPart(path, f.drive(path))
	base := path[start:end]
	if suffix != "" && base != suffix && strings.HasSuffix(base, suffix) {
		return base[:len(base)-len(suffix)]
	}
	return base
}

func (f *flavour) extname(path string) string {
	start, end := f.lastPart(path, f.drive(path))
	_, ext := splitExt(path[start:end])
	return ext
}

// splitExt cuts at the last dot, unless that is the first character or the name is "..".
func splitExt(base string) (name, ext string) {
	i := strings.LastIndexByte(base, '.')
	if i <= 0 || base == ".." {
		return base, ""
	}
	return base[:i], base[i:]
}

func (f *flavour) dirname(path string) string {
	if path == "" {
		return "."
	}
	root := f.root(path)
	start, _ := f.lastPart(path, root)
	if start > root && f.isSep(path[start-1]) {
		start--
	}
	if start > root {
		if f.sep == "/" && start == 1 && path[0] == '/' {
			return "//"
		}
		return path[:start]
	}
	if root == 0 {
		return "."
	}
	if f.sep == "/" && len(path) > 1 && path[1] == '/' && strings.Trim(path, "/") != "" {
		return dirnameOfDoubleSlash(path)
	}
	return path[:root]
}

// dirnameOfDoubleSlash keeps node's answer for //a: two slashes.
func dirnameOfDoubleSlash(path string) string {
	lead := len(path) - len(strings.TrimLeft(path, "/"))
	if lead == 2 {
		return "//"
	}
	return path[:lead-1]
}

type parsed struct{ root, dir, base, name, ext string }

func (f *flavour) parse(path string) parsed {
	root := f.root(path)
	p := parsed{root: path[:root]}
	start, end := f.lastPart(path, root)
	p.base = path[start:end]
	p.name, p.ext = splitExt(p.base)
	if f.sep == "/" && path == "/.." {
		p.name, p.ext = ".", "." // node's answer, for this one path
	}
	if start > root {
		p.dir = path[:start-1]
	} else {
		p.dir = p.root
	}
	return p
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
