// Package ieee754 computes the elementary functions of Math to the last bit as V8 does (but see reduceLarge). ECMAScript leaves their precision to the engine, and Go's package
// math uses other approximations: its results differ in the last place for about a third of the arguments, and programs print what they compute.
//
// The approximations are those of FDLIBM (Sun Microsystems, 1993), the library that V8 follows: each function names its reduction of the argument and
// its polynomial. A product that is added to something is converted to float64 first: Go may otherwise fuse the two operations on some processors, and
// round once instead of twice.
package ieee754

import "math"

// high is the upper half of x's representation: sign, exponent and 20 bits of the fraction.
func high(x float64) int32 { return int32(math.Float64bits(x) >> 32) }

// magnitude is high without the sign. It orders absolute values well enough for the bounds of reductions.
func magnitude(x float64) int32 { return high(x) & 0x7fffffff }

// truncated is x without the lower half of its representation: products of two such are exact.
func truncated(x float64) float64 { return math.Float64frombits(math.Float64bits(x) &^ 0xffffffff) }

// withHigh is x with another upper half.
func withHigh(x float64, h int32) float64 {
	return math.Float64frombits(uint64(uint32(h))<<32 | math.Float64bits(x)&0xffffffff)
}

// fromHigh is the number with the upper half h and nothing below.
func fromHigh(h int32) float64 { return math.Float64frombits(uint64(uint32(h)) << 32) }

// polynomial is c[0] + c[1]z + c[2]z² + ..., by Horner's rule.
func polynomial(z float64, c []float64) float64 {
	sum := c[len(c)-1]
	for i := len(c) - 2; i >= 0; i-- {
		sum = c[i] + float64(z*sum)
	}
	return sum
}

// The bounds of magnitude for numbers that are not finite.
const infinite = 0x7ff00000

// ln 2 in two parts, the first short enough for exact multiples.
const (
	ln2High = 6.93147180369123816490e-01
	ln2Low  = 1.90821492927058770002e-10
	ln2     = 6.93147180559945286227e-01
)
