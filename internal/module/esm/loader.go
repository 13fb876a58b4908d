package esm

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/resolve"
	"github.com/wasmglue/wasmglue/internal/module/source"
	"github.com/wasmglue/wasmglue/internal/module/throw"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// CommonJS is what ES modules need of the other kind.
type CommonJS interface {
	// ExportNames lists the names that the text of a CommonJS file seems to export, itself and through other files, without running it.
	ExportNames(file, text string) []string
	// Run returns the exports of a file, loading it if it was not. It throws by panicking.
	Run(file string) goja.Value
	// Loaded returns the exports of a file that was loaded completely.
	Loaded(file string) (goja.Value, bool)
	// Keep lets require() give exports for a file.
	Keep(file string, exports goja.Value)
}

// Loader is the ES module side of one realm: the module map, and what the standard leaves to the host.
type Loader struct {
	realm    *realm.Realm
	rt       *goja.Runtime
	resolver *resolve.Resolver
	sources  *source.Sources
	commonJS CommonJS

	modules    map[string]*record             // by URL and type attribute
	refused    map[string]any                 // what is thrown for a location and type that were refused
	resolved   map[[2]string]resolve.Location // by specifier and the URL of the module that it stands in
	builtins   []*record                      // core modules
	asyncOrder int

	resolvePromise goja.Callable // Promise.resolve, as it was before the guest ran
	promiseClass   goja.Value
	then           goja.Callable
	prevent        goja.Callable // Object.preventExtensions
	setter         goja.Value
}

// New makes the loader of r.
func New(r *realm.Realm, resolver *resolve.Resolver, sources *source.Sources, commonJS CommonJS) *Loader {
	return &Loader{realm: r, rt: r.Runtime, resolver: resolver, sources: sources, commonJS: commonJS, modules: map[string]*record{},
		resolved: map[[2]string]resolve.Location{}}
}

// intrinsics takes the functions that the host calls before the guest may replace them.
func (l *Loader) intrinsics() {
	if l.then != nil {
		return
	}
	promise := l.rt.Get("Promise").ToObject(l.rt)
	l.promiseClass = promise
	l.resolvePromise, _ = goja.AssertFunction(promise.Get("resolve"))
	l.then, _ = goja.AssertFunction(promise.Get("prototype").ToObject(l.rt).Get("then"))
	l.prevent, _ = goja.AssertFunction(l.rt.Get("Object").ToObject(l.rt).Get("preventExtensions"))
}

func (l *Loader) preventExtensions(o *goja.Object) {
	l.intrinsics()
	_, _ = l.prevent(goja.Undefined(), o)
}

// constantSetter is what an assignment to an imported binding calls.
func (l *Loader) constantSetter() goja.Value {
	if l.setter == nil {
		l.setter = l.realm.Function("", 1, func(goja.FunctionCall) goja.Value {
			panic(l.rt.NewTypeError("Assignment to constant variable."))
		})
	}
	return l.setter
}

// toThrow returns what a native panics with so that err is thrown.
func (l *Loader) toThrow(err error) any { return throw.Value(l.realm, err) }

// catch runs f, which throws by panicking, and returns what it threw.
func (l *Loader) catch(f func()) (reason goja.Value, threw bool) {
	if ex := l.rt.Try(f); ex != nil {
		return ex.Value(), true
	}
	return nil, false
}

// await is the standard's Await for the host: one of the functions is called when v, or the promise that it is, settles.
func (l *Loader) await(v goja.Value, fulfilled, rejected func(goja.Value)) {
	l.intrinsics()
	p, err := l.resolvePromise(l.promiseClass, v)
	if err != nil {
		panic(realm.Rethrow(err))
	}
	if _, err = l.then(p, l.reaction(fulfilled), l.reaction(rejected)); err != nil {
		panic(realm.Rethrow(err))
	}
}

// reactionScript puts a JavaScript frame under a native reaction: what the native calls would be outermost without it, and run the microtasks
// that it leaves before it goes on.
var reactionScript = realm.NewScript("node:internal/modules/esm/reaction", "react", "return function (value) { react(value) }")

func (l *Loader) reaction(f func(goja.Value)) goja.Value {
	v, err := reactionScript.Run(l.realm, l.rt.ToValue(func(c goja.FunctionCall) goja.Value {
		f(c.Argument(0))
		return goja.Undefined()
	}))
	if err != nil {
		panic(realm.Rethrow(err))
	}
	return v
}

// soon runs f as a microtask.
func (l *Loader) soon(f func()) {
	l.await(goja.Undefined(), func(goja.Value) { f() }, func(goja.Value) {})
}
