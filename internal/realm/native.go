package realm

import "github.com/dop251/goja"

// Native is a function implemented in Go. It throws by panicking with a goja.Value, and panics with nothing else.
type Native = func(goja.FunctionCall) goja.Value

// Function makes a JavaScript function of f with the given name and length.
func (r *Realm) Function(name string, length int, f Native) *goja.Object {
	fn := r.Runtime.ToValue(f).(*goja.Object)
	_ = fn.DefineDataProperty("name", r.Runtime.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	_ = fn.DefineDataProperty("length", r.Runtime.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return fn
}

// Method defines an enumerable method on object, as an assignment would.
func (r *Realm) Method(object *goja.Object, name string, length int, f Native) {
	_ = object.Set(name, r.Function(name, length, f))
}

// LazyGlobal defines a property of the global object whose value is made at its first use.
func (r *Realm) LazyGlobal(name string, make func() goja.Value) {
	global := r.Runtime.GlobalObject()
	define := func(v goja.Value) {
		_ = global.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	get := r.Function("get "+name, 0, func(goja.FunctionCall) goja.Value {
		v := make()
		define(v)
		return v
	})
	set := r.Function("set "+name, 1, func(c goja.FunctionCall) goja.Value {
		define(c.Argument(0))
		return goja.Undefined()
	})
	_ = global.DefineAccessorProperty(name, get, set, goja.FLAG_TRUE, goja.FLAG_FALSE)
	r.NoteLazyGlobal(name, get)
}

// NoteLazyGlobal says that a property of the global object is an accessor with this getter only until its first use.
func (r *Realm) NoteLazyGlobal(name string, getter goja.Value) {
	if r.lazies == nil {
		r.lazies = map[string]goja.Value{}
	}
	r.lazies[name] = getter
}

// IsLazyGlobal tells whether getter is the one that makes the global name at its first use.
func (r *Realm) IsLazyGlobal(name string, getter goja.Value) bool {
	own, ok := r.lazies[name]
	return ok && own.SameAs(getter)
}

// Call calls a JavaScript function from a native: an exception goes on to the native's own caller.
func (r *Realm) Call(fn goja.Callable, this goja.Value, args ...goja.Value) goja.Value {
	v, err := fn(this, args...)
	if err != nil {
		panic(Rethrow(err))
	}
	return v
}

// Rethrow returns what a native must panic with so that err, which a call into JavaScript returned, goes on: the exception itself, or an
// uncatchable error unchanged.
func Rethrow(err error) any {
	if ex, ok := err.(*goja.Exception); ok {
		return ex.Value()
	}
	return err
}

// HasProperty is the in operator.
func (r *Realm) HasProperty(object *goja.Object, name string) bool {
	for o := object; o != nil; o = o.Prototype() {
		if r.OwnDescriptor(o, r.Runtime.ToValue(name)) != nil {
			return true
		}
	}
	return false
}
