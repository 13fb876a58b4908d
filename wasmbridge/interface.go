package wasmbridge

import (
	"weak"

	"github.com/dop251/goja"
)

// iface is a Web IDL interface whose platform objects carry a *T.
type iface[T any] struct {
	bridge      *Bridge
	name        string
	constructor *goja.Object
	prototype   *goja.Object
	brands      brands[T]
}

// brands maps objects to what they carry. Both sides are weak, so that neither the table nor a cycle through it keeps
// anything alive: the object itself keeps its *T (see Bridge.keepAlive).
type brands[T any] struct {
	weakMap[weak.Pointer[goja.Object], T]
}

// arguments are those of a constructor: up to three, and how many there were.
type arguments struct {
	values [3]goja.Value
	count  int
}

// newInterface defines an interface with a constructor that makes the *T for a new object. length is the number of
// its required arguments.
func newInterface[T any](b *Bridge, name string, length int, construct func(arguments) *T) *iface[T] {
	i := &iface[T]{bridge: b, name: name}
	initialize := func(c goja.FunctionCall) goja.Value {
		a := arguments{values: [3]goja.Value{c.Argument(1), c.Argument(2), c.Argument(3)}, count: int(c.Argument(4).ToInteger())}
		object := c.Argument(0).(*goja.Object)
		i.initialize(object, construct(a))
		return nil
	}
	i.constructor = must(b.shell.makeInterface(goja.Undefined(), b.rt.ToValue(name), b.rt.ToValue(initialize))).(*goja.Object)
	i.prototype = i.constructor.Get("prototype").(*goja.Object)
	b.finishClass(i.constructor, i.prototype, length)
	define(i.prototype.DefineDataPropertySymbol(goja.SymToStringTag, b.rt.ToValue("WebAssembly."+name),
		goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	return i
}

// finishClass gives a constructor the attributes Web IDL asks for.
func (b *Bridge) finishClass(constructor, prototype *goja.Object, length int) {
	define(constructor.DefineDataProperty("prototype", prototype, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	define(constructor.DefineDataProperty("length", b.rt.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// define checks the result of defining a property on an object of our own, which cannot fail.
func define(err error) {
	if err != nil {
		panic(err)
	}
}

// initialize makes object a platform object that carries value.
func (i *iface[T]) initialize(object *goja.Object, value *T) {
	i.bridge.keepAlive(object, value)
	i.brands.set(weak.Make(object), value)
	if self, ok := any(value).(platformObject); ok {
		self.setObject(object)
	}
}

// platformObject is implemented by what an object cache must find the object of.
type platformObject interface{ setObject(*goja.Object) }

// create makes a new platform object that carries value.
func (i *iface[T]) create(value *T) *goja.Object {
	object := i.bridge.rt.CreateObject(i.prototype)
	i.initialize(object, value)
	return object
}

// implements returns what v carries, nil when v does not implement the interface.
func (i *iface[T]) implements(v goja.Value) *T {
	if o, ok := v.(*goja.Object); ok {
		return i.brands.get(weak.Make(o))
	}
	return nil
}

// receiver returns what the this value of a method carries, or throws.
func (i *iface[T]) receiver(v goja.Value, context string) *T {
	t := i.implements(v)
	if t == nil {
		panic(i.bridge.rt.NewTypeError("%s: Receiver is not a WebAssembly.%s", context, i.name))
	}
	return t
}

// argument returns what an argument carries, or throws.
func (i *iface[T]) argument(v goja.Value, context string, position int) *T {
	t := i.implements(v)
	if t == nil {
		panic(i.bridge.rt.NewTypeError("%s: Argument %d must be a WebAssembly.%s", context, position, i.name))
	}
	return t
}

// method defines an operation of the interface.
func (i *iface[T]) method(name string, length int, f func(self *T, c goja.FunctionCall, context string) goja.Value) {
	context := "WebAssembly." + i.name + "." + name + "()"
	i.bridge.defineMethod(i.prototype, name, length, func(c goja.FunctionCall) goja.Value {
		return f(i.receiver(c.This, context), c, context)
	})
}

// attribute defines an attribute of the interface; set is nil when it is read-only. getContext is how V8 names the getter
// in errors, for which it has no rule.
func (i *iface[T]) attribute(name, getContext string, get func(self *T) goja.Value, set func(self *T, v goja.Value, context string)) {
	b := i.bridge
	setContext := "set WebAssembly." + i.name + "." + name
	getter := b.function("get "+name, 0, func(c goja.FunctionCall) goja.Value {
		return get(i.receiver(c.This, getContext))
	})
	var setter goja.Value
	if set != nil {
		setter = b.function("set "+name, 1, func(c goja.FunctionCall) goja.Value {
			set(i.receiver(c.This, setContext), c.Argument(0), setContext)
			return goja.Undefined()
		})
	}
	define(i.prototype.DefineAccessorProperty(name, getter, setter, goja.FLAG_TRUE, goja.FLAG_TRUE))
}

// function makes a built-in function object.
func (b *Bridge) function(name string, length int, f func(goja.FunctionCall) goja.Value) *goja.Object {
	o := b.rt.ToValue(f).(*goja.Object)
	if length > 0 { // 0 is what goja gives it
		define(o.DefineDataProperty("length", b.rt.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
	define(o.DefineDataProperty("name", b.rt.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	return o
}

// defineMethod defines an operation on a prototype, an interface object or a namespace.
func (b *Bridge) defineMethod(on *goja.Object, name string, length int, f func(goja.FunctionCall) goja.Value) {
	define(on.DefineDataProperty(name, b.function(name, length, f), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
}
