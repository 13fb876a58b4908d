package ieee754

import "math"

const quarterPi = 0x3fe921fb // the magnitude of π/4

// Sin is Math.sin.
func Sin(x float64) float64 {
	switch ix := magnitude(x); {
	case ix <= quarterPi:
		return sine(x, 0, false)
	case ix >= infinite:
		return math.NaN()
	}
	n, y0, y1 := reduce(x)
	switch n & 3 {
	case 0:
		return sine(y0, y1, true)
	case 1:
		return cosine(y0, y1)
	case 2:
		return -sine(y0, y1, true)
	}
	return -cosine(y0, y1)
}

// Cos is Math.cos.
func Cos(x float64) float64 {
	switch ix := magnitude(x); {
	case ix <= quarterPi:
		return cosine(x, 0)
	case ix >= infinite:
		return math.NaN()
	}
	n, y0, y1 := reduce(x)
	switch n & 3 {
	case 0:
		return cosine(y0, y1)
	case 1:
		return -sine(y0, y1, true)
	case 2:
		return -cosine(y0, y1)
	}
	return sine(y0, y1, true)
}

// Tan is Math.tan.
func Tan(x float64) float64 {
	switch ix := magnitude(x); {
	case ix <= quarterPi:
		return tangent(x, 0, false)
	case ix >= infinite:
		return math.NaN()
	}
	n, y0, y1 := reduce(x)
	return tangent(y0, y1, n&1 != 0)
}

var sineTerms = []float64{8.33333333332248946124e-03, -1.98412698298579493134e-04, 2.75573137070700676789e-06, -2.50507602534068634195e-08,
	1.58969099521155010221e-10}

// sine is the sine of x+y for |x| up to π/4; y is the tail of x, if it has one.
func sine(x, y float64, tail bool) float64 {
	const s1 = -1.66666666666666324348e-01
	if magnitude(x) < 0x3e400000 { // 2**-27
		return x
	}
	z := x * x
	v := z * x
	r := polynomial(z, sineTerms)
	if !tail {
		return x + float64(v*(s1+float64(z*r)))
	}
	return x - ((float64(z*(float64(0.5*y)-float64(v*r))) - y) - float64(v*s1))
}

var cosineTerms = []float64{4.16666666666666019037e-02, -1.38888888888741095749e-03, 2.48015872894767294178e-05, -2.75573143513906633035e-07,
	2.08757232129817482790e-09, -1.13596475577881948265e-11}

// cosine is the cosine of x+y for |x| up to π/4.
func cosine(x, y float64) float64 {
	ix := magnitude(x)
	if ix < 0x3e400000 {
		return 1
	}
	z := x * x
	rest := float64(z*float64(z*polynomial(z, cosineTerms))) - float64(x*y)
	if ix < 0x3fd33333 { // 0.3
		return 1 - (float64(0.5*z) - rest)
	}
	// Beyond it a part of x²/2 that can be subtracted exactly is.
	part := 0.28125
	if ix <= 0x3fe90000 {
		part = fromHigh(ix - 0x00200000)
	}
	return (1 - part) - ((float64(0.5*z) - part) - rest)
}

var (
	tangentOdd  = []float64{1.33333333333201242699e-01, 2.18694882948595424599e-02, 3.59207910759131235356e-03, 5.88041240820264096874e-04, 7.81794442939557092300e-05, -1.85586374855275456654e-05}
	tangentEven = []float64{5.39682539762260521377e-02, 8.86323982359930005737e-03, 1.45620945432529025516e-03, 2.46463134818469906812e-04, 7.14072491382608190305e-05, 2.59073051863633712884e-05}
)

// tangent is the tangent of x+y for |x| up to π/4, or minus its inverse.
func tangent(x, y float64, inverse bool) float64 {
	const t0, pi4, pi4Low = 3.33333333333334091986e-01, 7.85398163397448278999e-01, 3.06161699786838301793e-17
	ix, hx := magnitude(x), high(x)
	if ix < 0x3e300000 { // 2**-28
		switch {
		case !inverse:
			return x
		case x == 0:
			return math.Inf(1)
		}
		return minusInverse(x+y, x, y)
	}
	large := ix >= 0x3fe59428 // 0.6744
	if large {
		if hx < 0 {
			x, y = -x, -y
		}
		x, y = (pi4-x)+(pi4Low-y), 0
	}
	z := x * x
	w := z * z
	r := polynomial(w, tangentOdd)
	v := float64(z * polynomial(w, tangentEven))
	s := z * x
	r = y + float64(z*(float64(s*(r+v))+y))
	r += float64(t0 * s)
	w = x + r
	if large {
		v = 1
		if inverse {
			v = -1
		}
		result := v - float64(2*(x-(float64(w*w)/(w+v)-r)))
		if hx < 0 {
			return -result
		}
		return result
	}
	if !inverse {
		return w
	}
	return minusInverse(w, x, r)
}

// minusInverse is -1/(x+y), where w is the rounded sum.
func minusInverse(w, x, y float64) float64 {
	z := truncated(w)
	v := y - (z - x)
	a := -1 / w
	t := truncated(a)
	s := 1 + float64(t*z)
	return t + float64(a*(s+float64(t*v)))
}
