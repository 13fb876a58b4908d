package builtins

import (
	"math"

	"github.com/dop251/goja"
)

// atomics is the Atomics namespace of one realm (https://tc39.es/ecma262/#sec-atomics-object).
type atomics struct {
	*installer

	// intrinsics
	tag    goja.Callable // get %TypedArray%.prototype[Symbol.toStringTag]
	buffer goja.Callable // get %TypedArray%.prototype.buffer
	asIntN goja.Callable // BigInt.asIntN

	promised map[*promisedWait]struct{}
}

// atomics defines the global Atomics.
func (i *installer) atomics() {
	if missing(i.rt.GlobalObject(), "Atomics") {
		i.realm.LazyGlobal("Atomics", func() goja.Value { return newAtomics(i).namespace() })
	}
}

func newAtomics(i *installer) *atomics {
	typedArray := i.prototype("Uint8Array").Prototype()
	getter := func(key goja.Value) goja.Callable {
		f, _ := goja.AssertFunction(i.realm.OwnDescriptor(typedArray, key).Get("get"))
		return f
	}
	a := &atomics{installer: i, tag: getter(goja.SymToStringTag), buffer: getter(i.rt.ToValue("buffer")), promised: map[*promisedWait]struct{}{}}
	i.realm.OnClose(a.forget)
	a.asIntN, _ = goja.AssertFunction(i.global("BigInt").Get("asIntN"))
	return a
}

func (a *atomics) namespace() *goja.Object {
	o := a.rt.NewObject()
	for name, f := range map[string]func(old, operand uint64) uint64{
		"add":      func(old, v uint64) uint64 { return old + v },
		"and":      func(old, v uint64) uint64 { return old & v },
		"exchange": func(_, v uint64) uint64 { return v },
		"or":       func(old, v uint64) uint64 { return old | v },
		"sub":      func(old, v uint64) uint64 { return old - v },
		"xor":      func(old, v uint64) uint64 { return old ^ v },
	} {
		builtinMethod(a.realm, o, name, 3, func(c goja.FunctionCall) goja.Value { return a.readModifyWrite("Atomics."+name, c, f) })
	}
	builtinMethod(a.realm, o, "compareExchange", 4, a.compareExchange)
	builtinMethod(a.realm, o, "isLockFree", 1, a.isLockFree)
	builtinMethod(a.realm, o, "load", 2, a.load)
	builtinMethod(a.realm, o, "notify", 3, a.notify)
	builtinMethod(a.realm, o, "store", 3, a.store)
	builtinMethod(a.realm, o, "wait", 4, a.wait)
	builtinMethod(a.realm, o, "waitAsync", 4, a.waitAsync)
	_ = o.DefineDataPropertySymbol(goja.SymToStringTag, a.rt.ToValue("Atomics"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return o
}

// access is a validated place in a typed array.
type access struct {
	element
	array  *goja.Object
	offset int // in bytes
	method string
}

// validate is ValidateIntegerTypedArray and ValidateAtomicAccess.
func (a *atomics) validate(method string, c goja.FunctionCall, waitable bool) access {
	e, ok := elements[a.realm.Call(a.tag, c.Argument(0)).String()]
	if !ok || waitable && !e.waitable {
		want := "integer"
		if waitable {
			want = "int32 or BigInt64"
		}
		a.unfit(c.Argument(0), "an "+want+" typed array.")
	}
	at := access{element: e, array: c.Argument(0).(*goja.Object), method: method}
	view := a.view(at)
	index := math.Trunc(c.Argument(1).ToNumber().ToFloat())
	if index != index {
		index = 0
	}
	if index < 0 || index >= float64(len(view)/e.size) {
		panic(a.rangeError("Invalid atomic access index"))
	}
	at.offset = int(index) * e.size
	return at
}

// unfit throws a TypeError about v, in V8's words.
func (a *atomics) unfit(v goja.Value, want string) {
	text := receiver(v)
	if o, ok := v.(*goja.Object); ok {
		switch kind := a.realm.KindOf(o); kind {
		case "TypedArray":
			text = "[object " + a.realm.Call(a.tag, o).String() + "]"
		case "Array":
			text = "[object Array]"
		}
	}
	panic(a.rt.NewTypeError("%s is not %s", text, want))
}

// view returns the bytes of the array, or throws when its buffer is detached.
func (a *atomics) view(at access) []byte {
	if buffer, ok := a.realm.Call(a.buffer, at.array).Export().(goja.ArrayBuffer); !ok || buffer.Detached() {
		panic(a.rt.NewTypeError("Cannot perform %s on a detached ArrayBuffer", at.method))
	}
	b, _ := a.realm.Bytes(at.array)
	return b
}

// cell finds the element again after operands were converted, which may have run code that detached the buffer (RevalidateAtomicAccess).
func (a *atomics) cell(at access) atomicCell {
	view := a.view(at)
	if at.offset+at.size > len(view) {
		panic(a.rangeError("Invalid atomic access index"))
	}
	return atomicCell{view[at.offset : at.offset+at.size : at.offset+at.size], a.realm.IsSharedBuffer(a.realm.Call(a.buffer, at.array))}
}

func (a *atomics) readModifyWrite(method string, c goja.FunctionCall, f func(old, operand uint64) uint64) goja.Value {
	at := a.validate(method, c, false)
	_, operand := a.operand(at.element, c.Argument(2))
	return a.value(at.element, a.cell(at).update(func(old uint64) uint64 { return f(old, operand) }))
}

func (a *atomics) compareExchange(c goja.FunctionCall) goja.Value {
	at := a.validate("Atomics.compareExchange", c, false)
	_, expected := a.operand(at.element, c.Argument(2))
	_, replacement := a.operand(at.element, c.Argument(3))
	return a.value(at.element, a.cell(at).update(func(old uint64) uint64 {
		if old == expected {
			return replacement
		}
		return old
	}))
}

func (a *atomics) load(c goja.FunctionCall) goja.Value {
	at := a.validate("Atomics.load", c, false)
	return a.value(at.element, a.cell(at).load())
}

func (a *atomics) store(c goja.FunctionCall) goja.Value {
	at := a.validate("Atomics.store", c, false)
	converted, operand := a.operand(at.element, c.Argument(2))
	a.cell(at).update(func(uint64) uint64 { return operand })
	return converted
}

func (a *atomics) isLockFree(c goja.FunctionCall) goja.Value {
	switch c.Argument(0).ToNumber().ToFloat() {
	case 1, 2, 4, 8:
		return a.rt.ToValue(true)
	}
	return a.rt.ToValue(false)
}
