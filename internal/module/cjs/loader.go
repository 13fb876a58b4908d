// Package cjs loads CommonJS modules as node does (https://nodejs.org/docs/latest-v20.x/api/modules.html): the Module class with the functions that
// packages replace, require, and the handlers of file name extensions. Every step goes through the function that JavaScript sees, when it
// was replaced.
package cjs

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/resolve"
	"github.com/wasmglue/wasmglue/internal/module/source"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// ESModules is what CommonJS needs of the other kind.
type ESModules interface {
	// Require evaluates the ES module in file synchronously and returns what require() gives for it; parent is the requiring file. It throws by
	// panicking.
	Require(file, parent string) goja.Value
	// ImportFile starts the import of an entry point and returns the promise of its namespace.
	ImportFile(file string) goja.Value
	// ImportFunction returns what import is in the script or CommonJS module file.
	ImportFunction(file string) goja.Value
	// SyncBuiltins gives the imports of core modules the values that their properties have now.
	SyncBuiltins()
}

// Loader is the CommonJS side of one realm.
type Loader struct {
	realm    *realm.Realm
	rt       *goja.Runtime
	resolver *resolve.Resolver
	sources  *source.Sources
	es       ESModules

	class        *goja.Object // Module
	proto        *goja.Object
	cache        *goja.Object // Module._cache
	extensions   *goja.Object // Module._extensions
	parentKey    *goja.Symbol
	exportsKey   *goja.Symbol
	main         goja.Value
	preserveMain bool                  // the main module is known by the name that it was found under
	original     map[string]goja.Value // functions of Module and its prototype as they were made, to see which were replaced
	handlers     map[string]handler    // by extension
}

// New makes the loader of r. Join must be called before it is used.
func New(r *realm.Realm, resolver *resolve.Resolver, sources *source.Sources) *Loader {
	l := &Loader{realm: r, rt: r.Runtime, resolver: resolver, sources: sources, main: goja.Undefined(), original: map[string]goja.Value{}}
	l.parentKey, l.exportsKey = goja.NewSymbol("kModuleParent"), goja.NewSymbol("kModuleExports")
	return l
}

// Join gives the loader the other kind of modules.
func (l *Loader) Join(es ESModules) { l.es = es }

// Class returns the Module class, which is what require('module') gives.
func (l *Loader) Class() *goja.Object {
	if l.class == nil {
		l.makeClass()
	}
	return l.class
}

// Main returns the main module's object, or undefined.
func (l *Loader) Main() goja.Value { return l.main }

// Require loads specifier as require() in the file from does. from "" is the working directory.
func (l *Loader) Require(from, specifier string) (v goja.Value, err error) {
	err = l.guard(func() { v = l.load(specifier, l.parentFor(from), false) })
	return v, err
}

// RunMain loads file, an absolute name, as the main module and returns its exports, or the promise of its namespace. With preserveSymlinks the
// module is known by the name that it was found under.
func (l *Loader) RunMain(file string, preserveSymlinks bool) (v goja.Value, err error) {
	l.Class()
	l.preserveMain = preserveSymlinks
	err = l.guard(func() {
		name := l.mainFile(file)
		format, err := l.resolver.Format(name)
		if err == nil && l.isModule(name, format) {
			v = l.es.ImportFile(name)
			return
		}
		v = l.load(file, nil, true)
	})
	return v, err
}

// mainFile finds the file that the main module's name stands for.
func (l *Loader) mainFile(name string) string {
	defer l.resolver.PreserveSymlinks(l.preserveMain)()
	found, err := l.resolver.FindPath(name, nil, l.extensions.Keys())
	if err != nil || found == "" {
		return l.resolveFilename(name, nil, true, goja.Undefined())
	}
	return found
}

// isModule tells whether an entry point is for the ES module loader; a script's syntax decides where its name does not.
func (l *Loader) isModule(name string, format resolve.Format) bool {
	if format == resolve.Unsaid || format == resolve.TypeScript {
		format = l.sources.Format(name, l.readText(name), format)
	}
	return format == resolve.ESModule || format == resolve.ModuleTypeScript || format == resolve.Wasm
}

// Load loads an action: a file, or a directory by its package.json main or index. The value is the exports, or, for an ES module, the promise of its
// namespace.
func (l *Loader) Load(path string) (v goja.Value, err error) {
	l.Class()
	err = l.guard(func() {
		name := l.resolveFilename(path, nil, false, goja.Undefined())
		format, err := l.resolver.Format(name)
		if err == nil && l.isModule(name, format) {
			v = l.es.ImportFile(name)
			return
		}
		v = l.load(name, nil, false)
	})
	return v, err
}

// parentFor makes a module object for a file outside the cache, as the parent of what it requires.
func (l *Loader) parentFor(file string) *goja.Object {
	l.Class()
	if file == "" {
		file = l.resolver.Join(l.realm.Sandbox.Dir(), "noop.js")
	}
	m := l.newModule(file, nil)
	l.setLocation(m, file)
	return m
}

// guard runs f, which throws by panicking as natives do, from Go.
func (l *Loader) guard(f func()) error {
	if ex := l.rt.Try(f); ex != nil {
		return ex
	}
	return nil
}
