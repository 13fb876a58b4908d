package ieee754

import "math"

var (
	logarithmOdd  = []float64{6.666666666666735130e-01, 2.857142874366239149e-01, 1.818357216161805012e-01, 1.479819860511658591e-01}
	logarithmEven = []float64{3.999999999940941908e-01, 2.222219843214978396e-01, 1.531383769920937332e-01}
)

// logarithmRest approximates (log(1+f) - 2s)/s for s = f/(2+f).
func logarithmRest(s float64) float64 {
	z := s * s
	w := z * z
	return float64(z*polynomial(w, logarithmOdd)) + float64(w*polynomial(w, logarithmEven))
}

// special answers for what has no logarithm of the usual kind.
func special(x float64) (result float64, ok bool) {
	switch {
	case x == 0:
		return math.Inf(-1), true
	case x < 0:
		return math.NaN(), true
	case x != x || math.IsInf(x, 1):
		return x, true
	}
	return 0, false
}

// normalised returns k and f of x = 2**k (1+f), with 1+f between √2/2 and √2, and the fraction's upper bits of x.
func normalised(x float64) (k int32, f float64, fraction int32) {
	if high(x) < 0x00100000 { // subnormal
		k, x = -54, x*0x1p54
	}
	h := high(x)
	k += h>>20 - 1023
	h &= 0xfffff
	i := (h + 0x95f64) & 0x100000
	return k + i>>20, withHigh(x, h|(i^0x3ff00000)) - 1, h
}

// Log is Math.log.
func Log(x float64) float64 {
	if y, ok := special(x); ok {
		return y
	}
	k, f, h := normalised(x)
	dk := float64(k)
	if 0xfffff&(2+h) < 3 { // |f| < 2**-20
		if f == 0 {
			return float64(dk*ln2High) + float64(dk*ln2Low)
		}
		r := float64(f*f) * (0.5 - float64(0.33333333333333333*f))
		return float64(dk*ln2High) - ((r - float64(dk*ln2Low)) - f)
	}
	s := f / (2 + f)
	r := logarithmRest(s)
	if (h-0x6147a)|(0x6b851-h) > 0 {
		square := float64(0.5*f) * f
		if k == 0 {
			return f - (square - float64(s*(square+r)))
		}
		return float64(dk*ln2High) - ((square - (float64(s*(square+r)) + float64(dk*ln2Low))) - f)
	}
	if k == 0 {
		return f - float64(s*(f-r))
	}
	return float64(dk*ln2High) - ((float64(s*(f-r)) - float64(dk*ln2Low)) - f)
}

// Log2 is Math.log2.
func Log2(x float64) float64 {
	const invLn2High, invLn2Low = 1.44269504072144627571e+00, 1.67517131648865118353e-10
	if y, ok := special(x); ok {
		return y
	}
	if x == 1 {
		return 0
	}
	k, f, _ := normalised(x)
	y := float64(k)
	square := float64(0.5*f) * f
	s := f / (2 + f)
	r := s * (square + logarithmRest(s))
	hi := truncated(f - square)
	lo := (f - hi) - square + r
	upper := hi * invLn2High
	lower := float64((lo+hi)*invLn2Low) + float64(lo*invLn2High)
	w := y + upper
	lower += (y - w) + upper
	return lower + w
}

// Log10 is Math.log10.
func Log10(x float64) float64 {
	const invLn10, log2High, log2Low = 4.34294481903251816668e-01, 3.01029995663611771306e-01, 3.69423907715893078616e-13
	if y, ok := special(x); ok {
		return y
	}
	if x == 1 {
		return 0
	}
	k := int32(0)
	if high(x) < 0x00100000 {
		k, x = -54, x*0x1p54
	}
	h := high(x)
	k += h>>20 - 1023
	i := int32(uint32(k) >> 31)
	y := float64(k + i)
	z := float64(y*log2Low) + float64(invLn10*Log(withHigh(x, h&0xfffff|(0x3ff-i)<<20)))
	return z + float64(y*log2High)
}

var plusOneTerms = []float64{6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01, 2.222219843214978396e-01,
	1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01}

// Log1p is Math.log1p.
func Log1p(x float64) float64 {
	hx, ax := high(x), magnitude(x)
	switch {
	case x == -1:
		return math.Inf(-1)
	case x < -1:
		return math.NaN()
	case x != x || math.IsInf(x, 1):
		return x
	case ax < 0x3c900000: // 2**-54
		return x
	case ax < 0x3e200000: // 2**-29
		return x - float64(float64(x*x)*0.5)
	}
	k, f, h, c := int32(0), x, int32(1), 0.0
	if hx >= 0x3fda827a || hx < 0 && hx > -0x402d413c { // 1+x is not between √2/2 and √2
		k, f, h, c = plusOneNormalised(x, hx)
	}
	dk := float64(k)
	square := float64(0.5*f) * f
	if h == 0 { // |f| < 2**-20
		if f == 0 {
			return float64(dk*ln2High) + (c + float64(dk*ln2Low))
		}
		r := square * (1 - float64(0.66666666666666666*f))
		return float64(dk*ln2High) - ((r - (float64(dk*ln2Low) + c)) - f)
	}
	s := f / (2 + f)
	z := s * s
	r := z * polynomial(z, plusOneTerms)
	if k == 0 {
		return f - (square - float64(s*(square+r)))
	}
	return float64(dk*ln2High) - ((square - (float64(s*(square+r)) + (float64(dk*ln2Low) + c))) - f)
}

// plusOneNormalised returns k and f of 1+x = 2**k (1+f), the fraction's upper bits, and what the sum lost, relative to it.
func plusOneNormalised(x float64, hx int32) (k int32, f float64, h int32, c float64) {
	u := x
	if hx < 0x43400000 { // 2**53
		u = 1 + x
		k = high(u)>>20 - 1023
		if k > 0 {
			c = 1 - (u - x)
		} else {
			c = x - (u - 1)
		}
		c /= u
	} else {
		k = high(u)>>20 - 1023
	}
	h = high(u) & 0xfffff
	if h < 0x6a09e { // √2
		return k, withHigh(u, h|0x3ff00000) - 1, h, c
	}
	return k + 1, withHigh(u, h|0x3fe00000) - 1, (0x00100000 - h) >> 2, c
}

// Asinh is Math.asinh.
func Asinh(x float64) float64 {
	ix, t := magnitude(x), math.Abs(x)
	var w float64
	switch {
	case ix >= infinite || ix < 0x3e300000: // 2**-28
		return x
	case ix > 0x41b00000: // 2**28
		w = Log(t) + ln2
	case ix > 0x40000000: // 2
		w = Log(float64(2*t) + 1/(math.Sqrt(float64(x*x)+1)+t))
	default:
		square := x * x
		w = Log1p(t + square/(1+math.Sqrt(1+square)))
	}
	return math.Copysign(w, x)
}

// Acosh is Math.acosh.
func Acosh(x float64) float64 {
	switch h := high(x); {
	case x < 1:
		return math.NaN()
	case x != x || math.IsInf(x, 1):
		return x
	case h >= 0x41b00000: // 2**28
		return Log(x) + ln2
	case x == 1:
		return 0
	case h > 0x40000000: // 2
		t := x * x
		return Log(float64(2*x) - 1/(x+math.Sqrt(t-1)))
	}
	t := x - 1
	return Log1p(t + math.Sqrt(float64(2*t)+float64(t*t)))
}

// Atanh is Math.atanh.
func Atanh(x float64) float64 {
	ix, t := magnitude(x), math.Abs(x)
	switch {
	case t > 1:
		return math.NaN()
	case x != x || ix < 0x3e300000: // 2**-28
		return x
	case t == 1:
		return math.Inf(int(x))
	case ix < half:
		twice := t + t
		return math.Copysign(0.5*Log1p(twice+float64(twice*t)/(1-t)), x)
	}
	return math.Copysign(0.5*Log1p((t+t)/(1-t)), x)
}
