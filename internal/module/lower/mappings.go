package lower

import "strings"

const base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// shiftColumns adds one to all original columns of a source map's mappings: they count from 0, and the engine takes them as they are for columns that
// count from 1. Columns are differences (https://tc39.es/source-map/#mappings-format), so that only the first segment changes.
func shiftColumns(mappings string) string {
	start := strings.IndexFunc(mappings, func(r rune) bool { return r != ';' && r != ',' })
	if start < 0 {
		return mappings
	}
	at := start
	for range 3 { // the generated column, the source, the original line
		_, n := readVLQ(mappings[at:])
		if n == 0 {
			return mappings
		}
		at += n
	}
	column, n := readVLQ(mappings[at:])
	if n == 0 {
		return mappings
	}
	return mappings[:at] + appendVLQ(column+1) + mappings[at+n:]
}

// readVLQ reads a number, and returns its length, 0 if there is none.
func readVLQ(s string) (value, length int) {
	for shift := 0; length < len(s) && shift < 60; shift += 5 {
		digit := strings.IndexByte(base64Digits, s[length])
		if digit < 0 {
			return 0, 0
		}
		length++
		value |= (digit & 31) << shift
		if digit&32 == 0 {
			if value&1 != 0 {
				return -(value >> 1), length
			}
			return value >> 1, length
		}
	}
	return 0, 0
}

func appendVLQ(value int) string {
	n := value << 1
	if value < 0 {
		n = -value<<1 | 1
	}
	var b []byte
	for {
		digit := n & 31
		n >>= 5
		if n > 0 {
			digit |= 32
		}
		b = append(b, base64Digits[digit])
		if n == 0 {
			return string(b)
		}
	}
}
