package builtins

import (
	"math/big"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/enginestate"
)

// What asks for more memory than there can be ends a Go process without appeal, where V8 throws. These are V8's limits, or near them.
const (
	maxString    = 1<<29 - 24
	maxArguments = 1 << 23
	maxBigInt    = 1 << 30 // bits
	maxBytes     = 1 << 32 // of an ArrayBuffer
)

// limits lets what takes a size refuse one that is too large.
func (i *installer) limits() {
	text := i.prototype("String")
	i.limit(text, "repeat", func(c goja.FunctionCall) string {
		if s, ok := c.This.(goja.String); ok && s.Length() > 0 && number(c.Argument(0))*float64(s.Length()) > maxString {
			return "Invalid string length"
		}
		return ""
	})
	for _, name := range []string{"padStart", "padEnd"} {
		i.limit(text, name, func(c goja.FunctionCall) string {
			if filler, ok := c.Argument(1).(goja.String); number(c.Argument(0)) > maxString && !(ok && filler.Length() == 0) {
				return "Invalid string length"
			}
			return ""
		})
	}
	i.limit(i.prototype("Array"), "join", func(c goja.FunctionCall) string {
		array, isArray := c.This.(*goja.Object)
		between := 1
		if s, ok := c.Argument(0).(goja.String); ok {
			between = s.Length()
		}
		if isArray && array.ClassName() == "Array" && (array.Get("length").ToFloat()-1)*float64(between) > maxString {
			return "Invalid string length"
		}
		return ""
	})
	i.limit(i.prototype("Function"), "apply", func(c goja.FunctionCall) string { return argumentsLimit(c.Argument(1)) })
	i.limit(i.global("Reflect"), "apply", func(c goja.FunctionCall) string { return argumentsLimit(c.Argument(2)) })
	i.limit(i.global("Reflect"), "construct", func(c goja.FunctionCall) string { return argumentsLimit(c.Argument(1)) })
	for _, name := range []string{"asIntN", "asUintN"} {
		i.limit(i.global("BigInt"), name, func(c goja.FunctionCall) string {
			if n, ok := c.Argument(1).Export().(*big.Int); ok && n.Sign() < 0 && number(c.Argument(0)) > maxBigInt {
				return "Maximum BigInt size exceeded"
			}
			return ""
		})
	}
	i.flat()
	i.bufferLimits()
}

// limit lets a native refuse a call with the RangeError that check words; "" is none.
func (i *installer) limit(on *goja.Object, name string, check func(goja.FunctionCall) string) {
	native := enginestate.Native(on.Get(name))
	if native == nil {
		return
	}
	original := *native
	*native = func(c goja.FunctionCall) goja.Value {
		if refusal := check(c); refusal != "" {
			panic(i.rangeError(refusal))
		}
		return original(c)
	}
}

// argumentsLimit bounds the arguments that a list makes.
func argumentsLimit(list goja.Value) string {
	object, ok := list.(*goja.Object)
	if !ok {
		return ""
	}
	if length := object.Get("length"); length != nil && number(length) > maxArguments {
		return "Maximum call stack size exceeded"
	}
	return ""
}

// number is the value of a number, 0 for anything else.
func number(v goja.Value) float64 {
	switch n := v.Export().(type) {
	case int64:
		return float64(n)
	case float64:
		return n
	}
	return 0
}

// bufferLimits bounds what the constructors of buffers and typed arrays allocate.
func (i *installer) bufferLimits() {
	for _, class := range []struct {
		name string
		size float64
	}{{"ArrayBuffer", 1}, {"Uint8Array", 1}, {"Int8Array", 1}, {"Uint8ClampedArray", 1}, {"Uint16Array", 2}, {"Int16Array", 2}, {"Uint32Array", 4},
		{"Int32Array", 4}, {"Float32Array", 4}, {"Float64Array", 8}, {"BigInt64Array", 8}, {"BigUint64Array", 8}} {
		hookConstructor(i.global(class.name), func(original construct) construct {
			return func(args []goja.Value, newTarget *goja.Object) *goja.Object {
				if len(args) > 0 {
					if n := i.elements(args[0]); n*class.size > maxBytes {
						panic(i.rangeError("Array buffer allocation failed"))
					}
				}
				return original(args, newTarget)
			}
		})
	}
}

// elements is the length that a number, or a plain object that is like an array, gives a typed array.
func (i *installer) elements(v goja.Value) float64 {
	object, ok := v.(*goja.Object)
	if !ok {
		return number(v)
	}
	if object.ClassName() != "Object" || enginestate.ProxyTarget(object) != nil {
		return 0
	}
	if length := i.realm.OwnDescriptor(object, i.rt.ToValue("length")); length != nil {
		if n := length.Get("value"); n != nil {
			return number(n)
		}
	}
	return 0
}
