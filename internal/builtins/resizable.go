package builtins

import (
	"math"

	"github.com/dop251/goja"
)

// resizable is what a resizable ArrayBuffer has beyond the engine's (https://tc39.es/ecma262/#sec-arraybuffer-constructor). All the bytes that it may
// ever have are allocated when it is made, so that they never move and no view can see beyond them.
type resizable struct {
	max   int
	views viewsOfBuffer
}

// resizableBuffers defines maxByteLength, resizable and resize.
func (i *installer) resizableBuffers() {
	prototype := i.prototype("ArrayBuffer")
	if !missing(prototype, "resize") {
		return
	}
	i.bufferAccessor(prototype, "resizable", func(object *goja.Object, _ goja.ArrayBuffer) any {
		_, ok := i.resizables.Get(object)
		return ok
	})
	i.bufferAccessor(prototype, "maxByteLength", func(object *goja.Object, buffer goja.ArrayBuffer) any {
		if r, ok := i.resizables.Get(object); ok && !buffer.Detached() {
			return r.max
		}
		return len(buffer.Bytes())
	})
	i.method(prototype, "resize", 1, i.resize)
	hookConstructor(i.global("ArrayBuffer"), func(original construct) construct {
		return func(args []goja.Value, newTarget *goja.Object) *goja.Object {
			if len(args) > 1 {
				if options, ok := args[1].(*goja.Object); ok {
					return i.newBuffer(original, args[0], options, newTarget)
				}
			}
			return original(args, newTarget)
		}
	})
}

func (i *installer) newBuffer(original construct, size goja.Value, options, newTarget *goja.Object) *goja.Object {
	length, ok := index(size)
	if !ok {
		panic(i.rangeError("Invalid array buffer length"))
	}
	limit := options.Get("maxByteLength")
	if limit == nil || goja.IsUndefined(limit) {
		return original([]goja.Value{i.rt.ToValue(length)}, newTarget)
	}
	most, ok := index(limit)
	if !ok || most < length || most > maxBytes {
		panic(i.rangeError("Invalid array buffer max length"))
	}
	object := original([]goja.Value{i.rt.ToValue(0)}, newTarget)
	data, ok := settable[[]byte](implementation(object), "data")
	if !ok {
		panic(i.rt.NewTypeError("maxByteLength is not supported"))
	}
	*data = make([]byte, length, most)
	i.followsViews.Do(i.followViews)
	i.resizables.Set(object, &resizable{max: most})
	return object
}

// index converts a size (https://tc39.es/ecma262/#sec-toindex).
func index(v goja.Value) (n int, ok bool) {
	f := math.Trunc(v.ToNumber().ToFloat())
	if math.IsNaN(f) {
		return 0, true
	}
	return int(f), f >= 0 && f <= 1<<53-1
}

func (i *installer) resize(c goja.FunctionCall) goja.Value {
	r, ok := i.resizables.Get(c.This)
	if !ok {
		panic(i.rt.NewTypeError("Method ArrayBuffer.prototype.resize called on incompatible receiver %s", describe(c.This)))
	}
	object := c.This.(*goja.Object)
	length, ok := index(c.Argument(0))
	data, found := settable[[]byte](implementation(object), "data")
	if buffer, _ := object.Export().(goja.ArrayBuffer); !found || buffer.Detached() {
		panic(i.rt.NewTypeError("Cannot perform ArrayBuffer.prototype.resize on a detached ArrayBuffer"))
	}
	if !ok || length > r.max {
		panic(i.rangeError("ArrayBuffer.prototype.resize: Invalid length parameter"))
	}
	if length < len(*data) {
		clear((*data)[length:])
	}
	*data = (*data)[:length]
	r.views.follow(length)
	return goja.Undefined()
}

// bufferAccessor defines a getter of ArrayBuffer.prototype.
func (i *installer) bufferAccessor(prototype *goja.Object, name string, get func(*goja.Object, goja.ArrayBuffer) any) {
	getter := i.realm.Function("get "+name, 0, func(c goja.FunctionCall) goja.Value {
		object, ok := c.This.(*goja.Object)
		if ok && !i.realm.IsSharedBuffer(object) {
			if buffer, ok := object.Export().(goja.ArrayBuffer); ok {
				return i.rt.ToValue(get(object, buffer))
			}
		}
		panic(i.rt.NewTypeError("Method get ArrayBuffer.prototype.%s called on incompatible receiver %s", name, describe(c.This)))
	})
	_ = prototype.DefineAccessorProperty(name, getter, nil, goja.FLAG_TRUE, goja.FLAG_FALSE)
}
