package enginestate

import (
	"reflect"
	"sync"
	"unsafe"

	"github.com/dop251/goja"
)

// objects is where an object keeps what implements it, and where a native function keeps what it does.
type objects struct {
	self, call           uintptr
	target               uintptr        // of a proxy
	native, bound, proxy unsafe.Pointer // the interface tables of these kinds
}

var findObjects = sync.OnceValue(func() *objects {
	rt := goja.New()
	native := rt.ToValue(func(goja.FunctionCall) goja.Value { return nil }).(*goja.Object)
	self, ok := reflect.TypeFor[goja.Object]().FieldByName("self")
	if !ok || self.Type.Kind() != reflect.Interface {
		return nil
	}
	function := reflect.ValueOf(native).Elem().FieldByName("self").Elem()
	if function.Kind() != reflect.Pointer || function.Type().Elem().Kind() != reflect.Struct {
		return nil
	}
	call, ok := function.Type().Elem().FieldByName("f")
	if !ok || call.Type != reflect.TypeFor[func(goja.FunctionCall) goja.Value]() {
		return nil
	}
	o := &objects{self: self.Offset, call: call.Offset}
	o.native = o.words(native)[0]
	if bind, ok := goja.AssertFunction(native.Get("bind")); ok {
		if bound, err := bind(native); err == nil && Kind(bound) == "boundFuncObject" {
			o.bound = o.words(bound.(*goja.Object))[0]
		}
	}
	proxy := rt.ToValue(rt.NewProxy(rt.NewObject(), &goja.ProxyTrapConfig{})).(*goja.Object)
	if target, ok := implementation(proxy).Type().FieldByName("target"); ok && target.Type == reflect.TypeFor[*goja.Object]() {
		o.target, o.proxy = target.Offset, o.words(proxy)[0]
	}
	return o
})

// words are the two words of the interface value in an object's field self: its table and its pointer.
func (o *objects) words(object *goja.Object) *[2]unsafe.Pointer {
	return at[[2]unsafe.Pointer](unsafe.Pointer(object), o.self)
}

// Native gives access to what a native or a bound function does, nil if v is none.
func Native(v goja.Value) *func(goja.FunctionCall) goja.Value {
	object, ok := v.(*goja.Object)
	o := findObjects()
	if !ok || o == nil {
		return nil
	}
	words := o.words(object)
	if words[0] != o.native && words[0] != o.bound {
		return nil
	}
	return at[func(goja.FunctionCall) goja.Value](words[1], o.call)
}

// Kind is the name of the engine's type that implements an object; "" for other values.
func Kind(v goja.Value) string {
	if object, ok := v.(*goja.Object); ok {
		if t := implementation(object); t.IsValid() {
			return t.Type().Name()
		}
	}
	return ""
}

// ProxyTarget is the target of a proxy, nil for another object or a proxy that was revoked.
func ProxyTarget(object *goja.Object) *goja.Object {
	o := findObjects()
	if o == nil || o.proxy == nil {
		return nil
	}
	if words := o.words(object); words[0] == o.proxy {
		return *at[*goja.Object](words[1], o.target)
	}
	return nil
}

// implementation is the struct behind an object.
func implementation(object *goja.Object) reflect.Value {
	self := reflect.ValueOf(object).Elem().FieldByName("self")
	if !self.IsValid() || self.Kind() != reflect.Interface || self.IsNil() {
		return reflect.Value{}
	}
	pointer := self.Elem()
	if pointer.Kind() != reflect.Pointer || pointer.Elem().Kind() != reflect.Struct {
		return reflect.Value{}
	}
	return pointer.Elem()
}
