package jsonedge

import (
	"strconv"

	"github.com/dop251/goja"
)

// Parse makes the value that data describes in rt, as JSON.parse would. It must run on rt's goroutine. The error is a *SyntaxError.
func Parse(rt *goja.Runtime, data []byte) (goja.Value, error) {
	p := parser{cursor: cursor{data: data}, rt: rt}
	v, err := p.value()
	if err != nil {
		return nil, err
	}
	if p.space(); p.pos < len(data) {
		return nil, p.fail("unexpected text after the value")
	}
	return v, nil
}

type parser struct {
	cursor
	rt    *goja.Runtime
	depth int
	items []any // elements of the arrays that are being read, innermost last
}

func (p *parser) value() (goja.Value, error) {
	switch p.space() {
	case '{':
		return p.nested(p.object)
	case '[':
		return p.nested(p.array)
	case '"':
		t, err := p.str()
		if err != nil {
			return nil, err
		}
		return p.text(t), nil
	case 't':
		return p.rt.ToValue(true), p.literal("true")
	case 'f':
		return p.rt.ToValue(false), p.literal("false")
	case 'n':
		return goja.Null(), p.literal("null")
	}
	return p.number()
}

func (p *parser) nested(read func() (goja.Value, error)) (goja.Value, error) {
	if p.depth++; p.depth > MaxDepth {
		return nil, p.fail("nested too deep")
	}
	v, err := read()
	p.depth--
	return v, err
}

func (p *parser) object() (goja.Value, error) {
	object := p.rt.NewObject()
	p.pos++
	if p.space() == '}' {
		p.pos++
		return object, nil
	}
	for {
		name, err := p.key()
		if err != nil {
			return nil, err
		}
		value, err := p.value()
		if err != nil {
			return nil, err
		}
		if err := p.define(object, name, value); err != nil {
			return nil, err
		}
		more, err := p.next('}')
		if err != nil {
			return nil, err
		}
		if !more {
			return object, nil
		}
	}
}

// define makes an own property whatever Object.prototype has: no setter runs, and "__proto__" is a name like any other.
func (p *parser) define(object *goja.Object, name text, value goja.Value) error {
	s, ok := name.string()
	if !ok {
		return p.defineLone(object, name, value)
	}
	return object.DefineDataProperty(s, value, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
}

// defineLone defines a property whose name holds a lone surrogate: goja's Go interface takes UTF-8 names only, so JavaScript does it.
func (p *parser) defineLone(object *goja.Object, name text, value goja.Value) error {
	set, err := p.rt.RunString("(function (object, name, value) { object[name] = value })")
	if err != nil {
		return err
	}
	call, _ := goja.AssertFunction(set)
	_, err = call(goja.Undefined(), object, goja.StringFromUTF16(name.utf16()), value)
	return err
}

func (p *parser) array() (goja.Value, error) {
	p.pos++
	base := len(p.items)
	if p.space() == ']' {
		p.pos++
		return p.rt.NewArray(), nil
	}
	for {
		item, err := p.value()
		if err != nil {
			return nil, err
		}
		p.items = append(p.items, item)
		more, err := p.next(']')
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
	}
	array := p.rt.NewArray(p.items[base:]...)
	clear(p.items[base:])
	p.items = p.items[:base]
	return array, nil
}

func (p *parser) text(t text) goja.Value {
	s, ok := t.string()
	if !ok {
		return goja.StringFromUTF16(t.utf16())
	}
	return p.rt.ToValue(s)
}

func (p *parser) number() (goja.Value, error) {
	raw, integer, err := p.cursor.number()
	if err != nil {
		return nil, err
	}
	// 15 digits always fit a double exactly. -0 is no integer in JavaScript.
	if integer && len(raw) <= 15 && raw[0] != '-' {
		var n int64
		for _, d := range raw {
			n = n*10 + int64(d-'0')
		}
		return p.rt.ToValue(n), nil
	}
	return p.rt.ToValue(parseFloat(raw)), nil
}

// parseFloat reads a checked number. What is too large is an infinity: ParseFloat returns it beside its error.
func parseFloat(raw []byte) float64 {
	f, _ := strconv.ParseFloat(string(raw), 64)
	return f
}
