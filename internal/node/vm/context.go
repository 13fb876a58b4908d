package vm

import (
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// context is what a contextified object is the global object of.
type context struct {
	realm    *realm.Realm
	sandbox  *goja.Object
	global   *goja.Object // this and globalThis in its scripts
	globals  *goja.Object // answers for every global name
	helpers  *goja.Object
	lexicals *lexicals
	quiet    bool            // the next unknown name is undefined
	strings  bool            // code may be made of strings
	declared map[string]bool // what scripts declared with var and function: it stays
}

func newContext(r *realm.Realm, sandbox *goja.Object, strings bool) *context {
	c := &context{realm: r, sandbox: sandbox, lexicals: newLexicals(r), strings: strings, declared: map[string]bool{}}
	c.global = proxy(r, sandbox, c.globalTraps())
	c.globals = proxy(r, r.Runtime.NewObject(), c.nameTraps())
	c.helpers = r.Runtime.CreateObject(nil)
	_ = c.helpers.Set(nameThis, r.Function("", 1, c.this))
	_ = c.helpers.Set(nameQuiet, func(goja.FunctionCall) goja.Value { c.quiet = true; return goja.Undefined() })
	_ = c.helpers.Set(nameLoud, func(call goja.FunctionCall) goja.Value { c.quiet = false; return call.Argument(0) })
	return c
}

func proxy(r *realm.Realm, target *goja.Object, traps *goja.ProxyTrapConfig) *goja.Object {
	return r.Runtime.ToValue(r.Runtime.NewProxy(target, traps)).(*goja.Object)
}

// this is the value of `this` in sloppy code.
func (c *context) this(call goja.FunctionCall) goja.Value {
	v := call.Argument(0)
	if goja.IsUndefined(v) || v == goja.Value(c.realm.Runtime.GlobalObject()) {
		return c.global
	}
	return v
}

// builtin returns what a global name means that the sandbox does not have; nil if nothing.
func (c *context) builtin(name string) goja.Value {
	switch {
	case name == "globalThis":
		return c.global
	case name == "undefined":
		return goja.Undefined()
	case !c.strings && (name == "eval" || name == "Function"):
		return c.realm.Function(name, 1, func(goja.FunctionCall) goja.Value {
			failure, _ := c.realm.Runtime.New(c.realm.Runtime.Get("EvalError"), c.realm.Runtime.ToValue("Code generation from strings disallowed for this context"))
			panic(failure)
		})
	case slices.Contains(builtins(), name):
		return c.realm.Runtime.Get(name)
	}
	return nil
}

// builtins are the names that the language gives every global object.
func builtins() []string { return strings.Fields(builtinNames) }

const builtinNames = `
	Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp Error AggregateError EvalError
	RangeError ReferenceError SyntaxError TypeError URIError globalThis JSON Math Intl ArrayBuffer Atomics Uint8Array Int8Array Uint16Array Int16Array
	Uint32Array Int32Array Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set WeakMap WeakSet WeakRef
	Proxy Reflect FinalizationRegistry decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape eval isFinite isNaN console
	SharedArrayBuffer WebAssembly
`

// has tells whether the sandbox has a property, its own or inherited.
func (c *context) has(name string) bool { return c.realm.HasProperty(c.sandbox, name) }

// property reads a property of the sandbox, nil if there is none. The sandbox itself is never seen inside: what is seen is the global object.
func (c *context) property(name string) goja.Value {
	v := c.sandbox.Get(name)
	switch {
	case v == nil || goja.IsUndefined(v) && !c.has(name):
		return nil
	case v == goja.Value(c.sandbox):
		return c.global
	}
	return v
}

// globalTraps make the sandbox look like a global object: what it lacks are the built-ins.
func (c *context) globalTraps() *goja.ProxyTrapConfig {
	return &goja.ProxyTrapConfig{
		Has: func(_ *goja.Object, name string) bool { return c.has(name) || c.builtin(name) != nil },
		Get: func(_ *goja.Object, name string, _ goja.Value) goja.Value {
			if v := c.property(name); v != nil {
				return v
			}
			if v := c.builtin(name); v != nil {
				return v
			}
			return goja.Undefined()
		},
		Set: func(_ *goja.Object, name string, v, _ goja.Value) bool {
			c.set(name, v)
			return true
		},
	}
}

// set assigns to a property of the sandbox, as sloppy code does.
func (c *context) set(name string, v goja.Value) {
	if err := c.sandbox.Set(name, v); err != nil {
		if ex, ok := err.(*goja.Exception); ok && !isReadOnly(ex) {
			panic(realm.Rethrow(err))
		}
	}
}

// isReadOnly tells the engine's refusal to write, which sloppy code does not hear of, from what a setter throws.
func isReadOnly(ex *goja.Exception) bool {
	text := ex.Value().String()
	return strings.Contains(text, "Cannot assign to read only property") || strings.Contains(text, "is not extensible") || strings.Contains(text, "Cannot assign to property")
}

// nameTraps answer for every name but the helpers', so that nothing of the main global object is seen.
func (c *context) nameTraps() *goja.ProxyTrapConfig {
	return &goja.ProxyTrapConfig{
		Has: func(_ *goja.Object, name string) bool { return !strings.HasPrefix(name, "vm*") },
		Get: func(_ *goja.Object, name string, _ goja.Value) goja.Value {
			if v := c.property(name); v != nil {
				return v
			}
			if v := c.builtin(name); v != nil {
				return v
			}
			if c.quiet {
				return goja.Undefined()
			}
			panic(referenceError(c.realm, name+" is not defined"))
		},
		GetSym: func(*goja.Object, *goja.Symbol, goja.Value) goja.Value { return goja.Undefined() },
		Set: func(_ *goja.Object, name string, v, _ goja.Value) bool {
			c.set(name, v)
			return true
		},
		// Strict code asks for it before it assigns.
		GetOwnPropertyDescriptor: func(_ *goja.Object, name string) goja.PropertyDescriptor {
			if !c.has(name) && c.builtin(name) == nil {
				return goja.PropertyDescriptor{}
			}
			if d := c.realm.OwnDescriptor(c.sandbox, c.realm.Runtime.ToValue(name)); d != nil {
				if w := d.Get("writable"); w != nil && !w.ToBoolean() {
					panic(c.realm.Runtime.NewTypeError("Cannot assign to read only property '" + name + "' of object '[object Object]'"))
				}
			}
			return assignable
		},
		DeleteProperty: func(_ *goja.Object, name string) bool { return !c.declared[name] && c.delete(name) },
	}
}

// assignable describes what scope objects say they have.
var assignable = goja.PropertyDescriptor{
	Value: goja.Undefined(), Writable: goja.FLAG_TRUE, Configurable: goja.FLAG_TRUE, Enumerable: goja.FLAG_TRUE,
}

// delete is what `delete name` answers.
func (c *context) delete(name string) bool {
	d := c.realm.OwnDescriptor(c.sandbox, c.realm.Runtime.ToValue(name))
	return d == nil || d.Get("configurable").ToBoolean() && c.sandbox.Delete(name) == nil
}
