package util

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// types is util.types: what an object is by its internal slots, whatever its prototype says.
type types struct {
	realm    *realm.Realm
	typedTag goja.Callable
}

func newTypes(r *realm.Realm) *types {
	proto := r.Runtime.Get("Uint8Array").(*goja.Object).Get("prototype").(*goja.Object).Prototype()
	tag, _ := goja.AssertFunction(r.OwnDescriptor(proto, goja.SymToStringTag).Get("get"))
	return &types{realm: r, typedTag: tag}
}

// kinds maps each test that is one of kinds to them.
var kinds = []struct {
	name  string
	kinds []realm.Kind
}{
	{"isExternal", nil},
	{"isDate", []realm.Kind{"Date"}},
	{"isArgumentsObject", []realm.Kind{"Arguments"}},
	{"isBigIntObject", []realm.Kind{"BigInt"}},
	{"isBooleanObject", []realm.Kind{"Boolean"}},
	{"isNumberObject", []realm.Kind{"Number"}},
	{"isStringObject", []realm.Kind{"String"}},
	{"isSymbolObject", []realm.Kind{"Symbol"}},
	{"isBoxedPrimitive", []realm.Kind{"BigInt", "Boolean", "Number", "String", "Symbol"}},
	{"isNativeError", []realm.Kind{"Error"}},
	{"isRegExp", []realm.Kind{"RegExp"}},
	{"isAsyncFunction", []realm.Kind{"AsyncFunction"}},
	{"isGeneratorFunction", []realm.Kind{"GeneratorFunction"}},
	{"isGeneratorObject", []realm.Kind{"Generator"}},
	{"isPromise", []realm.Kind{"Promise"}},
	{"isMap", []realm.Kind{"Map"}},
	{"isSet", []realm.Kind{"Set"}},
	{"isMapIterator", []realm.Kind{"Map Iterator"}},
	{"isSetIterator", []realm.Kind{"Set Iterator"}},
	{"isWeakMap", []realm.Kind{"WeakMap"}},
	{"isWeakSet", []realm.Kind{"WeakSet"}},
	{"isArrayBuffer", []realm.Kind{"ArrayBuffer"}},
	{"isDataView", []realm.Kind{"DataView"}},
	{"isSharedArrayBuffer", []realm.Kind{"SharedArrayBuffer"}},
	{"isProxy", []realm.Kind{"Proxy"}},
	{"isAnyArrayBuffer", []realm.Kind{"ArrayBuffer", "SharedArrayBuffer"}},
	{"isCryptoKey", nil},
	{"isKeyObject", nil},
	{"isArrayBufferView", []realm.Kind{"TypedArray", "DataView"}},
	{"isTypedArray", []realm.Kind{"TypedArray"}},
}

func (t *types) exports() *goja.Object {
	out := t.realm.Runtime.NewObject()
	add := func(name string, test func(*goja.Object) bool) {
		t.realm.Method(out, name, 1, func(c goja.FunctionCall) goja.Value {
			object, ok := c.Argument(0).(*goja.Object)
			return t.realm.Runtime.ToValue(ok && test(object))
		})
	}
	for _, row := range kinds {
		add(row.name, func(o *goja.Object) bool { return slices.Contains(row.kinds, t.realm.KindOf(o)) })
	}
	add("isModuleNamespaceObject", t.isNamespace)
	for _, name := range []string{"Uint8Array", "Uint8ClampedArray", "Uint16Array", "Uint32Array", "Int8Array", "Int16Array", "Int32Array",
		"Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array"} {
		add("is"+name, func(o *goja.Object) bool {
			return realm.IsTypedArray(o) && t.realm.Call(t.typedTag, o).String() == name
		})
	}
	return out
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
