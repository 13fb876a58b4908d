package builtins

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/builtins/ieee754"
)

// math gives Math the results of V8, to the last bit, when it is first used. The operator ** stays the engine's.
func (i *installer) math() {
	object := i.global("Math")
	i.realm.LazyGlobal("Math", func() goja.Value {
		i.mathFunctions(object)
		return object
	})
}

func (i *installer) mathFunctions(object *goja.Object) {
	for name, f := range map[string]func(float64) float64{
		"sin": ieee754.Sin, "cos": ieee754.Cos, "tan": ieee754.Tan,
		"asin": ieee754.Asin, "acos": ieee754.Acos, "atan": ieee754.Atan,
		"sinh": ieee754.Sinh, "cosh": ieee754.Cosh, "tanh": ieee754.Tanh,
		"asinh": ieee754.Asinh, "acosh": ieee754.Acosh, "atanh": ieee754.Atanh,
		"exp": ieee754.Exp, "expm1": ieee754.Expm1, "cbrt": ieee754.Cbrt,
		"log": ieee754.Log, "log1p": ieee754.Log1p, "log2": ieee754.Log2, "log10": ieee754.Log10,
	} {
		i.method(object, name, 1, func(c goja.FunctionCall) goja.Value {
			return i.rt.ToValue(f(c.Argument(0).ToNumber().ToFloat()))
		})
	}
	for name, f := range map[string]func(x, y float64) float64{"atan2": ieee754.Atan2, "pow": ieee754.Pow} {
		i.method(object, name, 2, func(c goja.FunctionCall) goja.Value {
			x := c.Argument(0).ToNumber().ToFloat()
			return i.rt.ToValue(f(x, c.Argument(1).ToNumber().ToFloat()))
		})
	}
}
