package ieee754

import "math"

const (
	overflow    = 7.09782712893383973096e+02
	underflow   = -7.45133219101941108420e+02
	invLn2      = 1.44269504088896338700e+00
	halfLn2     = 0x3fd62e42 // the magnitude of ln(2)/2
	threeHalves = 0x3ff0a2b2 // of 3 ln(2)/2
)

var exponentialTerms = []float64{1.66666666666666019037e-01, -2.77777777770155933842e-03, 6.61375632143793436117e-05, -1.65339022054652515390e-06,
	4.13813679705723846039e-08}

// Exp is Math.exp.
func Exp(x float64) float64 {
	ix := magnitude(x)
	switch {
	case x != x:
		return x
	case x > overflow:
		return math.Inf(1)
	case x < underflow:
		return 0
	case x == 1:
		return math.E
	case ix < 0x3e300000: // 2**-28
		return 1 + x
	}
	k, hi, lo := multipleOfLn2(x, ix)
	if k != 0 {
		x = hi - lo
	}
	t := x * x
	c := x - float64(t*polynomial(t, exponentialTerms))
	if k == 0 {
		return 1 - (float64(x*c)/(c-2) - x)
	}
	y := 1 - ((lo - float64(x*c)/(2-c)) - hi)
	return scale(y, k)
}

// multipleOfLn2 takes k ln 2 from x and returns what is left as hi - lo.
func multipleOfLn2(x float64, ix int32) (k int32, hi, lo float64) {
	switch {
	case ix <= halfLn2:
		return 0, x, 0
	case ix >= threeHalves:
		k = int32(float64(invLn2*x) + math.Copysign(0.5, x))
	case x < 0:
		k = -1
	default:
		k = 1
	}
	t := float64(k)
	return k, x - float64(t*ln2High), t * ln2Low
}

// scale is y 2**k for a result of 1 or so.
func scale(y float64, k int32) float64 {
	switch {
	case k == 1024:
		return y * 2 * 0x1p1023
	case k >= -1021:
		return y * fromHigh(0x3ff00000+k<<20)
	}
	return y * fromHigh(0x3ff00000+(k+1000)<<20) * 0x1p-1000
}

var lessOneTerms = []float64{1, -3.33333333333331316428e-02, 1.58730158725481460165e-03, -7.93650757867487942473e-05, 4.00821782732936239552e-06,
	-2.01099218183624371326e-07}

// Expm1 is Math.expm1.
func Expm1(x float64) float64 {
	ix := magnitude(x)
	switch {
	case x != x:
		return x
	case x > overflow:
		return math.Inf(1)
	case x < 0 && ix >= 0x4043687a: // -56 ln 2
		return -1
	case ix < 0x3c900000: // 2**-54
		return x
	}
	k, hi, lo := multipleOfLn2(x, ix)
	c := 0.0
	if k != 0 {
		x = hi - lo
		c = (hi - x) - lo
	}
	hfx := 0.5 * x
	hxs := x * hfx
	r1 := polynomial(hxs, lessOneTerms)
	t := 3 - float64(r1*hfx)
	e := hxs * ((r1 - t) / (6 - float64(x*t)))
	if k == 0 {
		return x - (float64(x*e) - hxs)
	}
	return lessOneScaled(k, x, float64(x*(e-c))-c-hxs)
}

// lessOneScaled is 2**k (1 + x - e) - 1.
func lessOneScaled(k int32, x, e float64) float64 {
	switch {
	case k == -1:
		return float64(0.5*(x-e)) - 0.5
	case k == 1 && x < -0.25:
		return -2 * (e - (x + 0.5))
	case k == 1:
		return 1 + float64(2*(x-e))
	case k <= -2 || k > 56:
		y := 1 - (e - x)
		if k == 1024 {
			return float64(y*2*8.98846567431158e+307) - 1
		}
		return float64(y*fromHigh(0x3ff00000+k<<20)) - 1
	case k < 20:
		return (fromHigh(0x3ff00000-0x200000>>k) - (e - x)) * fromHigh(0x3ff00000+k<<20)
	}
	y := x - (e + fromHigh((0x3ff-k)<<20))
	return (y + 1) * fromHigh(0x3ff00000+k<<20)
}

// hyperbolicOverflow is beyond what e**x/2 can be.
const hyperbolicOverflow = 710.4758600739439

// Sinh is Math.sinh.
func Sinh(x float64) float64 {
	h, size := math.Copysign(0.5, x), math.Abs(x)
	switch {
	case size < 0x1p-28:
		return x
	case size < 22:
		t := Expm1(size)
		if size < 1 {
			return h * (float64(2*t) - float64(t*t)/(t+1))
		}
		return h * (t + t/(t+1))
	case size < 709.7822265625:
		return h * Exp(size)
	case size <= hyperbolicOverflow:
		w := Exp(0.5 * size)
		return float64(h*w) * w
	}
	return x * 1e307
}

// Cosh is Math.cosh.
func Cosh(x float64) float64 {
	ix, size := magnitude(x), math.Abs(x)
	switch {
	case ix < 0x3fd62e43: // ln(2)/2
		t := Expm1(size)
		w := 1 + t
		if ix < 0x3c800000 { // 2**-55
			return w
		}
		return 1 + float64(t*t)/(w+w)
	case ix < 0x40360000: // 22
		t := Exp(size)
		return float64(0.5*t) + 0.5/t
	case ix < 0x40862e42:
		return 0.5 * Exp(size)
	case size <= hyperbolicOverflow:
		w := Exp(0.5 * size)
		return float64(0.5*w) * w
	case x != x:
		return x
	}
	return math.Inf(1)
}

// Tanh is Math.tanh.
func Tanh(x float64) float64 {
	ix, size := magnitude(x), math.Abs(x)
	var z float64
	switch {
	case x != x || ix < 0x3e300000: // 2**-28
		return x
	case ix >= 0x40360000: // 22
		z = 1
	case ix >= one:
		z = 1 - 2/(Expm1(2*size)+2)
	default:
		t := Expm1(-2 * size)
		z = -t / (t + 2)
	}
	return math.Copysign(z, x)
}
