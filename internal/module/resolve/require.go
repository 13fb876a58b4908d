package resolve

import "strings"

// Request is a require() to resolve.
type Request struct {
	Specifier  string
	Parent     string          // file name of the requiring module, "" for none
	Paths      []string        // directories to look in: see [Resolver.LookupPaths]
	Extensions []string        // of Module._extensions, in order
	Stack      func() []string // the require stack for the error: the parent, its parent, ...; nil for none
}

// Require resolves a request to a file name (Module._resolveFilename), a core module excepted: the caller looks for those first.
func (r *Resolver) Require(q Request) (string, error) {
	if strings.HasPrefix(q.Specifier, "#") && q.Parent != "" {
		scope, err := r.Scope(q.Parent)
		if err != nil {
			return "", err
		}
		if scope != nil && scope.imports != nil {
			target, err := r.importsResolve(q.Specifier, q.Parent, r.require)
			return r.finalizeRequire(target, err, "", scope)
		}
	}
	if q.Parent != "" {
		if name, err := r.requireSelf(q); name != "" || err != nil {
			return name, err
		}
	}
	r.denied = nil
	name, err := r.FindPath(q.Specifier, q.Paths, q.Extensions)
	if err != nil {
		return "", err
	}
	if name == "" && r.denied != nil && (IsRelative(q.Specifier) || r.IsAbs(q.Specifier)) {
		return "", r.denied // what is looked for in node_modules is not there, rather than denied
	}
	if name == "" {
		return "", errNotFound(q.Specifier, q.stack())
	}
	return name, nil
}

func (q *Request) stack() []string {
	if q.Stack == nil {
		return []string{}
	}
	return q.Stack()
}

// requireSelf resolves a package's own name through its exports.
func (r *Resolver) requireSelf(q Request) (string, error) {
	scope, err := r.Scope(q.Parent)
	if err != nil || scope == nil || scope.exports == nil || !scope.HasName {
		return "", err
	}
	rest, ok := strings.CutPrefix(q.Specifier, scope.Name)
	if !ok || rest != "" && rest[0] != '/' {
		return "", nil
	}
	target, err := r.exportsResolve(scope, "."+rest, q.Parent, r.require)
	return r.finalizeRequire(target, err, q.Specifier, scope)
}

// finalizeRequire checks what an exports or imports map gave (finalizeEsmResolution of node's CommonJS loader).
func (r *Resolver) finalizeRequire(target Location, err error, request string, m *Manifest) (string, error) {
	if err != nil {
		if hasCode(err, "ERR_MODULE_NOT_FOUND") {
			if request == "" {
				return "", errNotFoundIn(request, "")
			}
			return "", errNotFoundIn(request, m.Path)
		}
		return "", err
	}
	if target.Builtin != "" {
		return target.Builtin, nil
	}
	if r.stat(target.Path) != file {
		return "", errNotFoundIn(target.Path, m.Path)
	}
	return r.real(target.Path), nil
}

// LookupPaths lists the directories a specifier is looked for in (Module._resolveLookupPaths), given the parent's directory and paths.
func (r *Resolver) LookupPaths(specifier, parentDir string, parentPaths []string) []string {
	if IsRelative(specifier) {
		return []string{parentDir}
	}
	return append(append([]string{}, parentPaths...), r.options.GlobalPaths...)
}

// FindPath looks for specifier in paths (Module._findPath). It returns "" when there is nothing.
func (r *Resolver) FindPath(specifier string, paths, extensions []string) (string, error) {
	absolute := r.IsAbs(specifier)
	if absolute {
		paths = []string{""}
	}
	relative := IsRelative(specifier)
	for _, dir := range paths {
		if !absolute {
			if !relative && r.stat(dir) != directory {
				continue
			}
			if name, err := r.requireExports(dir, specifier); name != "" || err != nil {
				return name, err
			}
		}
		name, err := r.loadPath(r.Join(dir, specifier), specifier, extensions)
		if name != "" || err != nil {
			return name, err
		}
	}
	return "", nil
}

func (r *Resolver) loadPath(base, specifier string, extensions []string) (string, error) {
	what := r.stat(base)
	if !hasTrailingSlash(specifier) {
		if what == file {
			return r.real(base), nil
		}
		if name := r.tryExtensions(base, extensions); name != "" {
			return name, nil
		}
	}
	if what == directory {
		return r.loadDirectory(base, specifier, extensions)
	}
	return "", nil
}

func (r *Resolver) tryFile(name string) string {
	if r.stat(name) == file {
		return r.real(name)
	}
	return ""
}

func (r *Resolver) tryExtensions(base string, extensions []string) string {
	for _, ext := range extensions {
		if name := r.tryFile(base + ext); name != "" {
			return name
		}
	}
	return ""
}

// loadDirectory follows a directory's package.json main, or its index.
func (r *Resolver) loadDirectory(dir, specifier string, extensions []string) (string, error) {
	m, err := r.Manifest(dir)
	if err != nil {
		return "", err
	}
	index := r.Join(dir, "index")
	if m == nil || m.Main == "" {
		return r.tryExtensions(index, extensions), nil
	}
	main := r.Join(dir, m.Main)
	for _, try := range []func() string{
		func() string { return r.tryFile(main) },
		func() string { return r.tryExtensions(main, extensions) },
		func() string { return r.tryExtensions(r.Join(main, "index"), extensions) },
		func() string { return r.tryExtensions(index, extensions) },
	} {
		if name := try(); name != "" {
			return name, nil
		}
	}
	return "", &Error{Class: "Error", Code: "MODULE_NOT_FOUND",
		Message: "Cannot find module '" + main + `'. Please verify that the package.json has a valid "main" entry`,
		Props:   []Prop{{"path", m.Path}, {"requestPath", specifier}}}
}

// requireExports resolves a package's subpath through the exports of the package found in dir.
func (r *Resolver) requireExports(dir, specifier string) (string, error) {
	name, subpath, ok := splitPackage(specifier)
	if !ok {
		return "", nil
	}
	m, err := r.Manifest(r.Join(dir, name))
	if err != nil || m == nil || m.exports == nil {
		return "", err
	}
	target, err := r.exportsResolve(m, subpath, "", r.require)
	return r.finalizeRequire(target, err, specifier, m)
}

// splitPackage splits "name/sub" or "@scope/name/sub" into the package's name and "./sub".
func splitPackage(specifier string) (name, subpath string, ok bool) {
	end := strings.IndexByte(specifier, '/')
	if strings.HasPrefix(specifier, "@") {
		if end < 2 {
			return "", "", false
		}
		next := strings.IndexByte(specifier[end+1:], '/')
		if next >= 0 {
			next += end + 1
		}
		start := end + 1
		end = next
		if start == len(specifier) || specifier[start] == '.' || end == start {
			return "", "", false
		}
	}
	if end < 0 {
		end = len(specifier)
	}
	name = specifier[:end]
	if name == "" || name[0] == '.' || strings.ContainsAny(name, `\%`) {
		return "", "", false
	}
	return name, "." + specifier[end:], true
}
