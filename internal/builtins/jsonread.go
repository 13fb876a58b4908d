package builtins

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// jsonReader is JSON.parse: the engine's own loses lone surrogates and what is too large for a number, speaks in its own words of errors, and calls itself
// for what nests. The text is UTF-8, in which a lone surrogate stands as if it were a character.
type jsonReader struct {
	rt   *goja.Runtime
	text string
	pos  int
	open []jsonLevel
	// items are the elements of the open arrays, innermost last.
	items []any
	set   goja.Callable // defines a property by a key that Go's strings cannot hold
}

// jsonLevel is an open array or object.
type jsonLevel struct {
	object *goja.Object // nil for an array
	key    string
	first  int // of an array's elements
}

// jsonError is a text that is no JSON. Its message is V8's.
type jsonError struct{ message string }

// read reads the whole text.
func (p *jsonReader) read() goja.Value {
	for {
		v := p.begin()
		for v != nil {
			if len(p.open) == 0 {
				if p.space(); p.pos < len(p.text) {
					p.failAfter()
				}
				return v
			}
			v = p.add(v)
		}
	}
}

// begin reads a value that is complete, or opens an array or object and returns nil.
func (p *jsonReader) begin() goja.Value {
	switch p.space() {
	case '{':
		p.pos++
		object := p.rt.NewObject()
		if p.space() == '}' {
			p.pos++
			return object
		}
		p.open = append(p.open, jsonLevel{object: object, key: p.firstKey()})
		return nil
	case '[':
		p.pos++
		if p.space() == ']' {
			p.pos++
			return p.rt.NewArray()
		}
		p.open = append(p.open, jsonLevel{first: len(p.items)})
		return nil
	case '"':
		return p.value(p.str())
	case 't':
		p.literal("true")
		return p.rt.ToValue(true)
	case 'f':
		p.literal("false")
		return p.rt.ToValue(false)
	case 'n':
		p.literal("null")
		return goja.Null()
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return p.number()
	}
	p.failToken()
	return nil
}

// add adds a value to the innermost array or object, and returns that if it ends there.
func (p *jsonReader) add(v goja.Value) goja.Value {
	l := &p.open[len(p.open)-1]
	if l.object == nil {
		p.items = append(p.items, v)
		if !p.more(']', "Expected ',' or ']' after array element in JSON") {
			array := p.rt.NewArray(p.items[l.first:]...)
			clear(p.items[l.first:])
			p.items = p.items[:l.first]
			p.open = p.open[:len(p.open)-1]
			return array
		}
		return nil
	}
	p.define(l.object, l.key, v)
	if !p.more('}', "Expected ',' or '}' after property value in JSON") {
		object := l.object
		p.open = p.open[:len(p.open)-1]
		return object
	}
	l.key = p.nextKey()
	return nil
}

// more reads a comma, or the bracket that closes.
func (p *jsonReader) more(closing byte, otherwise string) bool {
	switch p.space() {
	case ',':
		p.pos++
		return true
	case closing:
		p.pos++
		return false
	}
	p.fail(otherwise, p.pos)
	return false
}

func (p *jsonReader) firstKey() string {
	if p.peek() != '"' {
		p.fail("Expected property name or '}' in JSON", p.pos)
	}
	key := p.str()
	if p.space() != ':' {
		p.fail("Expected ':' after property name in JSON", p.pos)
	}
	p.pos++
	return key
}

func (p *jsonReader) nextKey() string {
	if p.space() != '"' {
		p.fail("Expected double-quoted property name in JSON", p.pos)
	}
	key := p.str()
	if p.space() != ':' {
		p.failToken()
	}
	p.pos++
	return key
}

// define makes an own property whatever Object.prototype has: no setter runs, and "__proto__" is a name like any other.
func (p *jsonReader) define(object *goja.Object, key string, v goja.Value) {
	if !hasSurrogate(key) {
		_ = object.DefineDataProperty(key, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		return
	}
	if p.set == nil {
		reflect := p.rt.GlobalObject().Get("Reflect").ToObject(p.rt)
		p.set, _ = goja.AssertFunction(reflect.Get("set"))
	}
	_, _ = p.set(goja.Undefined(), object, p.value(key), v)
}

func (p *jsonReader) peek() byte {
	if p.pos < len(p.text) {
		return p.text[p.pos]
	}
	return 0
}

// space skips white space and returns the next byte, 0 at the end.
func (p *jsonReader) space() byte {
	for p.pos < len(p.text) {
		switch c := p.text[p.pos]; c {
		case ' ', '\t', '\n', '\r':
			p.pos++
		default:
			return c
		}
	}
	return 0
}

func (p *jsonReader) literal(word string) {
	for i := 0; i < len(word); i++ {
		if p.pos >= len(p.text) || p.text[p.pos] != word[i] {
			p.failToken()
		}
		p.pos++
	}
}

func (p *jsonReader) number() goja.Value {
	start := p.pos
	if p.peek() == '-' {
		p.pos++
	}
	switch first := p.pos; {
	case p.digits() == 0:
		p.fail("No number after minus sign in JSON", p.pos)
	case p.text[first] == '0' && p.pos > first+1:
		p.fail("Unexpected number in JSON", first+1)
	}
	whole := p.pos
	if p.peek() == '.' {
		p.pos++
		if p.digits() == 0 {
			p.fail("Unterminated fractional number in JSON", p.pos)
		}
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		p.pos++
		if c := p.peek(); c == '+' || c == '-' {
			p.pos++
		}
		if p.digits() == 0 {
			p.fail("Exponent part is missing a number in JSON", p.pos)
		}
	}
	// 15 digits always fit a double exactly. -0 is no integer in JavaScript.
	if raw := p.text[start:p.pos]; whole == p.pos && len(raw) <= 15 && raw[0] != '-' {
		n, _ := strconv.ParseInt(raw, 10, 64)
		return p.rt.ToValue(n)
	}
	f, _ := strconv.ParseFloat(p.text[start:p.pos], 64) // an infinity comes with an error
	return p.rt.ToValue(f)
}

func (p *jsonReader) digits() (n int) {
	for p.pos < len(p.text) && p.text[p.pos] >= '0' && p.text[p.pos] <= '9' {
		p.pos++
		n++
	}
	return n
}

// str reads a string literal.
func (p *jsonReader) str() string {
	p.pos++
	start := p.pos
	for p.pos < len(p.text) {
		switch c := p.text[p.pos]; {
		case c == '"':
			p.pos++
			return p.text[start : p.pos-1]
		case c == '\\':
			return p.escaped(start)
		case c < 0x20:
			p.fail("Bad control character in string literal in JSON", p.pos)
		}
		p.pos++
	}
	p.fail("Unterminated string in JSON", p.pos)
	return ""
}

// escaped reads the rest of a string literal in which there is an escape.
func (p *jsonReader) escaped(start int) string {
	b := append(make([]byte, 0, 2*(p.pos-start)+32), p.text[start:p.pos]...)
	for p.pos < len(p.text) {
		switch c := p.text[p.pos]; {
		case c == '"':
			p.pos++
			return string(b)
		case c == '\\':
			p.pos++
			b = p.escape(b)
		case c < 0x20:
			p.fail("Bad control character in string literal in JSON", p.pos)
		default:
			b = append(b, c)
			p.pos++
		}
	}
	p.fail("Unterminated string in JSON", p.pos)
	return ""
}

func (p *jsonReader) escape(b []byte) []byte {
	if p.pos >= len(p.text) {
		panic(jsonError{"Unexpected end of JSON input"})
	}
	c := p.text[p.pos]
	if i := strings.IndexByte(`"\/bfnrt`, c); i >= 0 {
		p.pos++
		return append(b, "\"\\/\b\f\n\r\t"[i])
	}
	if c != 'u' {
		p.fail("Bad escaped character in JSON", p.pos)
	}
	p.pos++
	return appendUnit(b, p.hex4())
}

func (p *jsonReader) hex4() (unit uint16) {
	for range 4 {
		c := p.peek()
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			p.fail("Bad Unicode escape in JSON", p.pos)
		}
		unit = unit<<4 | uint16(c)
		p.pos++
	}
	return unit
}

// appendUnit appends a UTF-16 code unit, which makes one character of the surrogate at the end of b and one that fits.
func appendUnit(b []byte, unit uint16) []byte {
	if utf16.IsSurrogate(rune(unit)) {
		if high, ok := lastSurrogate(b); ok && unit >= 0xdc00 && high < 0xdc00 {
			return utf8.AppendRune(b[:len(b)-3], utf16.DecodeRune(rune(high), rune(unit)))
		}
		return append(b, 0xe0|byte(unit>>12), 0x80|byte(unit>>6)&0x3f, 0x80|byte(unit)&0x3f)
	}
	return utf8.AppendRune(b, rune(unit))
}

func lastSurrogate(b []byte) (unit uint16, ok bool) {
	n := len(b)
	if n < 3 || b[n-3] != 0xed || b[n-2] < 0xa0 {
		return 0, false
	}
	return 0xd000 | uint16(b[n-2]&0x3f)<<6 | uint16(b[n-1]&0x3f), true
}

// hasSurrogate tells whether a text of ours holds a lone surrogate.
func hasSurrogate(s string) bool {
	for i := strings.IndexByte(s, 0xed); i >= 0 && i+1 < len(s); {
		if s[i+1] >= 0xa0 {
			return true
		}
		next := strings.IndexByte(s[i+1:], 0xed)
		if next < 0 {
			return false
		}
		i += 1 + next
	}
	return false
}

// value is the string that a text of ours stands for.
func (p *jsonReader) value(s string) goja.Value {
	if !hasSurrogate(s) {
		return p.rt.ToValue(s)
	}
	return goja.StringFromUTF16(textUnits(s))
}

// textUnits are the UTF-16 code units of a text of ours.
func textUnits(s string) []uint16 {
	units := make([]uint16, 0, len(s))
	for i := 0; i < len(s); {
		if unit, ok := lastSurrogate([]byte(s[i:min(i+3, len(s))])); ok {
			units = append(units, unit)
			i += 3
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		units = utf16.AppendRune(units, r)
		i += n
	}
	return units
}

// jsonText is a JavaScript string as a text of ours.
func jsonText(s goja.String) string {
	text := s.String()
	if len(text) == s.Length() || !strings.Contains(text, "\ufffd") {
		return text
	}
	b := make([]byte, 0, len(text))
	for i := range s.Length() {
		b = appendUnit(b, s.CharAt(i))
	}
	return string(b)
}
