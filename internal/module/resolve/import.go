package resolve

import (
	"errors"
	"net/url"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// Import resolves the specifier of an import in the module base, a file: or data: URL (ESM_RESOLVE).
func (r *Resolver) Import(specifier, base string) (Location, error) {
	r.denied = nil
	l, err := r.resolveImport(specifier, base)
	if r.denied != nil && hasCode(err, "ERR_MODULE_NOT_FOUND") && (IsRelative(specifier) || strings.HasPrefix(specifier, "/") || isURL(specifier)) {
		return l, r.denied
	}
	if e, ok := err.(*Error); ok && (e.Code == "ERR_MODULE_NOT_FOUND" || e.Code == "ERR_UNSUPPORTED_DIR_IMPORT") {
		e.Message += r.hint(specifier, base)
	}
	return l, err
}

func (r *Resolver) resolveImport(specifier, base string) (Location, error) {
	name, _, isFile := FilePath(base)
	switch {
	case IsRelative(specifier) || strings.HasPrefix(specifier, "/"):
		if !isFile {
			return Location{}, errUnresolvable(specifier, base)
		}
		return r.importPath(specifier, name)
	case strings.HasPrefix(specifier, "#") && isFile:
		l, err := r.importsResolve(specifier, name, r.imports)
		return r.finalizeImport(l, err, name)
	case isURL(specifier):
		return r.importURL(specifier, base)
	case r.isBuiltin(specifier):
		return Location{Builtin: "node:" + specifier}, nil
	case !isFile:
		return Location{}, errUnresolvable(specifier, base)
	}
	l, err := r.packageResolve(specifier, name, r.imports)
	return r.finalizeImport(l, err, name)
}

func (r *Resolver) importPath(specifier, base string) (Location, error) {
	rest, suffix := SplitSuffix(specifier)
	if encodedSlash().MatchString(rest) {
		joined := path.Join(path.Dir(filepath.ToSlash(base)), rest)
		return Location{}, errInvalidSpecifier(joined, `must not include encoded "/" or "\" characters`, base)
	}
	decoded, err := url.PathUnescape(rest)
	if err != nil {
		decoded = rest
	}
	l := Location{Path: r.Join(r.Dir(base), filepath.FromSlash(decoded)), Suffix: suffix}
	if hasTrailingSlash(rest) {
		return l, errDirectory(l.Path+"/", base)
	}
	return r.finalizeImport(l, nil, base)
}

func (r *Resolver) importURL(specifier, base string) (Location, error) {
	scheme, rest, _ := strings.Cut(specifier, ":")
	switch strings.ToLower(scheme) {
	case "node":
		if !r.isBuiltin(specifier) {
			return Location{}, &Error{Class: "Error", Code: "ERR_UNKNOWN_BUILTIN_MODULE", Message: "No such built-in module: node:" + rest}
		}
		return Location{Builtin: "node:" + rest}, nil
	case "data":
		return Location{URL: specifier}, nil
	case "file":
		name, suffix, ok := FilePath(specifier)
		if !ok {
			return Location{}, &Error{Class: "TypeError", Code: "ERR_INVALID_FILE_URL_PATH", Message: "File URL path must be absolute"}
		}
		if pathname, _ := SplitSuffix(rest); encodedSlash().MatchString(pathname) {
			return Location{}, errInvalidSpecifier(strings.TrimPrefix(pathname, "//"), `must not include encoded "/" or "\" characters`, displayBase(base))
		}
		return r.finalizeImport(Location{Path: r.Join("/", name), Suffix: suffix}, nil, displayBase(base))
	}
	return Location{}, &Error{Class: "Error", Code: "ERR_UNSUPPORTED_ESM_URL_SCHEME",
		Message: "Only URLs with a scheme in: file, data, and node are supported by the default ESM loader. Received protocol '" + strings.ToLower(scheme) + ":'"}
}

func displayBase(base string) string {
	if name, _, ok := FilePath(base); ok {
		return name
	}
	return base
}

func errUnresolvable(specifier, base string) error {
	return &Error{Class: "TypeError", Code: "ERR_UNSUPPORTED_RESOLVE_REQUEST",
		Message: `Failed to resolve module specifier "` + specifier + `" from "` + base + `": Invalid relative URL or base scheme is not hierarchical.`}
}

func errDirectory(name, base string) error {
	return &Error{Class: "Error", Code: "ERR_UNSUPPORTED_DIR_IMPORT",
		Message: "Directory import '" + name + "' is not supported resolving ES modules imported from " + base, Props: []Prop{{"url", FileURL(name)}}}
}

// finalizeImport checks that the location is a file, and resolves its links.
func (r *Resolver) finalizeImport(l Location, err error, base string) (Location, error) {
	if err != nil || l.Path == "" {
		return l, err
	}
	switch r.stat(l.Path) {
	case directory:
		return l, errDirectory(l.Path, base)
	case absent:
		return l, errModuleNotFound("module", l.Path, base, FileURL(l.Path)+l.Suffix)
	}
	l.Path = r.real(l.Path)
	return l, nil
}

// packageResolve is PACKAGE_RESOLVE: base is a file name.
func (r *Resolver) packageResolve(specifier, base string, c conditions) (Location, error) {
	if r.isBuiltin(specifier) {
		return Location{Builtin: "node:" + specifier}, nil
	}
	name, subpath, ok := splitPackage(specifier)
	if specifier == "" {
		return Location{}, errModuleNotFound("package", "", base, "")
	}
	if !ok {
		return Location{}, errInvalidSpecifier(specifier, "is not a valid package name", base)
	}
	scope, err := r.Scope(base)
	if err != nil {
		return Location{}, err
	}
	if scope != nil && scope.exports != nil && scope.HasName && scope.Name == name {
		return r.exportsResolve(scope, subpath, base, c)
	}
	for _, dir := range r.NodeModulePaths(r.Dir(base)) {
		dir = r.Join(dir, name)
		if r.stat(dir) == directory {
			return r.packageMain(name, dir, subpath, base, c)
		}
	}
	return Location{}, errModuleNotFound("package", name, base, "")
}

func (r *Resolver) packageMain(name, dir, subpath, base string, c conditions) (Location, error) {
	m, err := r.Manifest(dir)
	if bad, ok := errors.AsType[*badManifest](err); ok {
		return Location{}, errInvalidConfig(bad.name, strconv.Quote(name+subpath[1:])+" from "+base, bad.reason)
	}
	if err != nil {
		return Location{}, err
	}
	if m != nil && m.exports != nil {
		return r.exportsResolve(m, subpath, base, c)
	}
	if subpath == "." {
		return r.legacyMain(dir, m, base)
	}
	rest, suffix := SplitSuffix(subpath)
	if decoded, err := url.PathUnescape(rest); err == nil {
		rest = decoded
	}
	return Location{Path: r.Join(dir, rest), Suffix: suffix}, nil
}

var mainSuffixes = []string{"", ".js", ".json", ".node", "/index.js", "/index.json", "/index.node"}

// legacyMain is LOAD_AS_DIRECTORY for an import: main with and without extensions, then index.
func (r *Resolver) legacyMain(dir string, m *Manifest, base string) (Location, error) {
	var tries []string
	if m != nil && m.HasMain {
		for _, suffix := range mainSuffixes {
			tries = append(tries, r.Join(dir, m.Main+suffix))
		}
	}
	tries = append(tries, r.Join(dir, "index.js"), r.Join(dir, "index.json"), r.Join(dir, "index.node"))
	for _, name := range tries {
		if r.stat(name) == file {
			return Location{Path: name}, nil
		}
	}
	return Location{}, errModuleNotFound("package", dir, base, "")
}
