package wasmbridge

import (
	"weak"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/engine"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
)

// exception is an exception instance, and the state of the Exception object for it.
type exception struct {
	bridge *Bridge
	engine engine.Exception
	tag    *tag
	stack  goja.Value
	object weak.Pointer[goja.Object]
}

// exceptionCache is the exception object cache. retained are the exceptions that WebAssembly code may hold as numbers
// only; they are let go when no code is running, unless a module can store them.
type exceptionCache struct {
	records  weakMap[engine.Address, exception]
	retained []engine.Exception
	storable bool // some module has a global or table of exceptions
}

func (x *exception) setObject(o *goja.Object) { x.object = weak.Make(o) }

// toObject is "create an Exception object".
func (x *exception) toObject() *goja.Object {
	if o := x.object.Value(); o != nil {
		return o
	}
	return x.bridge.exception.create(x)
}

// newException makes the record of an exception in the store.
func (b *Bridge) newException(e engine.Exception, t *tag) *exception {
	x := &exception{bridge: b, engine: e, tag: t, stack: goja.Undefined()}
	b.exceptions.records.set(e.Address(), x)
	return x
}

// exceptionInterface defines Exception (section "Exceptions").
func (b *Bridge) exceptionInterface() *iface[exception] {
	i := newInterface(b, "Exception", 2, b.constructException)
	i.method("getArg", 2, (*exception).getArg)
	i.method("is", 1, func(x *exception, c goja.FunctionCall, context string) goja.Value {
		return b.rt.ToValue(x.tag == b.tag.argument(c.Argument(0), context, 0))
	})
	i.attribute("stack", "WebAssembly.Exception.stack", func(x *exception) goja.Value { return x.stack }, nil)
	return i
}

func (b *Bridge) constructException(a arguments) *exception {
	const context = "WebAssembly.Exception()"
	t := b.tag.implements(a.values[0])
	if t == nil {
		b.throwTypeError("%s: Argument 0 must be a WebAssembly tag", context)
	}
	if t == b.jsTag {
		b.throwTypeError("%s: Argument 0 cannot be WebAssembly.JSTag", context)
	}
	if !isObject(a.values[1]) {
		b.throwTypeError("%s: Exception values must be an iterable object", context)
	}
	var values []goja.Value
	b.rt.ForOf(a.values[1], func(v goja.Value) bool {
		values = append(values, v)
		return true
	})
	trace := traceStack(b, a.values[2], context)
	x := b.newException(engine.NewException(t.address, b.payload(t, values, context)), t)
	if trace {
		x.stack = b.newError(b.errorClass, "").Get("stack")
	}
	return x
}

// traceStack reads the dictionary ExceptionOptions.
func traceStack(b *Bridge, v goja.Value, context string) bool {
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return false
	}
	options, ok := v.(*goja.Object)
	if !ok {
		b.throwTypeError("%s: Argument 2 is not an object", context)
	}
	return get(options, "traceStack").ToBoolean()
}

// payload converts the values of an exception.
func (b *Bridge) payload(t *tag, values []goja.Value, context string) []uint64 {
	if len(values) != len(t.params) {
		b.throwTypeError("%s: Number of exception values does not match signature length", context)
	}
	payload := make([]uint64, len(values))
	for i, p := range t.params {
		if !crosses(p) {
			b.throwTypeError("%s: a value of type %s cannot come from JavaScript", context, p)
		}
		payload[i] = b.toWebAssemblyValue(values[i], p, t.owner)
	}
	return payload
}

func (x *exception) getArg(c goja.FunctionCall, context string) goja.Value {
	b := x.bridge
	t := b.tag.argument(c.Argument(0), context, 0)
	index := b.enforceRange(c.Argument(1), context, "Index")
	if t != x.tag {
		b.throwTypeError("%s: First argument does not match the exception tag", context)
	}
	if int(index) >= len(x.tag.params) {
		b.throw(b.rangeError, "%s: Index out of range", context)
	}
	p := x.tag.params[index]
	if !crosses(p) {
		b.throwTypeError("%s: a value of type %s cannot be seen by JavaScript", context, p)
	}
	return b.toJSValue(x.engine.Payload()[index], p)
}

// exnref returns the exception as which a JavaScript value is thrown into WebAssembly.
func (b *Bridge) exnref(v goja.Value) uint64 {
	if x := b.exception.implements(v); x != nil {
		b.exceptions.retain(x.engine)
		return x.engine.Ref()
	}
	e := engine.NewException(b.javaScriptTag().address, []uint64{b.externs.handle(v)})
	b.exceptions.retain(e)
	return e.Ref()
}

func (c *exceptionCache) retain(e engine.Exception) { c.retained = append(c.retained, e) }

// release lets go of the exceptions that no code holds any more; none may be running.
func (c *exceptionCache) release() {
	if len(c.retained) > 0 && !c.storable {
		clear(c.retained)
		c.retained = c.retained[:0]
	}
}

// noteExceptions records that a module with tags is about to run.
func (b *Bridge) noteExceptions(m *wasm.Module) {
	b.throwing = true
	for _, g := range m.Globals {
		b.exceptions.storable = b.exceptions.storable || !crosses(g.Type.Value) && g.Type.Value.IsRef()
	}
	for _, t := range m.Tables {
		b.exceptions.storable = b.exceptions.storable || !crosses(t.Type.Elem)
	}
}

// throwUncaught throws the exception that a call has ended with.
func (b *Bridge) throwUncaught(activation api.Function) {
	e, ok := b.store().Thrown(activation)
	if !ok {
		b.throw(b.runtimeError, "uncaught exception")
	}
	b.throwException(e)
}

// throwException throws an exception of the store in JavaScript.
func (b *Bridge) throwException(e engine.Exception) {
	if b.depth > 0 {
		b.exceptions.retain(e)
	}
	if b.jsTag != nil && e.Tag() == b.jsTag.address {
		panic(b.toJSValue(e.Payload()[0], wasm.ExternRef))
	}
	x := b.exceptions.records.get(e.Address())
	if x == nil {
		t := b.tags.get(e.Tag())
		if t == nil {
			b.throw(b.runtimeError, "exception with a tag that is gone")
		}
		x = b.newException(e, t)
	}
	panic(x.toObject())
}
