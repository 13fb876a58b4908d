package path

import "strings"

var posixFlavour = flavour{
	sep: "/", delimiter: ":",
	isSep:      func(c byte) bool { return c == '/' },
	isAbsolute: func(p string) bool { return strings.HasPrefix(p, "/") },
	namespaced: func(_ func(string) string, name string) string { return name },
	root: func(p string) int {
		if strings.HasPrefix(p, "/") {
			return 1
		}
		return 0
	},
}

func init() {
	f := &posixFlavour
	f.normalize, f.join, f.resolve, f.relative = posixNormalize, posixJoin, posixResolve, posixRelative
}

func posixNormalize(path string) string {
	if path == "" {
		return "."
	}
	absolute, trailing := path[0] == '/', path[len(path)-1] == '/'
	out := posixFlavour.normalizeParts(path, !absolute)
	if out == "" {
		switch {
		case absolute:
			return "/"
		case trailing:
			return "./"
		}
		return "."
	}
	if trailing {
		out += "/"
	}
	if absolute {
		return "/" + out
	}
	return out
}

func posixJoin(parts []string) string {
	joined := joinNonEmpty(parts, "/")
	if joined == "" {
		return "."
	}
	return posixNormalize(joined)
}

func joinNonEmpty(parts []string, sep string) string {
	var b strings.Builder
	for _, p := range parts {
		if p == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(sep)
		}
		b.WriteString(p)
	}
	return b.String()
}

func posixResolve(cwd func(string) string, parts []string) string {
	resolved, absolute := "", false
	for i := len(parts) - 1; i >= -1 && !absolute; i-- {
		part := ""
		if i >= 0 {
			part = parts[i]
		} else {
			part = cwd("")
		}
		if part == "" {
			continue
		}
		resolved = part + "/" + resolved
		absolute = part[0] == '/'
	}
	resolved = posixFlavour.normalizeParts(resolved, !absolute)
	switch {
	case absolute:
		return "/" + resolved
	case resolved != "":
		return resolved
	}
	return "."
}

func posixRelative(cwd func(string) string, from, to string) string {
	if from == to {
		return ""
	}
	from, to = posixResolve(cwd, []string{from}), posixResolve(cwd, []string{to})
	if from == to {
		return ""
	}
	return relativeParts(split(from, "/"), split(to, "/"), "/", func(a, b string) bool { return a == b })
}

func split(path, sep string) []string {
	path = strings.Trim(path, sep)
	if path == "" {
		return nil
	}
	return strings.Split(path, sep)
}

func relativeParts(from, to []string, sep string, same func(a, b string) bool) string {
	common := 0
	for common < len(from) && common < len(to) && same(from[common], to[common]) {
		common++
	}
	var out []string
	for range from[common:] {
		out = append(out, "..")
	}
	return strings.Join(append(out, to[common:]...), sep)
}
