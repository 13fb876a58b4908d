package realm

import (
	"reflect"

	"github.com/dop251/goja"
)

var bufferType = reflect.TypeFor[goja.ArrayBuffer]()

// Bytes returns the bytes that an ArrayBuffer, typed array or DataView shows, aliasing them; ok is false for any other value. A detached
// buffer shows none.
func (r *Realm) Bytes(v goja.Value) (b []byte, ok bool) {
	object, isObject := v.(*goja.Object)
	if !isObject || object.ClassName() != "Object" {
		return nil, false
	}
	if object.ExportType() != bufferType && !IsTypedArray(object) && !r.IsDataView(object) {
		return nil, false
	}
	return r.aliased(object)
}

// View is like Bytes but takes only typed arrays and DataViews (ArrayBuffer.isView).
func (r *Realm) View(v goja.Value) (b []byte, ok bool) {
	if object, isObject := v.(*goja.Object); isObject && object.ClassName() == "Object" && object.ExportType() == bufferType {
		return nil, false
	}
	return r.Bytes(v)
}

// byteLength is the intrinsic getter of typed arrays: a program may have put another one in its place.
func (r *Realm) byteLength(object *goja.Object) int64 {
	if r.viewLength == nil {
		class := r.Runtime.Get("Uint8Array").(*goja.Object)
		proto := class.Get("prototype").(*goja.Object).Prototype()
		r.viewLength, _ = goja.AssertFunction(r.OwnDescriptor(proto, r.Runtime.ToValue("byteLength")).Get("get"))
	}
	return r.Call(r.viewLength, object).ToInteger()
}

func (r *Realm) aliased(object *goja.Object) (b []byte, ok bool) {
	if IsTypedArray(object) && r.byteLength(object) == 0 {
		// Also a detached one. goja would make a slice that points behind the buffer, or near nil: the garbage collector takes that for a fault.
		return nil, true
	}
	defer func() {
		if recover() != nil { // goja slices the nil data of a detached buffer
			b, ok = nil, true
		}
	}()
	if r.Runtime.ExportTo(object, &b) != nil {
		return nil, false
	}
	return b, true
}

// IsArrayBuffer tells an ArrayBuffer from everything else.
func IsArrayBuffer(v goja.Value) bool {
	object, ok := v.(*goja.Object)
	return ok && object.ExportType() == bufferType
}

// IsTypedArray tells a typed array from everything else.
func IsTypedArray(v goja.Value) bool {
	object, ok := v.(*goja.Object)
	if !ok || object.ClassName() != "Object" {
		return false
	}
	t := object.ExportType()
	return t.Kind() == reflect.Slice && t != mapType && t != setType
}

// IsDataView tells a DataView by its internal slot.
func (r *Realm) IsDataView(object *goja.Object) bool {
	if object.ClassName() != "Object" || object.ExportType().Kind() != reflect.Map {
		return false
	}
	if r.objectProto == nil {
		r.objectProto = r.Runtime.Get("Object").(*goja.Object).Get("prototype").(*goja.Object)
	}
	if object.Prototype() == r.objectProto {
		return false // spares plain objects the failing call below
	}
	if r.dataViewLength == nil {
		proto := r.Runtime.Get("DataView").(*goja.Object).Get("prototype").(*goja.Object)
		getter := r.OwnDescriptor(proto, r.Runtime.ToValue("buffer")).Get("get")
		r.dataViewLength, _ = goja.AssertFunction(getter)
	}
	_, err := r.dataViewLength(object)
	return err == nil
}

// OwnDescriptor is Object.getOwnPropertyDescriptor; nil when there is no such property.
func (r *Realm) OwnDescriptor(object *goja.Object, key goja.Value) *goja.Object {
	if r.ownDescriptor == nil {
		r.ownDescriptor, _ = goja.AssertFunction(r.Runtime.Get("Object").(*goja.Object).Get("getOwnPropertyDescriptor"))
	}
	desc, _ := r.Call(r.ownDescriptor, goja.Undefined(), object, key).(*goja.Object)
	return desc
}

// NewBuffer makes a node Buffer over b, without a copy.
func (r *Realm) NewBuffer(b []byte) goja.Value {
	if r.bufferProto == nil {
		r.bufferProto = r.BufferPrototype()
	}
	object := r.NewUint8Array(b)
	_ = object.SetPrototype(r.bufferProto)
	return object
}

// NewUint8Array makes a Uint8Array over b, without a copy.
func (r *Realm) NewUint8Array(b []byte) *goja.Object {
	if r.uint8Array == nil {
		r.uint8Array = r.Runtime.Get("Uint8Array").(*goja.Object)
	}
	object, err := r.Runtime.New(r.uint8Array, r.Runtime.ToValue(r.Runtime.NewArrayBuffer(b)))
	if err != nil {
		panic(Rethrow(err))
	}
	return object
}

// TransferBuffer detaches an ArrayBuffer and returns another one with its bytes. It throws a TypeError for what cannot be detached.
func (r *Realm) TransferBuffer(v goja.Value) *goja.Object {
	buffer, ok := v.Export().(goja.ArrayBuffer)
	switch {
	case !ok || r.IsSharedBuffer(v):
		panic(r.Runtime.NewTypeError("not an ArrayBuffer"))
	case buffer.Detached():
		panic(r.Runtime.NewTypeError("Cannot perform ArrayBuffer.prototype.transfer on a detached ArrayBuffer"))
	case r.WebAssembly != nil && r.WebAssembly.IsMemoryBuffer(v):
		panic(r.Runtime.NewTypeError("Cannot perform ArrayBuffer.prototype.transfer on the buffer of a WebAssembly.Memory"))
	}
	moved := r.Runtime.NewArrayBuffer(buffer.Bytes())
	buffer.Detach()
	return r.Runtime.ToValue(moved).(*goja.Object)
}
