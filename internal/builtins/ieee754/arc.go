package ieee754

import "math"

const (
	pi         = 3.14159265358979311600e+00
	pi2        = 1.57079632679489655800e+00
	pi2Low     = 6.12323399573676603587e-17
	pi4        = 7.85398163397448278999e-01
	piLow      = 1.2246467991473531772e-16
	one        = 0x3ff00000 // the magnitude of 1
	half       = 0x3fe00000 // of a half
	tinySquare = 0x3e400000 // of 2**-27: what is added to such a number's square is lost
)

var (
	arcNumerator = []float64{1.66666666666666657415e-01, -3.25565818622400915405e-01, 2.01212532134862925881e-01, -4.00555345006794114027e-02,
		7.91534994289814532176e-04, 3.47933107596021167570e-05}
	arcDenominator = []float64{1, -2.40339491173441421878e+00, 2.02094576023350569471e+00, -6.88283971605453293030e-01, 7.70381505559019352791e-02}
)

// arcRatio approximates (asin(x)-x)/x for z = x².
func arcRatio(z float64) float64 {
	return float64(z*polynomial(z, arcNumerator)) / polynomial(z, arcDenominator)
}

// Asin is Math.asin.
func Asin(x float64) float64 {
	ix, size := magnitude(x), math.Abs(x)
	switch {
	case size == 1:
		return float64(x*pi2) + float64(x*pi2Low)
	case ix >= one:
		return math.NaN()
	case ix < tinySquare:
		return x
	case ix < half:
		return x + float64(x*arcRatio(x*x))
	}
	t := (1 - size) * 0.5
	r := arcRatio(t)
	s := math.Sqrt(t)
	if ix >= 0x3fef3333 { // 0.975
		return math.Copysign(pi2-(float64(2*(s+float64(s*r)))-pi2Low), x)
	}
	w := truncated(s)
	c := (t - float64(w*w)) / (s + w)
	p := float64(float64(2*s)*r) - (pi2Low - float64(2*c))
	return math.Copysign(pi4-(p-(pi4-float64(2*w))), x)
}

// Acos is Math.acos.
func Acos(x float64) float64 {
	ix := magnitude(x)
	switch {
	case x == 1:
		return 0
	case x == -1:
		return pi + 2*pi2Low
	case ix >= one:
		return math.NaN()
	case ix <= 0x3c600000: // 2**-57
		return pi2 + pi2Low
	case ix < half:
		return pi2 - (x - (pi2Low - float64(x*arcRatio(x*x))))
	case x < 0:
		z := (1 + x) * 0.5
		s := math.Sqrt(z)
		return pi - float64(2*(s+(float64(arcRatio(z)*s)-pi2Low)))
	}
	z := (1 - x) * 0.5
	s := math.Sqrt(z)
	df := truncated(s)
	c := (z - float64(df*df)) / (s + df)
	return 2 * (df + (float64(arcRatio(z)*s) + c))
}

var (
	// The arctangents of 1/2, 1, 3/2 and infinity.
	arctangents     = [...]float64{4.63647609000806093515e-01, 7.85398163397448278999e-01, 9.82793723247329054082e-01, 1.57079632679489655800e+00}
	arctangentsLow  = [...]float64{2.26987774529616870924e-17, 3.06161699786838301793e-17, 1.39033110312309984516e-17, 6.12323399573676603587e-17}
	arctangentEven  = []float64{3.33333333333329318027e-01, 1.42857142725034663711e-01, 9.09088713343650656196e-02, 6.66107313738753120669e-02, 4.97687799461593236017e-02, 1.62858201153657823623e-02}
	arctangentOdd   = []float64{-1.99999999998764832476e-01, -1.11111104054623557880e-01, -7.69187620504482999495e-02, -5.83357013379057348645e-02, -3.65315727442169155270e-02}
	arctangentLarge = int32(0x44100000) // 2**66
)

// Atan is Math.atan.
func Atan(x float64) float64 {
	ix := magnitude(x)
	switch {
	case x != x:
		return x
	case ix >= arctangentLarge:
		return math.Copysign(pi2, x)
	case ix < tinySquare:
		return x
	}
	t, near := arctangentReduced(math.Abs(x), ix)
	z := t * t
	w := z * z
	s := float64(z*polynomial(w, arctangentEven)) + float64(w*polynomial(w, arctangentOdd))
	if near < 0 {
		return math.Copysign(t-float64(t*s), x)
	}
	return math.Copysign(arctangents[near]-((float64(t*s)-arctangentsLow[near])-t), x)
}

// arctangentReduced turns x so that the arctangent near which it lies is subtracted; near is -1 where that is 0.
func arctangentReduced(x float64, ix int32) (t float64, near int) {
	switch {
	case ix < 0x3fdc0000: // 7/16
		return x, -1
	case ix < 0x3fe60000: // 11/16
		return (float64(2*x) - 1) / (2 + x), 0
	case ix < 0x3ff30000: // 19/16
		return (x - 1) / (x + 1), 1
	case ix < 0x40038000: // 39/16
		return (x - 1.5) / (1 + float64(1.5*x)), 2
	}
	return -1 / x, 3
}

// Atan2 is Math.atan2.
func Atan2(y, x float64) float64 {
	switch {
	case x != x || y != y:
		return x + y
	case x == 1:
		return Atan(y)
	case y == 0:
		if math.Signbit(x) {
			return math.Copysign(pi, y)
		}
		return y
	case x == 0:
		return math.Copysign(pi2, y)
	case math.IsInf(x, 0):
		return math.Copysign(atInfinity(x > 0, math.IsInf(y, 0)), y)
	case math.IsInf(y, 0):
		return math.Copysign(pi2, y)
	}
	var z float64
	switch k := (magnitude(y) - magnitude(x)) >> 20; {
	case k > 60:
		z = pi2 + 0.5*piLow
		return math.Copysign(z, y) // so steep that the sign of x does not show
	case x < 0 && k < -60:
		z = 0
	default:
		z = Atan(math.Abs(y / x))
	}
	if x < 0 {
		z = pi - (z - piLow)
	}
	return math.Copysign(z, y)
}

// atInfinity is the size of the angle of a point infinitely far to the right or left.
func atInfinity(right, diagonal bool) float64 {
	switch {
	case right && diagonal:
		return pi4
	case right:
		return 0
	case diagonal:
		return 3 * pi4
	}
	return pi
}
