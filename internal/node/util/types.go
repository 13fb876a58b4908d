package util

import (
	"reflect"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

var proxyType = reflect.TypeFor[goja.Proxy]()

// types is util.types: what an object is by its internal slots, whatever its prototype says.
type types struct {
	realm    *realm.Realm
	typedTag goja.Callable
	symbolOf goja.Callable
	bigintOf goja.Callable
}

func newTypes(r *realm.Realm) *types {
	t := &types{realm: r}
	proto := func(class string) *goja.Object {
		return r.Runtime.Get(class).(*goja.Object).Get("prototype").(*goja.Object)
	}
	tag := r.OwnDescriptor(proto("Uint8Array").Prototype(), goja.SymToStringTag).Get("get")
	t.typedTag, _ = goja.AssertFunction(tag)
	t.symbolOf, _ = goja.AssertFunction(proto("Symbol").Get("valueOf"))
	t.bigintOf, _ = goja.AssertFunction(proto("BigInt").Get("valueOf"))
	return t
}

func (t *types) exports() *goja.Object {
	out := t.realm.Runtime.NewObject()
	add := func(name string, test func(*goja.Object) bool) {
		t.realm.Method(out, name, 1, func(c goja.FunctionCall) goja.Value {
			object, ok := c.Argument(0).(*goja.Object)
			return t.realm.Runtime.ToValue(ok && test(object))
		})
	}
	class := func(names ...string) func(*goja.Object) bool {
		return func(o *goja.Object) bool {
			if o.ExportType() == proxyType {
				return false
			}
			for _, name := range names {
				if o.ClassName() == name {
					return true
				}
			}
			return false
		}
	}
	never := func(*goja.Object) bool { return false }
	buffer := func(o *goja.Object) bool { return realm.IsArrayBuffer(o) }
	add("isExternal", never)
	add("isDate", class("Date"))
	add("isArgumentsObject", class("Arguments"))
	add("isBigIntObject", t.isBigInt)
	add("isBooleanObject", class("Boolean"))
	add("isNumberObject", class("Number"))
	add("isStringObject", class("String"))
	add("isSymbolObject", t.isSymbol)
	add("isBoxedPrimitive", func(o *goja.Object) bool {
		return class("Boolean", "Number", "String")(o) || t.isSymbol(o) || t.isBigInt(o)
	})
	add("isNativeError", class("Error"))
	add("isRegExp", class("RegExp"))
	add("isAsyncFunction", class("AsyncFunction", "AsyncGeneratorFunction"))
	add("isGeneratorFunction", class("GeneratorFunction", "AsyncGeneratorFunction"))
	add("isGeneratorObject", class("Generator"))
	add("isPromise", class("Promise"))
	add("isMap", class("Map"))
	add("isSet", class("Set"))
	add("isMapIterator", class("Map Iterator"))
	add("isSetIterator", class("Set Iterator"))
	add("isWeakMap", class("WeakMap"))
	add("isWeakSet", class("WeakSet"))
	add("isArrayBuffer", buffer)
	add("isDataView", t.realm.IsDataView)
	add("isSharedArrayBuffer", never)
	add("isProxy", func(o *goja.Object) bool { return o.ExportType() == proxyType })
	add("isModuleNamespaceObject", t.isNamespace)
	add("isAnyArrayBuffer", buffer)
	add("isCryptoKey", never)
	add("isKeyObject", never)
	add("isArrayBufferView", func(o *goja.Object) bool { return realm.IsTypedArray(o) || t.realm.IsDataView(o) })
	add("isTypedArray", func(o *goja.Object) bool { return realm.IsTypedArray(o) })
	for _, name := range []string{"Uint8Array", "Uint8ClampedArray", "Uint16Array", "Uint32Array", "Int8Array", "Int16Array", "Int32Array",
		"Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array"} {
		add("is"+name, func(o *goja.Object) bool {
			return realm.IsTypedArray(o) && t.realm.Call(t.typedTag, o).String() == name
		})
	}
	return out
}

func (t *types) isSymbol(o *goja.Object) bool {
	return o.ClassName() == "Object" && accepts(t.symbolOf, o)
}
func (t *types) isBigInt(o *goja.Object) bool {
	return o.ClassName() == "Object" && accepts(t.bigintOf, o)
}

func accepts(f goja.Callable, o *goja.Object) bool {
	_, err := f(o)
	return err == nil
}

// isNamespace knows a module namespace by its own toStringTag, which nothing else can have with a null prototype and be fixed.
func (t *types) isNamespace(o *goja.Object) bool {
	if o.Prototype() != nil {
		return false
	}
	desc := t.realm.OwnDescriptor(o, goja.SymToStringTag)
	if desc == nil || desc.Get("configurable").ToBoolean() {
		return false
	}
	v := desc.Get("value")
	return v != nil && v.String() == "Module"
}
