package builtins

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/enginestate"
)

// How V8's messages show values.

func nullish(v goja.Value) string {
	if goja.IsNull(v) {
		return "null"
	}
	return "undefined"
}

// keyText shows a name.
func keyText(v goja.Value) string {
	if symbol, ok := v.(*goja.Symbol); ok {
		return "Symbol(" + symbol.String() + ")"
	}
	if v == nil {
		return "undefined"
	}
	return v.String()
}

// notIterable words what cannot be iterated over.
func notIterable(v goja.Value) string {
	text := typeOf(v)
	switch {
	case v == nil || goja.IsUndefined(v):
	case goja.IsString(v):
		text += ` "` + v.String() + `"`
	case text == "object" && goja.IsNull(v), text == "number", text == "boolean":
		text += " " + v.String()
	}
	return text + " is not iterable (cannot read property Symbol(Symbol.iterator))"
}

// typeOf is the typeof operator.
func typeOf(v goja.Value) string {
	switch o := v.(type) {
	case nil:
		return "undefined"
	case *goja.Symbol:
		return "symbol"
	case goja.String:
		return "string"
	case *goja.Object:
		if _, ok := goja.AssertFunction(o); ok {
			return "function"
		}
		return "object"
	}
	switch {
	case goja.IsUndefined(v):
		return "undefined"
	case goja.IsNull(v):
		return "object"
	case goja.IsBigInt(v):
		return "bigint"
	case goja.IsNumber(v):
		return "number"
	}
	return "boolean"
}

// plain shows a value as a string concatenation would, objects by their class.
func plain(v goja.Value) string {
	switch o := v.(type) {
	case nil:
		return "undefined"
	case *goja.Object:
		return shown(o)
	case *goja.Symbol:
		return keyText(o)
	}
	return v.String()
}

// shown shows what a member belongs to: functions by their text, arrays and objects by their class.
func shown(v goja.Value) string {
	object, ok := v.(*goja.Object)
	if !ok {
		return plain(v)
	}
	if _, ok := goja.AssertFunction(object); ok {
		return object.String()
	}
	return describe(object)
}

// kindOf names the type of what is shown.
func kindOf(v goja.Value) string {
	return typeOf(v)
}

// describe words a receiver as V8 does.
func describe(v goja.Value) string {
	object, ok := v.(*goja.Object)
	if !ok {
		return keyText(v)
	}
	if target := enginestate.ProxyTarget(object); target != nil {
		return describe(target)
	}
	if enginestate.Kind(object) == "proxyObject" { // revoked
		return "#<Object>"
	}
	if object.ClassName() == "Array" {
		return "[object Array]"
	}
	name := object.ClassName()
	if class, ok := object.Get("constructor").(*goja.Object); ok {
		if s, ok := class.Get("name").(goja.String); ok && s.Length() > 0 {
			name = s.String()
		}
	}
	return "#<" + name + ">"
}
