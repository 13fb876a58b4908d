package direct

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"strconv"

	"github.com/tetratelabs/wazero/api"
)

// convert makes an argument of JSON; reason says why it cannot.
func convert(t Type, raw json.RawMessage) (v value, reason string) {
	switch t {
	case JSON:
		return value{bytes: raw, inMem: true}, ""
	case Text:
		return convertText(raw)
	case Bytes:
		return convertBytes(raw)
	case Bool:
		return convertBool(raw)
	case F32, F64:
		return convertFloat(t, raw)
	}
	return convertInteger(t, raw)
}

func convertText(raw json.RawMessage) (value, string) {
	var text string
	if first(raw) != '"' || json.Unmarshal(raw, &text) != nil {
		return value{}, "it must be a string"
	}
	return value{bytes: []byte(text), inMem: true}, ""
}

func convertBytes(raw json.RawMessage) (value, string) {
	const reason = "it must be a base64 string or an array of numbers from 0 to 255"
	if first(raw) == '[' {
		var list []uint8
		var numbers []uint16
		if json.Unmarshal(raw, &numbers) != nil {
			return value{}, reason
		}
		for _, n := range numbers {
			if n > math.MaxUint8 {
				return value{}, reason
			}
			list = append(list, uint8(n))
		}
		return value{bytes: list, inMem: true}, ""
	}
	var text string
	if json.Unmarshal(raw, &text) != nil || first(raw) != '"' {
		return value{}, reason
	}
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return value{}, reason
	}
	return value{bytes: data, inMem: true}, ""
}

func convertBool(raw json.RawMessage) (value, string) {
	switch string(bytes.TrimSpace(raw)) {
	case "true":
		return value{number: 1}, ""
	case "false":
		return value{}, ""
	}
	return value{}, "it must be true or false"
}

// convertFloat takes numbers and, since JSON has no way to write them, the strings NaN, Infinity and -Infinity.
func convertFloat(t Type, raw json.RawMessage) (value, string) {
	text := numeral(raw)
	switch text {
	case "Infinity", "-Infinity", "NaN":
	default:
		if first(raw) == '"' {
			return value{}, "it must be a number"
		}
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return value{}, "it must be a number"
	}
	if t == F32 {
		return value{number: api.EncodeF32(float32(f))}, ""
	}
	return value{number: api.EncodeF64(f)}, ""
}

// ranges of the integer types. A 32-bit parameter takes both the signed and the unsigned numbers: WebAssembly does not tell them apart.
var ranges = map[Type][2]*big.Int{
	I32: {big.NewInt(math.MinInt32), big.NewInt(math.MaxUint32)},
	U32: {new(big.Int), big.NewInt(math.MaxUint32)},
	I64: {big.NewInt(math.MinInt64), new(big.Int).SetUint64(math.MaxUint64)},
	U64: {new(big.Int), new(big.Int).SetUint64(math.MaxUint64)},
}

func convertInteger(t Type, raw json.RawMessage) (value, string) {
	if first(raw) == '"' && t != I64 && t != U64 {
		return value{}, "it must be a number"
	}
	n, ok := integer(numeral(raw))
	bounds := ranges[t]
	switch {
	case !ok:
		return value{}, "it must be an integer"
	case n.Cmp(bounds[0]) < 0 || n.Cmp(bounds[1]) > 0:
		return value{}, "it must be from " + bounds[0].String() + " to " + bounds[1].String()
	}
	bits := n.Uint64()
	if n.Sign() < 0 {
		bits = uint64(n.Int64())
	}
	if t == I32 || t == U32 {
		bits &= math.MaxUint32
	}
	return value{number: bits}, ""
}

// integer reads 42, -1, 1e3 and 2.0, but nothing with a fraction, and no exponent that would make a giant of a few letters.
func integer(text string) (*big.Int, bool) {
	const longest = 64
	if len(text) == 0 || len(text) > longest {
		return nil, false
	}
	if n, ok := new(big.Int).SetString(text, 10); ok {
		return n, true
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || f != math.Trunc(f) || math.IsInf(f, 0) || math.Abs(f) > 1<<64 {
		return nil, false
	}
	n, accuracy := big.NewFloat(f).Int(nil)
	return n, accuracy == big.Exact
}

// numeral is a number's text, without the quotes if it stands in a string.
func numeral(raw json.RawMessage) string {
	raw = bytes.TrimSpace(raw)
	var text string
	if first(raw) == '"' && json.Unmarshal(raw, &text) == nil {
		return text
	}
	return string(raw)
}
