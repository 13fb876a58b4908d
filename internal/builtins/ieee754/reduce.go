package ieee754

import (
	"math"
	"math/big"
	"sync"
)

// π/2 in parts of 33 bits, each with what is left of π/2 after it.
const (
	halfPi1     = 1.57079632673412561417e+00
	halfPi1Tail = 6.07710050650619224932e-11
	halfPi2     = 6.07710050630396597660e-11
	halfPi2Tail = 2.02226624879595063154e-21
	halfPi3     = 2.02226624871116645580e-21
	halfPi3Tail = 8.47842766036889956997e-32
	twoOverPi   = 6.36619772367581382433e-01
)

// reduce returns x - nπ/2 as a number up to π/4 and its tail, and n modulo 8. x is finite and larger than π/4.
func reduce(x float64) (n int32, y0, y1 float64) {
	ix, t := magnitude(x), math.Abs(x)
	switch {
	case ix < 0x4002d97c: // 3π/4
		n, y0, y1 = reduceOnce(t, ix)
	case ix <= 0x413921fb: // 2**19 π/2
		n, y0, y1 = reduceMedium(t, ix)
	default:
		n, y0, y1 = reduceLarge(t)
	}
	if x < 0 {
		return -n, -y0, -y1
	}
	return n, y0, y1
}

func reduceOnce(t float64, ix int32) (n int32, y0, y1 float64) {
	z, tail := t-halfPi1, halfPi1Tail
	if ix == 0x3ff921fb { // so near to π/2 that more of it is needed
		z, tail = z-halfPi2, halfPi2Tail
	}
	y0 = z - tail
	return 1, y0, (z - y0) - tail
}

// reduceMedium takes as many parts of π/2 as the cancellation asks for.
func reduceMedium(t float64, ix int32) (n int32, y0, y1 float64) {
	n = int32(float64(t*twoOverPi) + 0.5)
	fn := float64(n)
	r, w := t-float64(fn*halfPi1), fn*halfPi1Tail
	y0 = r - w
	lost := func() int32 { return ix>>20 - high(y0)>>20&0x7ff }
	if lost() > 16 {
		t = r
		w = fn * halfPi2
		r = t - w
		w = float64(fn*halfPi2Tail) - ((t - r) - w)
		y0 = r - w
		if lost() > 49 {
			t = r
			w = fn * halfPi3
			r = t - w
			w = float64(fn*halfPi3Tail) - ((t - r) - w)
			y0 = r - w
		}
	}
	return n, y0, (r - y0) - w
}

// largePrecision holds the largest exponent, the bits of the result and its tail, and what cancels.
const largePrecision = 1024 + 2*53 + 80

// halfPi is π/2, of which large arguments need more digits than any number has.
var halfPi = sync.OnceValue(func() *big.Float {
	// Machin: π/4 = 4 arctan 1/5 - arctan 1/239
	pi4 := new(big.Float).Sub(new(big.Float).Mul(big.NewFloat(4), inverseArctan(5)), inverseArctan(239))
	return pi4.Mul(pi4, big.NewFloat(2))
})

func inverseArctan(n int64) *big.Float {
	number := func(i int64) *big.Float { return new(big.Float).SetPrec(largePrecision + 64).SetInt64(i) }
	power := new(big.Float).Quo(number(1), number(n))
	square := number(n * n)
	sum := new(big.Float).Copy(power)
	for k := int64(3); power.MantExp(nil) > -(largePrecision + 64); k += 2 {
		power.Quo(power, square)
		power.Neg(power)
		sum.Add(sum, new(big.Float).Quo(power, number(k)))
	}
	return sum
}

// reduceLarge is more exact than FDLIBM, whose tail for such numbers is short: in one of two thousand the sine differs in its last bit.
func reduceLarge(t float64) (n int32, y0, y1 float64) {
	x := new(big.Float).SetPrec(largePrecision).SetFloat64(t)
	quotient := new(big.Float).SetPrec(largePrecision).Quo(x, halfPi())
	quotient.Add(quotient, big.NewFloat(0.5))
	whole, _ := quotient.Int(nil)
	rest := new(big.Float).SetPrec(largePrecision).SetInt(whole)
	rest.Sub(x, rest.Mul(rest, halfPi()))
	y0, _ = rest.Float64()
	y1, _ = rest.Sub(rest, new(big.Float).SetFloat64(y0)).Float64()
	return int32(new(big.Int).And(whole, big.NewInt(7)).Int64()), y0, y1
}
