// Package builtins supplies the parts of the JavaScript language that the engine lacks, or has in another shape than V8. They are installed so that
// a start pays for almost none: what takes time to make is made at its first use.
package builtins

import (
	"sync"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// Install gives r's global objects what the engine lacks.
func Install(r *realm.Realm) error {
	i := &installer{realm: r, rt: r.Runtime}
	i.symbols()
	i.errors()
	i.weak()
	i.sharedBuffer()
	i.atomics()
	i.intl()
	i.zoneNames()
	i.htmlMethods()
	i.lazily("Iterator", iteratorScript)
	i.legacyObject()
	i.newer()
	i.regexpSource()
	i.regexps()
	i.functionTexts()
	i.functions()
	i.evals()
	i.descriptors()
	i.typedArrayFrom()
	i.depths()
	i.json()
	i.limits()
	i.resizableBuffers()
	i.math()
	i.numberText()
	return nil
}

// installer is one run of Install.
type installer struct {
	realm *realm.Realm
	rt    *goja.Runtime

	natives   int                     // how many bounded natives are running
	rewritten realm.Brands[rewriting] // regular expressions that the engine has in another shape than they were written in

	rewritesRegexps sync.Once // when there is the first of them

	resizables   realm.Brands[*resizable] // ArrayBuffers
	followsViews sync.Once                // when there is the first of them
}

func (i *installer) global(name string) *goja.Object {
	return i.rt.GlobalObject().Get(name).ToObject(i.rt)
}

func (i *installer) prototype(name string) *goja.Object {
	return i.global(name).Get("prototype").ToObject(i.rt)
}

// method defines a built-in function: writable, configurable, not enumerable.
func (i *installer) method(on *goja.Object, name string, length int, f realm.Native) {
	_ = on.DefineDataProperty(name, i.realm.Function(name, length, f), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// missing tells whether the engine lacks a property: a newer engine's own is kept.
func missing(on *goja.Object, name string) bool {
	v := on.Get(name)
	return v == nil || goja.IsUndefined(v)
}

// lazily defines a global that a script returns, at its first use.
func (i *installer) lazily(name string, script *realm.Script) {
	if !missing(i.rt.GlobalObject(), name) {
		return
	}
	i.realm.LazyGlobal(name, func() goja.Value {
		v, err := script.Run(i.realm)
		if err != nil {
			panic(realm.Rethrow(err))
		}
		return v
	})
}

// symbols defines the well-known symbols that lowered code uses.
func (i *installer) symbols() {
	class := i.global("Symbol")
	for _, name := range []string{"asyncIterator", "dispose", "asyncDispose"} {
		if missing(class, name) {
			_ = class.DefineDataProperty(name, goja.NewSymbol("Symbol."+name), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
		}
	}
}
