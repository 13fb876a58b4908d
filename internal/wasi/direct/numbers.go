package direct

import (
	"math"
	"strconv"

	"github.com/tetratelabs/wazero/api"
)

// number writes a number as JSON. A 64-bit integer that a JavaScript number cannot hold becomes a string, as do NaN and the infinities.
func number(t Type, bits uint64) string {
	const safe = 1<<53 - 1
	switch t {
	case I32:
		return strconv.FormatInt(int64(int32(bits)), 10)
	case U32:
		return strconv.FormatUint(uint64(uint32(bits)), 10)
	case I64:
		text := strconv.FormatInt(int64(bits), 10)
		if n := int64(bits); n > safe || n < -safe {
			return `"` + text + `"`
		}
		return text
	case U64:
		text := strconv.FormatUint(bits, 10)
		if bits > safe {
			return `"` + text + `"`
		}
		return text
	case Bool:
		return strconv.FormatBool(uint32(bits) != 0)
	case F32:
		return float(float64(api.DecodeF32(bits)), 32)
	}
	return float(api.DecodeF64(bits), 64)
}

func float(f float64, size int) string {
	switch {
	case math.IsNaN(f):
		return `"NaN"`
	case math.IsInf(f, 1):
		return `"Infinity"`
	case math.IsInf(f, -1):
		return `"-Infinity"`
	}
	format := byte('g')
	if abs := math.Abs(f); abs == 0 || abs >= 1e-6 && abs < 1e21 {
		format = 'f'
	}
	return strconv.FormatFloat(f, format, -1, size)
}
