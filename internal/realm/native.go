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
