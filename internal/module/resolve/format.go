package resolve

import (
	"path"
	"strings"
)

// Format is what a file holds, as far as its name and its package tell.
type Format int

// The formats of files.
const (
	Unsaid   Format = iota // a script whose syntax decides
	CommonJS               // a script of CommonJS
	ESModule
	JSON
	Wasm
	TypeScript       // its syntax decides
	CommonTypeScript // .cts, or in a package of type commonjs
	ModuleTypeScript // .mts, or in a package of type module
	Builtin          // a core module
)

// Format tells the format of a file that is imported.
func (r *Resolver) Format(name string) (Format, error) {
	switch path.Ext(strings.ReplaceAll(name, "\\", "/")) {
	case ".mjs":
		return ESModule, nil
	case ".cjs":
		return CommonJS, nil
	case ".json":
		return JSON, nil
	case ".wasm":
		return Wasm, nil
	case ".mts":
		return ModuleTypeScript, nil
	case ".cts":
		return CommonTypeScript, nil
	case ".ts":
		return r.byPackage(name, TypeScript, CommonTypeScript, ModuleTypeScript)
	case ".js", "":
		return r.byPackage(name, Unsaid, CommonJS, ESModule)
	}
	return 0, &Error{Class: "TypeError", Code: "ERR_UNKNOWN_FILE_EXTENSION",
		Message: `Unknown file extension "` + path.Ext(name) + `" for ` + name}
}

// ScriptFormat tells the format of a file that is required: names without a meaning are scripts.
func (r *Resolver) ScriptFormat(name string) (Format, error) {
	f, err := r.Format(name)
	if hasCode(err, "ERR_UNKNOWN_FILE_EXTENSION") || f == JSON || f == Wasm {
		return r.byPackage(name, Unsaid, Unsaid, Unsaid)
	}
	return f, err
}

// ModuleManifest returns the package.json that makes an ES module of a script.
func (r *Resolver) ModuleManifest(name string) (string, bool) {
	if name == "" {
		return "", false
	}
	if m, err := r.Scope(name); err == nil && m != nil && m.Type == "module" {
		return m.Path, true
	}
	return "", false
}

func (r *Resolver) byPackage(name string, unsaid, common, module Format) (Format, error) {
	m, err := r.Scope(name)
	switch {
	case err != nil:
		return 0, err
	case m == nil || m.Type == "none":
		return unsaid, nil
	case m.Type == "module":
		return module, nil
	}
	return common, nil
}
