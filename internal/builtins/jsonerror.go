package builtins

import (
	"strconv"
	"unicode/utf16"
)

// fail refuses the text in words to which a position is added.
func (p *jsonReader) fail(words string, at int) {
	panic(jsonError{words + " at position " + strconv.Itoa(len(textUnits(p.text[:at])))})
}

func (p *jsonReader) failAfter() { p.fail("Unexpected non-whitespace character after JSON", p.pos) }

// failToken refuses what does not begin, or go on, as a value does.
func (p *jsonReader) failToken() {
	if p.pos >= len(p.text) {
		panic(jsonError{"Unexpected end of JSON input"})
	}
	switch c := p.text[p.pos]; {
	case c == '"':
		p.fail("Unexpected string in JSON", p.pos)
	case c == '-' || c >= '0' && c <= '9':
		p.fail("Unexpected number in JSON", p.pos)
	}
	switch p.text {
	case "undefined", "NaN", "Infinity", "[object Object]":
		panic(jsonError{`"` + p.text + `" is not valid JSON`})
	}
	const around = 10
	units, at := textUnits(p.text), len(textUnits(p.text[:p.pos]))
	token := string(utf16.Decode(units[at : at+1]))
	from, to, before, after := 0, len(units), "", ""
	if len(units) > 2*around {
		if from = max(0, at-around); from > 0 {
			before = "..."
		}
		if to = min(len(units), at+around); to < len(units) {
			after = "..."
		}
	}
	panic(jsonError{"Unexpected token '" + token + "', " + before + `"` + string(utf16.Decode(units[from:to])) + `"` + after + " is not valid JSON"})
}
