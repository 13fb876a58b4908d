package builtins

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/enginestate"
)

// maxNative bounds how deep native functions may call one another. The engine counts JavaScript's calls only, and natives that reach themselves through an
// argument (the join of an array in an array, a generator that delegates to another one) would take the stack of the process.
const maxNative = 8000

// recursive are the natives that can, by class: "prototype" stands for all methods of the prototype.
var recursive = []struct {
	class     string
	prototype bool
	names     []string
}{
	{"Object", true, []string{"toString", "toLocaleString"}},
	{"Function", true, []string{"call", "apply"}},
	{"Array", true, []string{"join", "toString", "toLocaleString", "flat", "concat"}},
	{"Error", true, []string{"toString"}},
	{"Date", true, []string{"toJSON"}},
	{"RegExp", true, []string{"exec", "test", "toString"}},
	{"Promise", true, []string{"then", "catch", "finally"}},
	{"Reflect", false, []string{"apply", "construct", "get", "set", "has"}},
	{"String", true, []string{"at", "charAt", "charCodeAt", "codePointAt", "concat", "endsWith", "includes", "indexOf", "lastIndexOf", "localeCompare", "match",
		"matchAll", "normalize", "padEnd", "padStart", "repeat", "replace", "replaceAll", "search", "slice", "split", "startsWith", "substr", "substring",
		"toLocaleLowerCase", "toLocaleUpperCase", "toLowerCase", "toUpperCase", "trim", "trimEnd", "trimStart"}},
}

// depths bounds the natives that can call themselves without a call of JavaScript between.
func (i *installer) depths() {
	for _, r := range recursive {
		on := i.global(r.class)
		if r.prototype {
			on = i.prototype(r.class)
		}
		for _, name := range r.names {
			i.bound(on.Get(name))
		}
	}
	if generator, err := generatorScript.Run(i.realm); err == nil {
		for _, name := range []string{"next", "return", "throw"} {
			i.bound(generator.ToObject(i.rt).Get(name))
		}
	}
	i.boundBinding()
	i.prototypeCycles()
}

// bound lets a native count itself while it runs.
func (i *installer) bound(function goja.Value) {
	native := enginestate.Native(function)
	if native == nil {
		return
	}
	original := *native
	*native = func(c goja.FunctionCall) goja.Value {
		i.enterNative()
		defer i.leaveNative()
		return original(c)
	}
}

func (i *installer) enterNative() {
	if i.natives++; i.natives > maxNative {
		i.natives--
		panic(i.rangeError("Maximum call stack size exceeded"))
	}
}

func (i *installer) leaveNative() { i.natives-- }

// boundBinding bounds the functions that bind makes: a chain of them is one native that calls the next.
func (i *installer) boundBinding() {
	native := enginestate.Native(i.prototype("Function").Get("bind"))
	if native == nil {
		return
	}
	original := *native
	*native = func(c goja.FunctionCall) goja.Value {
		function := original(c)
		i.bound(function)
		i.shortenName(c.This, function)
		return function
	}
}

// shortenName keeps the names of functions that are bound again and again from taking all memory: each is longer than the one before.
func (i *installer) shortenName(target, bound goja.Value) {
	object, ok := bound.(*goja.Object)
	if !ok {
		return
	}
	if name, ok := object.Get("name").(goja.String); ok && name.Length() > 10_000 {
		_ = object.DefineDataProperty("name", target.ToObject(i.rt).Get("name"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
}

// prototypeCycles refuses a prototype that leads back to the object through proxies: the engine would look for a property there forever.
func (i *installer) prototypeCycles() {
	check := func(object, prototype goja.Value) {
		if leadsTo(prototype, object) {
			panic(i.rt.NewTypeError("Cyclic __proto__ value"))
		}
	}
	for _, on := range []*goja.Object{i.global("Object"), i.global("Reflect")} {
		if native := enginestate.Native(on.Get("setPrototypeOf")); native != nil {
			original := *native
			*native = func(c goja.FunctionCall) goja.Value {
				check(c.Argument(0), c.Argument(1))
				return original(c)
			}
		}
	}
	setter := i.realm.OwnDescriptor(i.prototype("Object"), i.rt.ToValue("__proto__"))
	if setter == nil {
		return
	}
	if native := enginestate.Native(setter.Get("set")); native != nil {
		original := *native
		*native = func(c goja.FunctionCall) goja.Value {
			check(c.This, c.Argument(0))
			return original(c)
		}
	}
}

// leadsTo tells whether the chain of prototypes from v on reaches object by way of a proxy's target.
func leadsTo(v, object goja.Value) bool {
	proxies := 0
	for n := 0; n < 1_000_000; n++ {
		o, ok := v.(*goja.Object)
		if !ok {
			return false
		}
		if target := enginestate.ProxyTarget(o); target != nil {
			proxies++
			v = target
		} else if proxies > 0 && v == object {
			return true
		} else if o = o.Prototype(); o == nil {
			return false
		} else {
			v = o
		}
	}
	return true
}
