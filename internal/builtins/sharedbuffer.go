package builtins

import (
	"math"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// sharedBufferScript is the shell of SharedArrayBuffer (https://tc39.es/ecma262/#sec-sharedarraybuffer-objects).
var sharedBufferScript = realm.NewScript("node:internal/builtins/sharedbuffer", "make, byteLength, slice", `
	const SharedArrayBuffer = function SharedArrayBuffer (length) {
		if (new.target === undefined) throw new TypeError("Constructor SharedArrayBuffer requires 'new'")
		return make(length, new.target.prototype)
	}
	const hidden = { writable: true, enumerable: false, configurable: true }
	const define = Object.defineProperty
	const methods = {
		get byteLength () { return byteLength(this) },
		slice (start, end) {
			const size = byteLength(this, 'slice')
			const index = (v) => { v = Math.trunc(v) || 0; return v < 0 ? Math.max(size + v, 0) : Math.min(v, size) }
			const first = index(start)
			const length = Math.max((end === undefined ? size : index(end)) - first, 0)
			const Class = species(this)
			const out = new Class(length)
			slice(this, first, length, out)
			return out
		}
	}
	function species (buffer) {
		const { constructor } = buffer
		if (constructor === undefined) return SharedArrayBuffer
		if (constructor === null || (typeof constructor !== 'object' && typeof constructor !== 'function')) throw new TypeError('object.constructor is not an object')
		return constructor[Symbol.species] ?? SharedArrayBuffer
	}
	define(SharedArrayBuffer, 'prototype', { writable: false })
	define(SharedArrayBuffer, Symbol.species, { get: Object.getOwnPropertyDescriptor(Map, Symbol.species).get, configurable: true })
	const { prototype } = SharedArrayBuffer
	define(prototype, 'byteLength', { get: Object.getOwnPropertyDescriptor(methods, 'byteLength').get, configurable: true, enumerable: false })
	define(prototype, 'slice', { ...hidden, value: methods.slice })
	define(methods.slice, 'length', { value: 2 })
	define(prototype, Symbol.toStringTag, { value: 'SharedArrayBuffer', configurable: true })
	return SharedArrayBuffer`)

// sharedBuffer defines SharedArrayBuffer. Buffers cannot grow: the engine's cannot, so the class has no member for it, as before ES2024.
func (i *installer) sharedBuffer() {
	if !missing(i.rt.GlobalObject(), "SharedArrayBuffer") {
		return
	}
	var class *goja.Object
	get := func() *goja.Object {
		if class == nil {
			class = i.sharedBufferClass()
		}
		return class
	}
	i.realm.LazyGlobal("SharedArrayBuffer", func() goja.Value { return get() })
	i.realm.SharedBufferPrototype = func() *goja.Object { return get().Get("prototype").(*goja.Object) }
}

func (i *installer) sharedBufferClass() *goja.Object {
	bytes := func(v goja.Value, member string) []byte {
		if !i.realm.IsSharedBuffer(v) {
			panic(i.rt.NewTypeError("Method %sSharedArrayBuffer.prototype.%s called on incompatible receiver %s",
				map[bool]string{true: "get "}[member == "byteLength"], member, receiver(v)))
		}
		return v.Export().(goja.ArrayBuffer).Bytes()
	}
	byteLength := func(c goja.FunctionCall) goja.Value {
		member := "byteLength"
		if v := c.Argument(1); !goja.IsUndefined(v) {
			member = v.String()
		}
		return i.rt.ToValue(len(bytes(c.Argument(0), member)))
	}
	slice := func(c goja.FunctionCall) goja.Value {
		from, to := bytes(c.Argument(0), "slice"), bytes(c.Argument(3), "slice")
		first, n := int(c.Argument(1).ToInteger()), int(c.Argument(2).ToInteger())
		if c.Argument(3).SameAs(c.Argument(0)) || len(to) < n {
			panic(i.rt.NewTypeError("Species constructor returned an unfit SharedArrayBuffer"))
		}
		copy(to, from[first:first+n])
		return goja.Undefined()
	}
	v, err := sharedBufferScript.Run(i.realm, i.rt.ToValue(i.makeSharedBuffer), i.rt.ToValue(byteLength), i.rt.ToValue(slice))
	if err != nil {
		panic(realm.Rethrow(err))
	}
	return v.(*goja.Object)
}

// makeSharedBuffer is AllocateSharedArrayBuffer.
func (i *installer) makeSharedBuffer(c goja.FunctionCall) goja.Value {
	n := math.Trunc(c.Argument(0).ToNumber().ToFloat())
	if math.IsNaN(n) {
		n = 0
	}
	if n < 0 || n > 1<<53-1 {
		panic(i.rangeError("Invalid array buffer length"))
	}
	if n > maxBuffer {
		panic(i.rangeError("Array buffer allocation failed"))
	}
	prototype, _ := c.Argument(1).(*goja.Object)
	whole := make([]byte, (int(n)+7)&^7) // atomic operations on the last bytes reach for their whole word
	return i.realm.NewSharedBuffer(whole[:int(n):int(n)], prototype, nil)
}

// receiver is an object as V8 names it in errors: by its constructor.
func receiver(v goja.Value) string {
	if o, ok := v.(*goja.Object); ok {
		if class, ok := o.Get("constructor").(*goja.Object); ok {
			return "#<" + class.Get("name").String() + ">"
		}
	}
	return describe(v)
}
