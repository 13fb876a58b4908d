// Package module is the module system of a host: CommonJS and ES modules, JSON, TypeScript and WebAssembly, found, loaded and linked as node
// does. Its rooms: resolve finds files, source makes programs, cjs and esm are the two kinds of modules.
package module

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/cjs"
	"github.com/wasmglue/wasmglue/internal/module/esm"
	"github.com/wasmglue/wasmglue/internal/module/resolve"
	"github.com/wasmglue/wasmglue/internal/module/source"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// Options are the switches of a module system.
type Options struct {
	CacheDir   string   // where lowered text is kept between processes; "" keeps none
	NodePath   []string // directories searched after all node_modules (NODE_PATH)
	Conditions []string // further conditions for exports and imports maps

	PreserveSymlinks     bool // identify a module by the name it was found under
	PreserveSymlinksMain bool // and the main module
}

// Loader is the module system of one realm. It belongs to the realm's goroutine.
type Loader struct {
	realm    *realm.Realm
	resolver *resolve.Resolver
	sources  *source.Sources
	cjs      *cjs.Loader
	esm      *esm.Loader

	preserveMain bool
}

var _ realm.ModuleLoader = (*Loader)(nil)

// New makes the module system of r. Files are read through r's sandbox only.
func New(r *realm.Realm, options Options) *Loader {
	l := &Loader{realm: r, preserveMain: options.PreserveSymlinksMain}
	l.resolver = resolve.New(r.Sandbox.Files(), resolve.Options{
		PreserveSymlinks: options.PreserveSymlinks,
		Conditions:       options.Conditions,
		GlobalPaths:      options.NodePath,
		ReadManifest:     r.Sandbox.ReadManifest,
		JSONReason:       l.jsonReason,
		IsBuiltin:        func(name string) bool { return r.Builtins.Has(name) },
	})
	l.sources = source.New(options.CacheDir)
	l.cjs = cjs.New(r, l.resolver, l.sources)
	l.esm = esm.New(r, l.resolver, l.sources, l.cjs)
	l.cjs.Join(l.esm)
	return l
}

// jsonReason is what JSON.parse says of a text that is no JSON.
func (l *Loader) jsonReason(text string) (reason string) {
	runtime := l.realm.Runtime
	failure := runtime.Try(func() {
		object := runtime.Get("JSON").ToObject(runtime)
		if parse, ok := goja.AssertFunction(object.Get("parse")); ok {
			l.realm.Call(parse, object, runtime.ToValue(text))
		}
	})
	if failure == nil {
		return ""
	}
	if e, ok := failure.Value().(*goja.Object); ok {
		reason = e.Get("message").String()
	}
	return reason
}

// Require loads specifier as require() in the file from does; from "" is the working directory.
func (l *Loader) Require(from, specifier string) (goja.Value, error) {
	return l.cjs.Require(from, specifier)
}

// Import loads specifier as import() in the file from does, and returns the promise of its namespace.
func (l *Loader) Import(from, specifier string) goja.Value {
	if from == "" {
		from = l.realm.Sandbox.Resolve("noop.mjs")
	}
	return l.esm.Import(resolve.FileURL(from), specifier, nil)
}

// Builtin is the exports of the core module "module".
func (l *Loader) Builtin() goja.Value { return l.cjs.Class() }

// RunMain runs file, relative to the working directory, as the main module: process.argv[1] becomes its absolute name. The value is the exports
// of a CommonJS module, or the promise of an ES module's evaluation, which is a *goja.Promise.
func (l *Loader) RunMain(file string) (goja.Value, error) {
	name := l.realm.Sandbox.Resolve(file)
	argv := l.realm.Process.Argv
	if len(argv) > 1 {
		argv[1] = name
	} else if len(argv) == 1 {
		l.realm.Process.Argv = append(argv, name)
	}
	return l.cjs.RunMain(name, l.preserveMain)
}

// Load loads an action: a file, or a directory by its package.json main or index.js. The value is the exports of a CommonJS module, or the promise
// of an ES module's namespace, which is a *goja.Promise.
func (l *Loader) Load(path string) (goja.Value, error) {
	return l.cjs.Load(l.realm.Sandbox.Resolve(path))
}
