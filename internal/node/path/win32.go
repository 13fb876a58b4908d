package path

import "strings"

var win32Flavour = flavour{
	sep: `\`, delimiter: ";",
	isSep: isWin32Sep,
	isAbsolute: func(p string) bool {
		return p != "" && (isWin32Sep(p[0]) || len(p) > 2 && isLetter(p[0]) && p[1] == ':' && isWin32Sep(p[2]))
	},
}

func init() {
	f := &win32Flavour
	f.normalize, f.join, f.resolve, f.relative, f.namespaced = win32Normalize, win32Join, win32Resolve, win32Relative, win32Namespaced
	f.root = func(p string) int { return parseRoot(p).length }
}

func isWin32Sep(c byte) bool { return c == '/' || c == '\\' }

// win32Root is the root of a windows path: a device (C: or \\server\share) and whether a separator follows.
type win32Root struct {
	device   string
	length   int // bytes of the path that belong to the root
	absolute bool
	unc      bool
}

func parseRoot(p string) win32Root {
	if p == "" {
		return win32Root{}
	}
	if isWin32Sep(p[0]) {
		return parseUNC(p)
	}
	if win32Flavour.drive(p) == 2 {
		root := win32Root{device: p[:2], length: 2}
		if len(p) > 2 && isWin32Sep(p[2]) {
			root.absolute, root.length = true, 3
		}
		return root
	}
	return win32Root{}
}

func parseUNC(p string) win32Root {
	plain := win32Root{length: 1, absolute: true}
	if len(p) < 2 || !isWin32Sep(p[1]) {
		return plain
	}
	server, rest := scanPart(p, 2)
	if server == 2 || rest == server || rest == len(p) {
		return plain
	}
	share, _ := scanPart(p, rest)
	length := share
	if share < len(p) {
		length++
	}
	return win32Root{device: `\\` + p[2:server] + `\` + p[rest:share], length: length, absolute: true, unc: true}
}

// scanPart returns the end of the part that begins at i, and the start of the next.
func scanPart(p string, i int) (end, next int) {
	for i < len(p) && !isWin32Sep(p[i]) {
		i++
	}
	end = i
	for i < len(p) && isWin32Sep(p[i]) {
		i++
	}
	return end, i
}

func win32Normalize(path string) string {
	if path == "" {
		return "."
	}
	if len(path) == 1 {
		if path == "/" {
			return `\`
		}
		return path
	}
	root := parseRoot(path)
	if root.unc && root.length >= len(path) {
		return root.device + `\`
	}
	tail := ""
	if root.length < len(path) {
		tail = win32Flavour.normalizeParts(path[root.length:], !root.absolute)
	}
	if tail == "" && !root.absolute {
		tail = "."
	}
	if tail != "" && isWin32Sep(path[len(path)-1]) {
		tail += `\`
	}
	if root.absolute {
		return root.device + `\` + tail
	}
	return root.device + tail
}

func win32Join(parts []string) string {
	joined := joinNonEmpty(parts, `\`)
	if joined == "" {
		return "."
	}
	first := ""
	for _, p := range parts {
		if p != "" {
			first = p
			break
		}
	}
	return win32Normalize(guardUNC(joined, first))
}

// guardUNC keeps a join from making a UNC path of parts that were none: only a first part of exactly two separators and a name may.
func guardUNC(joined, first string) string {
	slashes := len(joined) - len(strings.TrimLeft(joined, `/\`))
	if slashes < 2 {
		return joined
	}
	if lead := len(first) - len(strings.TrimLeft(first, `/\`)); lead == 2 && len(first) > 2 {
		return joined
	}
	return `\` + joined[slashes:]
}

func win32Resolve(cwd func(string) string, parts []string) string {
	device, tail, absolute := "", "", false
	for i := len(parts) - 1; i >= -1; i-- {
		var path string
		switch {
		case i >= 0:
			if path = parts[i]; path == "" {
				continue
			}
		default:
			path = cwd(device)
			if device != "" && !strings.EqualFold(parseRoot(path).device, device) {
				path = device + `\`
			}
		}
		root := parseRoot(path)
		if root.device != "" {
			if device == "" {
				device = root.device
			} else if !strings.EqualFold(device, root.device) {
				continue
			}
		}
		if !absolute {
			tail = path[min(root.length, len(path)):] + `\` + tail
			absolute = root.absolute
		}
		if absolute && device != "" {
			break
		}
	}
	tail = win32Flavour.normalizeParts(tail, !absolute)
	if absolute {
		return device + `\` + tail
	}
	if device+tail == "" {
		return "."
	}
	return device + tail
}

func win32Relative(cwd func(string) string, from, to string) string {
	if from == to {
		return ""
	}
	from, to = win32Resolve(cwd, []string{from}), win32Resolve(cwd, []string{to})
	if strings.EqualFold(from, to) {
		return ""
	}
	a, b := split(from, `\`), split(to, `\`)
	if len(a) == 0 || len(b) == 0 || !strings.EqualFold(a[0], b[0]) {
		if parseRoot(from).device != "" || parseRoot(to).device != "" {
			return to
		}
	}
	return relativeParts(a, b, `\`, strings.EqualFold)
}

func win32Namespaced(cwd func(string) string, name string) string {
	if name == "" {
		return name
	}
	resolved := win32Resolve(cwd, []string{name})
	if len(resolved) <= 2 {
		return name
	}
	if strings.HasPrefix(resolved, `\\`) {
		if resolved[2] != '?' && resolved[2] != '.' {
			return `\\?\UNC\` + resolved[2:]
		}
		return name
	}
	if win32Flavour.drive(resolved) == 2 && resolved[2] == '\\' {
		return `\\?\` + resolved
	}
	return name
}
