package builtins

import (
	"strconv"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/enginestate"
)

// flat bounds Array.prototype.flat: the engine's calls itself for each array in an array.
func (i *installer) flat() {
	prototype := i.prototype("Array")
	native := enginestate.Native(prototype.Get("flat"))
	if native == nil {
		return
	}
	original, class := *native, i.global("Array")
	*native = func(c goja.FunctionCall) goja.Value {
		array, ok := c.This.(*goja.Object)
		depth := number(c.Argument(0))
		if !ok || depth < 100 || array.ClassName() != "Array" || array.Get("constructor") != goja.Value(class) {
			return original(c)
		}
		f := flattener{installer: i}
		f.add(array, depth, 0)
		return i.rt.NewArray(f.items...)
	}
}

// flattener gathers the elements of arrays in arrays.
type flattener struct {
	*installer
	items []any
}

func (f *flattener) add(array *goja.Object, depth float64, level int) {
	if level > maxNative {
		panic(f.rangeError("Maximum call stack size exceeded"))
	}
	for n := range array.Get("length").ToInteger() {
		v := array.Get(strconv.FormatInt(n, 10))
		if v == nil { // a hole
			continue
		}
		if inner, ok := v.(*goja.Object); ok && depth > 0 && isArray(inner) {
			f.add(inner, depth-1, level+1)
		} else {
			f.items = append(f.items, v)
		}
	}
}
