package ieee754

import "math"

// Cbrt is Math.cbrt: a guess from the exponent's third, a polynomial to 23 bits, and one step of Newton's.
func Cbrt(x float64) float64 {
	const bias, subnormalBias = 715094163, 696219795
	if x == 0 || magnitude(x) >= infinite {
		return x
	}
	var t float64
	if h := magnitude(x); h < 0x00100000 {
		t = fromHigh(magnitude(x*0x1p54)/3 + subnormalBias)
	} else {
		t = fromHigh(h/3 + bias)
	}
	t = math.Copysign(t, x)
	r := float64(t*t) * (t / x)
	t *= (1.87595182427177009643 + float64(r*(-1.88497979543377169875+float64(r*1.621429720105354466140)))) +
		float64(float64(float64(r*r)*r)*(-0.758397934778766047437+float64(r*0.145996192886612446982)))
	t = math.Float64frombits((math.Float64bits(t) + 0x80000000) & 0xffffffffc0000000)
	s := t * t
	r = x / s
	return t + float64(t*((r-t)/(t+t+r)))
}

// Pow is Math.pow and the operator **.
func Pow(x, y float64) float64 {
	switch {
	case y == 0:
		return 1
	case x != x || y != y:
		return math.NaN()
	case math.IsInf(y, 0):
		return powInfinite(math.Abs(x), y > 0)
	case y == 1:
		return x
	case y == -1:
		return 1 / x
	case y == 2:
		return x * x
	case y == 0.5 && !math.Signbit(x):
		return math.Sqrt(x)
	}
	kind := integral(y)
	if size := math.Abs(x); size == 0 || size == 1 || math.IsInf(size, 0) {
		return powSpecial(x, y, size, kind)
	}
	sign := 1.0
	if x < 0 {
		switch kind {
		case fractional:
			return math.NaN()
		case odd:
			sign = -1
		}
	}
	return powFinite(math.Abs(x), y, sign)
}

// kind says what an exponent is.
type kind int

const (
	fractional kind = iota
	odd
	even
)

func integral(y float64) kind {
	switch {
	case math.Trunc(y) != y:
		return fractional
	case math.Mod(y, 2) == 0:
		return even
	}
	return odd
}

// powInfinite is x to an infinite power; in ECMAScript 1 to it is NaN.
func powInfinite(x float64, positive bool) float64 {
	switch {
	case x == 1:
		return math.NaN()
	case x > 1 == positive:
		return math.Inf(1)
	}
	return 0
}

// powSpecial is a power of 0, 1 or infinity of either sign.
func powSpecial(x, y, size float64, k kind) float64 {
	z := size
	if y < 0 {
		z = 1 / size
	}
	if x < 0 || math.Signbit(x) {
		switch {
		case size == 1 && k == fractional:
			return math.NaN()
		case k == odd:
			return -z
		}
	}
	return z
}

var (
	powerLogTerms = []float64{5.99999999999994648725e-01, 4.28571428578550184252e-01, 3.33333329818377432918e-01, 2.72728123808534006489e-01,
		2.30660745775561754067e-01, 2.06975017800338417784e-01}
	powerBase    = [...]float64{1, 1.5}
	powerLog     = [...]float64{0, 5.84962487220764160156e-01} // log2 of the bases
	powerLogTail = [...]float64{0, 1.35003920212974897128e-08}
)

// powFinite is sign x**y for positive finite x: 2 to the product of y and log2(x), both in two parts.
func powFinite(x, y, sign float64) float64 {
	iy := magnitude(y)
	var t1, t2 float64
	if iy > 0x41e00000 { // 2**31
		if result, out := powHuge(x, y, iy, sign); out {
			return result
		}
		t1, t2 = logNearOne(x)
	} else {
		t1, t2 = logInTwo(x)
	}
	y1 := truncated(y)
	low := float64((y-y1)*t1) + float64(y*t2)
	high1 := y1 * t1
	return sign * exponentiate(high1, low)
}

// powHuge answers for exponents beyond 2**31 unless x is so near 1 that the power is neither 0 nor infinite at once.
func powHuge(x, y float64, iy int32, sign float64) (result float64, out bool) {
	ix := magnitude(x)
	near := iy <= 0x43f00000 && ix >= 0x3fefffff && ix <= 0x3ff00000
	if near {
		return 0, false
	}
	if ix < 0x3ff00000 == (y < 0) {
		return sign * math.Inf(1), true
	}
	return sign * 0, true
}

// logNearOne is log2(x) in two parts for |1-x| up to 2**-20.
func logNearOne(x float64) (t1, t2 float64) {
	const inv, invHigh, invLow = 1.44269504088896338700e+00, 1.44269502162933349609e+00, 1.92596299112661746887e-08
	t := x - 1
	w := float64(t*t) * (0.5 - float64(t*(0.3333333333333333333333-float64(t*0.25))))
	u := invHigh * t
	v := float64(t*invLow) - float64(w*inv)
	t1 = truncated(u + v)
	return t1, v - (t1 - u)
}

// logInTwo is log2(x) in two parts.
func logInTwo(x float64) (t1, t2 float64) {
	const cp, cpHigh, cpLow = 9.61796693925975554329e-01, 9.61796700954437255859e-01, -7.02846165095275826516e-09
	n := int32(0)
	if high(x) < 0x00100000 {
		x *= 0x1p53
		n -= 53
	}
	h := high(x)
	n += h>>20 - 0x3ff
	fraction := h & 0xfffff
	h = fraction | 0x3ff00000
	base := 0
	switch {
	case fraction <= 0x3988e: // √(3/2)
	case fraction < 0xbb67a: // √3
		base = 1
	default:
		n++
		h -= 0x00100000
	}
	ax := withHigh(x, h)
	bp := powerBase[base]
	// s in two parts, of (ax-bp)/(ax+bp)
	u := ax - bp
	v := 1 / (ax + bp)
	ss := u * v
	sHigh := truncated(ss)
	tHigh := fromHigh(h>>1 | 0x20000000 + 0x00080000 + int32(base)<<18)
	tLow := ax - (tHigh - bp)
	sLow := v * ((u - float64(sHigh*tHigh)) - float64(sHigh*tLow))
	// log(ax)
	s2 := ss * ss
	r := float64(s2*s2) * polynomial(s2, powerLogTerms)
	r += float64(sLow * (sHigh + ss))
	s2 = sHigh * sHigh
	tHigh = truncated(3 + s2 + r)
	tLow = r - ((tHigh - 3) - s2)
	u = sHigh * tHigh
	v = float64(sLow*tHigh) + float64(tLow*ss)
	pHigh := truncated(u + v)
	pLow := v - (pHigh - u)
	zHigh := cpHigh * pHigh
	zLow := float64(cpLow*pHigh) + float64(pLow*cp) + powerLogTail[base]
	t := float64(n)
	t1 = truncated(((zHigh + zLow) + powerLog[base]) + t)
	return t1, zLow - (((t1 - t) - powerLog[base]) - zHigh)
}

// exponentiate is 2**(h+l).
func exponentiate(h, l float64) float64 {
	const overflowTail = 8.0085662595372944372e-17 // -(1024 - log2(the largest number and half a unit more))
	z := h + l
	switch j, low := high(z), uint32(math.Float64bits(z)); {
	case j >= 0x40900000: // 1024
		if j > 0x40900000 || low != 0 || l+overflowTail > z-h {
			return math.Inf(1)
		}
	case j&0x7fffffff >= 0x4090cc00: // -1075
		if uint32(j) != 0xc090cc00 || low != 0 || l <= z-h {
			return 0
		}
	}
	return exponentiateFinite(h, l, z)
}

func exponentiateFinite(h, l, z float64) float64 {
	const ln2Upper, ln2Lower = 6.93147182464599609375e-01, -1.90465429995776804525e-09
	j := high(z)
	k := (j&0x7fffffff)>>20 - 0x3ff
	n := int32(0)
	if j&0x7fffffff > 0x3fe00000 { // |z| > 0.5: n is z rounded
		n = j + 0x00100000>>(k+1)
		k = (n&0x7fffffff)>>20 - 0x3ff
		h -= fromHigh(n &^ (0x000fffff >> k))
		n = (n&0x000fffff | 0x00100000) >> (20 - k)
		if j < 0 {
			n = -n
		}
	}
	t := truncated(l + h)
	u := t * ln2Upper
	v := float64((l-(t-h))*ln2) + float64(t*ln2Lower)
	z = u + v
	w := v - (z - u)
	t = z * z
	t1 := z - float64(t*polynomial(t, exponentialTerms))
	r := float64(z*t1) / ((t1 - 2) - (w + float64(z*w))) // FDLIBM subtracts after the division: V8 is followed here
	z = 1 - (r - z)
	if j := high(z) + n<<20; j>>20 <= 0 {
		return math.Ldexp(z, int(n)) // subnormal
	} else {
		return withHigh(z, j)
	}
}
