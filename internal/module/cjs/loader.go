// Package cjs loads CommonJS modules as node does (https://nodejs.org/docs/latest-v20.x/api/modules.html): the Module class with the functions that
// packages replace, require, and the handlers of file name extensions. Every step goes through the function that JavaScript sees, when it
// was replaced.
package cjs

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/resolve"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// ESModules is what CommonJS needs of the other kind.
type ESModules interface {
	// Require evaluates the ES module in file synchronously and returns what require() gives for it. It throws ERR_REQUIRE_ASYNC_MODULE for one
	// with top-level await.
	Require(file, text string, parent *goja.Object) (goja.Value, error)
	// ImportFunction returns the import() function of the file with that URL or name.
	ImportFunction(file string) goja.Value
	// IsModule tells whether text, that is no CommonJS, has the syntax of an ES module.
	IsModule(text string) bool
}

// Loader is the CommonJS side of one realm.
type Loader struct {
	realm    *realm.Realm
	rt       *goja.Runtime
	resolver *resolve.Resolver
	es       ESModules

	class      *goja.Object // Module
	proto      *goja.Object
	cache      *goja.Object // Module._cache
	extensions *goja.Object // Module._extensions
	parentKey  *goja.Symbol
	main       goja.Value
	original   map[string]goja.Value // functions of Module and its prototype as they were made, to see which were replaced
	handlers   map[string]handler    // by extension
}

// New makes the loader of r.
func New(r *realm.Realm, resolver *resolve.Resolver, es ESModules) *Loader {
	l := &Loader{realm: r, rt: r.Runtime, resolver: resolver, es: es, main: goja.Undefined(), original: map[string]goja.Value{}}
	l.parentKey = goja.NewSymbol("kModuleParent")
	return l
}

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

// RunMain loads file, an absolute name, as the main module and returns its exports.
func (l *Loader) RunMain(file string) (v goja.Value, err error) {
	err = l.guard(func() { v = l.load(file, nil, true) })
	return v, err
}

// RequireFunction makes the require function of a file that was not loaded as CommonJS (module.createRequire).
func (l *Loader) RequireFunction(file string) *goja.Object { return l.makeRequire(l.parentFor(file)) }

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
