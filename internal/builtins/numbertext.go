package builtins

import (
	"math"
	"slices"

	"github.com/dop251/goja"
)

// numberText mends what numbers print as.
func (i *installer) numberText() {
	prototype := i.prototype("Number")
	i.radix(prototype)
	i.signed(prototype, "toPrecision")
	i.signed(prototype, "toExponential")
}

// signed takes the sign off before the engine's method: it loses the sign and digits of negative numbers that are rounded up to a power of ten.
func (i *installer) signed(prototype *goja.Object, name string) {
	original, _ := goja.AssertFunction(prototype.Get(name))
	i.method(prototype, name, 1, func(c goja.FunctionCall) goja.Value {
		if x, ok := c.This.Export().(float64); ok && x < 0 && !math.IsInf(x, 0) {
			return i.rt.ToValue("-" + i.realm.Call(original, i.rt.ToValue(-x), c.Arguments...).String())
		}
		return i.realm.Call(original, c.This, c.Arguments...)
	})
}

// radix lets numbers print in other bases than ten with as many digits as V8 gives: so many that no other number is nearer.
func (i *installer) radix(prototype *goja.Object) {
	original, _ := goja.AssertFunction(prototype.Get("toString"))
	i.method(prototype, "toString", 1, func(c goja.FunctionCall) goja.Value {
		if x, base, ok := fractionInBase(c); ok {
			return i.rt.ToValue(inBase(x, base))
		}
		return i.realm.Call(original, c.This, c.Arguments...)
	})
}

// fractionInBase tells a number with a fraction that is to be printed in a base other than ten.
func fractionInBase(c goja.FunctionCall) (x float64, base int, ok bool) {
	x, isFloat := c.This.Export().(float64)
	if !isFloat || len(c.Arguments) == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return 0, 0, false
	}
	asked, isInt := c.Arguments[0].Export().(int64)
	return x, int(asked), isInt && asked >= 2 && asked <= 36 && asked != 10
}

const digits = "0123456789abcdefghijklmnopqrstuvwxyz"

func inBase(x float64, base int) string {
	size := math.Abs(x)
	whole := math.Floor(size)
	fraction := size - whole
	// Half the distance to the next number: digits below it say nothing.
	delta := math.Max(0.5*(math.Nextafter(size, math.Inf(1))-size), math.SmallestNonzeroFloat64)
	var after []byte
	if fraction >= delta {
		after, whole = fractionDigits(fraction, delta, base, whole)
	}
	text := wholeDigits(whole, base)
	if x < 0 {
		text = append([]byte{'-'}, text...)
	}
	if len(after) > 0 {
		text = append(append(text, '.'), after...)
	}
	return string(text)
}

// fractionDigits are the digits after the point; whole is one larger if they were rounded up to it.
func fractionDigits(fraction, delta float64, base int, whole float64) ([]byte, float64) {
	var out []byte
	for {
		fraction *= float64(base)
		delta *= float64(base)
		digit := int(fraction)
		out = append(out, digits[digit])
		fraction -= float64(digit)
		if (fraction > 0.5 || fraction == 0.5 && digit&1 == 1) && fraction+delta > 1 {
			return roundUp(out, base, whole)
		}
		if fraction < delta {
			return out, whole
		}
	}
}

func roundUp(out []byte, base int, whole float64) ([]byte, float64) {
	for len(out) > 0 {
		last := len(out) - 1
		digit := slices.Index([]byte(digits), out[last]) + 1
		if digit < base {
			out[last] = digits[digit]
			return out, whole
		}
		out = out[:last]
	}
	return out, whole + 1
}

func wholeDigits(whole float64, base int) []byte {
	var out []byte
	for ; whole/float64(base) >= 1<<53; whole /= float64(base) {
		out = append(out, '0')
	}
	for {
		rest := math.Mod(whole, float64(base))
		out = append(out, digits[int(rest)])
		whole = (whole - rest) / float64(base)
		if whole <= 0 {
			break
		}
	}
	slices.Reverse(out)
	return out
}
