package builtins

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// engineSlash is how the engine writes a slash of a pattern in the source of an expression.
const engineSlash = `\u002f`

// regexpSource lets the source of a regular expression show slashes as V8 does: escaped, but not in a class.
func (i *installer) regexpSource() {
	prototype := i.prototype("RegExp")
	descriptor := i.realm.OwnDescriptor(prototype, i.rt.ToValue("source"))
	if descriptor == nil {
		return
	}
	original, ok := goja.AssertFunction(descriptor.Get("get"))
	if !ok {
		return
	}
	get := i.realm.Function("get source", 0, func(c goja.FunctionCall) goja.Value {
		v := i.realm.Call(original, c.This)
		source := v.String()
		if written := realm.WrittenAnchors(source); written != source || strings.Contains(source, engineSlash) {
			return i.rt.ToValue(slashes(written))
		}
		return v
	})
	_ = prototype.DefineAccessorProperty("source", get, nil, goja.FLAG_TRUE, goja.FLAG_FALSE)
	i.method(prototype, "toString", 0, func(c goja.FunctionCall) goja.Value {
		o, ok := c.This.(*goja.Object)
		if !ok {
			panic(i.rt.NewTypeError("Method RegExp.prototype.toString called on incompatible receiver %s", describe(c.This)))
		}
		return i.rt.ToValue("/" + o.Get("source").String() + "/" + o.Get("flags").String())
	})
}

func slashes(source string) string {
	var out strings.Builder
	inClass := false
	for at := 0; at < len(source); at++ {
		switch rest := source[at:]; {
		case strings.HasPrefix(rest, engineSlash):
			if !inClass {
				out.WriteByte('\\')
			}
			out.WriteByte('/')
			at += len(engineSlash) - 1
			continue
		case rest[0] == '\\' && len(rest) > 1:
			out.WriteByte('\\')
			at++
		case rest[0] == '[':
			inClass = true
		case rest[0] == ']':
			inClass = false
		}
		out.WriteByte(source[at])
	}
	return out.String()
}
