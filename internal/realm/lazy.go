package realm

import "github.com/dop251/goja"

// LazyProperties defines properties whose values are made together, by fill, when the first of them is read: fill must define each of them anew
// on object. Compiling a core module's JavaScript costs milliseconds at a cold start; most actions use a function or two of it.
//
// While fill runs, reading one gives what partial says (a cycle of modules), undefined when partial is nil.
func (r *Realm) LazyProperties(object *goja.Object, names []string, fill func() error, partial func(name string) goja.Value) {
	filling := false
	read := func(name string) goja.Value {
		if filling {
			if partial == nil {
				return goja.Undefined()
			}
			return partial(name)
		}
		filling = true
		err := fill()
		filling = false
		if err != nil {
			panic(Rethrow(err))
		}
		return object.Get(name)
	}
	for _, name := range names {
		get := func(goja.FunctionCall) goja.Value { return read(name) }
		set := func(c goja.FunctionCall) goja.Value {
			if !filling {
				read(name)
			}
			_ = object.DefineDataProperty(name, c.Argument(0), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
			return goja.Undefined()
		}
		_ = object.DefineAccessorProperty(name, r.Runtime.ToValue(get), r.Runtime.ToValue(set), goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
}

// CopyProperties defines all own properties of source on target as they are.
func (r *Realm) CopyProperties(target, source *goja.Object) {
	object := r.Runtime.Get("Object").(*goja.Object)
	descriptors, _ := goja.AssertFunction(object.Get("getOwnPropertyDescriptors"))
	define, _ := goja.AssertFunction(object.Get("defineProperties"))
	r.Call(define, goja.Undefined(), target, r.Call(descriptors, goja.Undefined(), source))
}
