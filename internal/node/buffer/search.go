package buffer

import (
	"bytes"
	"math"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// concat(list, length) joins byte sequences, cut or padded to length.
func (n *natives) concat(c goja.FunctionCall) goja.Value {
	list := c.Argument(0).(*goja.Object)
	out := make([]byte, int(c.Argument(1).ToInteger()))
	at := 0
	for i := range int(list.Get("length").ToInteger()) {
		at += copy(out[at:], n.bytes(list.Get(n.Runtime.ToValue(i).String())))
		if at == len(out) {
			break
		}
	}
	return n.NewBuffer(out)
}

// copy(source, target, targetStart, sourceStart, sourceEnd) returns how many bytes were copied.
func (n *natives) copy(c goja.FunctionCall) goja.Value {
	source, target := n.bytes(c.Argument(0)), n.bytes(c.Argument(1))
	at := number(c.Argument(2), 0, 0, len(target))
	start := number(c.Argument(3), 0, 0, len(source))
	end := number(c.Argument(4), len(source), start, len(source))
	return n.Runtime.ToValue(copy(target[at:], source[start:end]))
}

func (n *natives) compare(c goja.FunctionCall) goja.Value {
	return n.Runtime.ToValue(bytes.Compare(n.bytes(c.Argument(0)), n.bytes(c.Argument(1))))
}

// fill(buffer, pattern, start, end) repeats a number or bytes; it answers false for an empty pattern.
func (n *natives) fill(c goja.FunctionCall) goja.Value {
	b := n.bytes(c.Argument(0))
	start := number(c.Argument(2), 0, 0, len(b))
	end := number(c.Argument(3), len(b), 0, len(b))
	if start >= end {
		return n.Runtime.ToValue(true)
	}
	b = b[start:end]
	pattern, isBytes := n.Bytes(c.Argument(1))
	if !isBytes {
		pattern = []byte{byte(c.Argument(1).ToInteger())}
	}
	if len(pattern) == 0 {
		return n.Runtime.ToValue(false)
	}
	for filled := copy(b, pattern); filled < len(b); filled *= 2 {
		copy(b[filled:], b[:filled])
	}
	return n.Runtime.ToValue(true)
}

// search(buffer, pattern, offset, forward, unit) is indexOf and lastIndexOf: pattern is a number or bytes, unit 2 finds whole UTF-16 units.
func (n *natives) search(c goja.FunctionCall) goja.Value {
	b := n.bytes(c.Argument(0))
	pattern, isBytes := n.Bytes(c.Argument(1))
	if !isBytes {
		pattern = []byte{byte(c.Argument(1).ToInteger())}
	}
	forward := c.Argument(3).ToBoolean()
	offset, ok := searchStart(c.Argument(2), len(b), len(pattern), forward)
	if !ok {
		return n.Runtime.ToValue(-1)
	}
	if forward {
		return n.Runtime.ToValue(indexFrom(b, pattern, offset, int(c.Argument(4).ToInteger())))
	}
	return n.Runtime.ToValue(lastIndexFrom(b, pattern, offset, int(c.Argument(4).ToInteger())))
}

// searchStart turns the byteOffset argument into where to start; ok is false when nothing can be found.
func searchStart(v goja.Value, length, pattern int, forward bool) (start int, ok bool) {
	f := v.ToFloat()
	if goja.IsUndefined(v) || math.IsNaN(f) {
		f = 0
		if !forward {
			f = float64(length)
		}
	}
	f = math.Trunc(math.Max(math.Min(f, math.MaxInt32), math.MinInt32))
	if f < 0 {
		f += float64(length)
	}
	if f < 0 {
		if !forward {
			return 0, false
		}
		f = 0
	}
	if forward {
		if pattern == 0 {
			return min(int(f), length), true
		}
		return int(f), int(f)+pattern <= length
	}
	return min(int(f), length-pattern), length >= pattern
}

func indexFrom(b, pattern []byte, offset, unit int) int {
	for at := offset; ; {
		i := bytes.Index(b[at:], pattern)
		if i < 0 {
			return -1
		}
		if (at+i)%max(unit, 1) == 0 {
			return at + i
		}
		at += i + 1
	}
}

func lastIndexFrom(b, pattern []byte, offset, unit int) int {
	for end := offset + len(pattern); ; {
		i := bytes.LastIndex(b[:end], pattern)
		if i < 0 || i%max(unit, 1) == 0 {
			return i
		}
		end = i + len(pattern) - 1
	}
}

// swap(buffer, size) reverses the bytes of each unit.
func (n *natives) swap(c goja.FunctionCall) goja.Value {
	b, size := n.bytes(c.Argument(0)), int(c.Argument(1).ToInteger())
	for i := 0; i+size <= len(b); i += size {
		for low, high := i, i+size-1; low < high; low, high = low+1, high-1 {
			b[low], b[high] = b[high], b[low]
		}
	}
	return c.Argument(0)
}

func (n *natives) isUTF8(c goja.FunctionCall) goja.Value {
	return n.Runtime.ToValue(utf8.Valid(n.attached(c.Argument(0))))
}

func (n *natives) isASCII(c goja.FunctionCall) goja.Value {
	return n.Runtime.ToValue(isASCII(n.attached(c.Argument(0))))
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}
