package resolve

import (
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// Location is what a specifier names.
type Location struct {
	Path    string // absolute file name
	Suffix  string // query and fragment of an import's URL
	Builtin string // or a core module's name, with the node: prefix
	URL     string // or a URL of another kind (data:)
}

// target is one walk through an exports or imports map.
type targetWalk struct {
	r          *Resolver
	manifest   *Manifest
	key        string // the matched key of the map
	subpath    string // what a pattern's * stands for
	pattern    bool
	internal   bool // imports, not exports
	base       string
	conditions conditions
	depth      int
}

// maxDepth bounds nested conditions and chains of imports that name packages.
const maxDepth = 256

// exportsResolve is PACKAGE_EXPORTS_RESOLVE.
func (r *Resolver) exportsResolve(m *Manifest, subpath, base string, c conditions) (Location, error) {
	exports := m.exports
	sugar, err := m.isMainSugar(base)
	if err != nil {
		return Location{}, err
	}
	if sugar {
		exports = &tree{kind: treeObject, members: []member{{".", exports}}}
	}
	walk := &targetWalk{r: r, manifest: m, base: base, conditions: c}
	location, found, err := walk.match(exports, subpath, !strings.HasSuffix(subpath, "/"))
	if err == nil && !found {
		err = errNotExported(m, subpath, base)
	}
	return location, err
}

// importsResolve is PACKAGE_IMPORTS_RESOLVE.
func (r *Resolver) importsResolve(name, base string, c conditions) (Location, error) {
	if name == "#" || strings.HasPrefix(name, "#/") || strings.HasSuffix(name, "/") {
		return Location{}, errInvalidSpecifier(name, "is not a valid internal imports specifier name", base)
	}
	m, err := r.Scope(base)
	if err != nil {
		return Location{}, err
	}
	if m != nil && m.imports != nil {
		walk := &targetWalk{r: r, manifest: m, base: base, conditions: c, internal: true}
		location, found, err := walk.match(m.imports, name, true)
		if found || err != nil {
			return location, err
		}
	}
	return Location{}, errImportNotDefined(name, m, base)
}

// isMainSugar tells whether exports is the main target itself, without the "." key.
func (m *Manifest) isMainSugar(base string) (bool, error) {
	if m.exports.kind != treeObject {
		return m.exports.kind == treeString || m.exports.kind == treeArray, nil
	}
	sugar := false
	for i, member := range m.exports.members {
		bare := !strings.HasPrefix(member.key, ".")
		if i > 0 && bare != sugar {
			return false, errInvalidConfig(m.Path, base, `"exports" cannot contain some keys starting with '.' and some not.`+
				` The exports object must either be an object of package subpath keys or an object of main entry condition name keys only.`)
		}
		sugar = bare
	}
	return sugar, nil
}

// match finds the best key of a map for name, and resolves its target. found is false for no key and for a null target.
func (w *targetWalk) match(table *tree, name string, exact bool) (l Location, found bool, err error) {
	if target, ok := table.get(name); ok && exact && !strings.Contains(name, "*") {
		w.key = name
		return w.resolve(target)
	}
	best, bestSubpath := "", ""
	for _, m := range table.members {
		prefix, trailer, ok := strings.Cut(m.key, "*")
		if !ok || strings.Contains(trailer, "*") || !strings.HasPrefix(name, prefix) {
			continue
		}
		if len(name) >= len(m.key) && strings.HasSuffix(name, trailer) && patternLess(m.key, best) {
			best, bestSubpath = m.key, name[len(prefix):len(name)-len(trailer)]
		}
	}
	if best == "" {
		return Location{}, false, nil
	}
	target, _ := table.get(best)
	w.key, w.subpath, w.pattern = best, bestSubpath, true
	return w.resolve(target)
}

// patternLess is PATTERN_KEY_COMPARE: a longer prefix, then a longer key, comes first.
func patternLess(a, b string) bool {
	prefix := func(s string) int {
		if i := strings.IndexByte(s, '*'); i >= 0 {
			return i + 1
		}
		return len(s)
	}
	if pa, pb := prefix(a), prefix(b); pa != pb {
		return pa > pb
	}
	return len(a) > len(b) || !strings.Contains(b, "*")
}

// resolve is PACKAGE_TARGET_RESOLVE. found is false for undefined; a null target ends the search as not found too.
func (w *targetWalk) resolve(target *tree) (Location, bool, error) {
	l, state, err := w.walk(target)
	return l, state == resolved, err
}

type outcome int

const (
	undefined outcome = iota
	null
	resolved
)

func (w *targetWalk) walk(target *tree) (Location, outcome, error) {
	if w.depth++; w.depth > maxDepth {
		return Location{}, undefined, errInvalidConfig(w.manifest.Path, w.base, "The map is nested too deeply.")
	}
	defer func() { w.depth-- }()
	switch target.kind {
	case treeString:
		l, err := w.file(target)
		return l, resolved, err
	case treeArray:
		return w.walkArray(target)
	case treeObject:
		return w.walkConditions(target)
	case treeNull:
		return Location{}, null, nil
	}
	return Location{}, undefined, errInvalidTarget(w.manifest, w.key, target, w.internal, w.base)
}

func (w *targetWalk) walkArray(target *tree) (Location, outcome, error) {
	var last error
	state := null
	for i, item := range target.items {
		l, s, err := w.walk(item)
		switch {
		case err != nil && hasCode(err, "ERR_INVALID_PACKAGE_TARGET"):
			last = err
		case err != nil || s == resolved:
			return l, s, err
		case s == null:
			last, state = nil, null
		case i == 0:
			state = undefined
		}
	}
	return Location{}, state, last
}

func (w *targetWalk) walkConditions(target *tree) (Location, outcome, error) {
	for _, m := range target.members {
		if n, err := strconv.ParseUint(m.key, 10, 32); err == nil && strconv.FormatUint(n, 10) == m.key && n < 1<<32-1 {
			return Location{}, undefined, errInvalidConfig(w.manifest.Path, w.base, `"exports" cannot contain numeric property keys.`)
		}
	}
	for _, m := range target.members {
		if m.key == "default" || w.conditions.has(m.key) {
			l, s, err := w.walk(m.value)
			if s != undefined || err != nil {
				return l, s, err
			}
		}
	}
	return Location{}, undefined, nil
}

var (
	invalidSegment = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)(^|\\|/)((\.|%2e)(\.|%2e)?|(n|%6e|%4e)(o|%6f|%4f)(d|%64|%44)(e|%65|%45)(_|%5f)(m|%6d|%4d)(o|%6f|%4f)(d|%64|%44)(u|%75|%55)(l|%6c|%4c)(e|%65|%45)(s|%73|%53))(\\|/|$)`)
	})
	encodedSlash = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)%2f|%5c`) })
)

// file resolves a target string.
func (w *targetWalk) file(target *tree) (Location, error) {
	text := target.text
	if !strings.HasPrefix(text, "./") {
		if w.internal && !strings.HasPrefix(text, "/") && !strings.HasPrefix(text, "../") && !isURL(text) {
			if w.pattern {
				text = strings.ReplaceAll(text, "*", w.subpath)
			}
			return w.r.packageResolve(text, w.manifest.Path, w.conditions)
		}
		return Location{}, errInvalidTarget(w.manifest, w.key, target, w.internal, w.base)
	}
	if invalidSegment().MatchString(text[2:]) {
		return Location{}, errInvalidTarget(w.manifest, w.key, target, w.internal, w.base)
	}
	if w.pattern {
		if invalidSegment().MatchString(w.subpath) {
			return Location{}, w.invalidSubpath()
		}
		text = strings.ReplaceAll(text, "*", w.subpath)
	}
	if encodedSlash().MatchString(text) {
		return Location{}, errInvalidSpecifier(path.Join(filepath.ToSlash(w.manifest.Dir), text),
			`must not include encoded "/" or "\" characters`, w.base)
	}
	text, suffix := SplitSuffix(text)
	if decoded, err := url.PathUnescape(text); err == nil {
		text = decoded
	}
	return Location{Path: w.r.Join(w.manifest.Dir, text), Suffix: suffix}, nil
}

func (w *targetWalk) invalidSubpath() error {
	field := "exports"
	if w.internal {
		field = "imports"
	}
	request := strings.Replace(w.key, "*", w.subpath, 1)
	return errInvalidSpecifier(request, `request is not a valid match in pattern "`+w.key+`" for the "`+field+`" resolution of `+w.manifest.Path, w.base)
}

// isURL tells whether s is an absolute URL.
func isURL(s string) bool {
	scheme, _, ok := strings.Cut(s, ":")
	if !ok || scheme == "" {
		return false
	}
	for i := 0; i < len(scheme); i++ {
		c := scheme[i] | 0x20
		letter := c >= 'a' && c <= 'z'
		if !letter && (i == 0 || !(scheme[i] >= '0' && scheme[i] <= '9' || strings.IndexByte("+-.", scheme[i]) >= 0)) {
			return false
		}
	}
	return true
}
