package ieee754

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestFunctionsAreNearGos compares with approximations of another making: a slip in a reduction or a coefficient is far more than a few units. That the
// last bit is V8's too is held by the script tests of compat/node.
func TestFunctionsAreNearGos(t *testing.T) {
	functions := map[string][2]func(float64) float64{
		"sin": {Sin, math.Sin}, "cos": {Cos, math.Cos}, "tan": {Tan, math.Tan}, "asin": {Asin, math.Asin}, "acos": {Acos, math.Acos}, "atan": {Atan, math.Atan},
		"sinh": {Sinh, math.Sinh}, "cosh": {Cosh, math.Cosh}, "tanh": {Tanh, math.Tanh}, "asinh": {Asinh, math.Asinh}, "acosh": {Acosh, math.Acosh},
		"atanh": {Atanh, math.Atanh}, "exp": {Exp, math.Exp}, "expm1": {Expm1, math.Expm1}, "cbrt": {Cbrt, math.Cbrt}, "log": {Log, math.Log},
		"log1p": {Log1p, math.Log1p}, "log2": {Log2, math.Log2}, "log10": {Log10, math.Log10},
	}
	random := rand.New(rand.NewPCG(1, 2))
	for name, pair := range functions {
		for range 20_000 {
			x := (random.Float64() - 0.5) * math.Ldexp(1, random.IntN(80)-60)
			near(t, name, pair[0](x), pair[1](x), x)
		}
		for _, x := range []float64{0, math.Copysign(0, -1), 1, -1, math.Inf(1), math.Inf(-1), math.NaN(), math.MaxFloat64, 1e22, 1e300} {
			near(t, name, pair[0](x), pair[1](x), x)
		}
	}
}

func TestPowersAreNearGos(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 50_000 {
		x, y := random.Float64()*math.Ldexp(1, random.IntN(60)-30), (random.Float64()-0.5)*math.Ldexp(1, random.IntN(8))
		near(t, "pow", Pow(x, y), math.Pow(x, y), x)
		near(t, "atan2", Atan2(y, x), math.Atan2(y, x), x)
	}
	for _, one := range []float64{1, -1} {
		for _, y := range []float64{math.Inf(1), math.Inf(-1), math.NaN()} {
			if got := Pow(one, y); !math.IsNaN(got) {
				t.Errorf("pow(%v, %v) is %v: ECMAScript has NaN", one, y, got)
			}
		}
	}
	if Pow(-8, 1.0/3) == Pow(-8, 1.0/3) {
		t.Error("a root of a negative number is NaN")
	}
}

// near allows a relative difference of some units in the last place: powers lose them in Go's repeated multiplication, tangents near their poles.
func near(t *testing.T, name string, got, want, x float64) {
	t.Helper()
	if got == want && math.Signbit(got) == math.Signbit(want) || math.IsNaN(got) && math.IsNaN(want) {
		return
	}
	if diff := math.Abs(got - want); !(diff <= 1e-13*math.Abs(want)+5e-324) {
		t.Errorf("%s(%v) is %v, and %v by package math", name, x, got, want)
	}
}
