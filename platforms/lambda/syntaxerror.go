package lambda

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/wasmglue/wasmglue/platforms/internal/jsonedge"
)

const endOfInput = "Unexpected end of JSON input"

// positioned are V8's words for what jsonedge found, to which the position is added.
var positioned = map[string]string{
	"unterminated string":               "Unterminated string in JSON",
	"control character in string":       "Bad control character in string literal in JSON",
	"bad escaped character":             "Bad escaped character in JSON",
	"bad Unicode escape":                "Bad Unicode escape in JSON",
	"unterminated fractional number":    "Unterminated fractional number in JSON",
	"exponent part is missing a number": "Exponent part is missing a number in JSON",
	"unexpected text after the value":   "Unexpected non-whitespace character after JSON",
	"':' was expected":                  "Expected ':' after property name in JSON",
	"',' or '}' was expected":           "Expected ',' or '}' after property value in JSON",
	"',' or ']' was expected":           "Expected ',' or ']' after array element in JSON",
}

// syntaxMessage is the message that JSON.parse of V8 has for a text that jsonedge refused.
func syntaxMessage(text []byte, wrong *jsonedge.SyntaxError) string {
	at := min(wrong.Offset, len(text))
	switch {
	case wrong.Reason == "a property name was expected":
		return propertyMessage(text, at)
	case wrong.Reason == "unexpected token":
		return tokenMessage(text, at)
	case wrong.Reason == "unterminated string":
		at = len(text)
	case wrong.Reason == "bad escaped character":
		at++ // the character, not its backslash
	case wrong.Reason == "unexpected text after the value" && text[at] >= '0' && text[at] <= '9' && at > 0 && text[at-1] == '0':
		return "Unexpected number in JSON" + position(text, at)
	}
	if words, ok := positioned[wrong.Reason]; ok {
		return words + position(text, at)
	}
	return wrong.Error()
}

func propertyMessage(text []byte, at int) string {
	if bytes.HasSuffix(bytes.TrimRight(text[:at], " \t\r\n"), []byte("{")) {
		return "Expected property name or '}' in JSON" + position(text, at)
	}
	return "Expected double-quoted property name in JSON" + position(text, at)
}

func position(text []byte, at int) string { return " at position " + strconv.Itoa(units(text[:at])) }

// units is the length in UTF-16, in which JavaScript counts.
func units(text []byte) int { return len(utf16.Encode([]rune(string(text)))) }

// tokenMessage is for a value that does not begin, or a literal that does not go on, as one should.
func tokenMessage(text []byte, at int) string {
	for _, literal := range []string{"true", "false", "null"} {
		for i := 0; at < len(text) && i < len(literal) && text[at] == literal[i]; i++ {
			at++
		}
	}
	if at >= len(text) {
		if bytes.HasSuffix(text, []byte("-")) {
			return "No number after minus sign in JSON" + position(text, at)
		}
		return endOfInput
	}
	switch whole := string(text); whole {
	case "undefined", "NaN", "Infinity", "[object Object]":
		return `"` + whole + `" is not valid JSON`
	}
	r, _ := utf8.DecodeRune(text[at:])
	return "Unexpected token '" + string(r) + "', " + excerpt(text, at) + " is not valid JSON"
}

// excerpt quotes what is around a position: ten characters on either side of a text that is longer than that.
func excerpt(text []byte, at int) string {
	const around = 10
	all, here := utf16.Encode([]rune(string(text))), units(text[:at])
	from, to := 0, len(all)
	if len(all) > 2*around {
		from, to = max(0, here-around), min(len(all), here+around)
	}
	var b strings.Builder
	if from > 0 {
		b.WriteString("...")
	}
	b.WriteString(`"` + string(utf16.Decode(all[from:to])) + `"`)
	if to < len(all) {
		b.WriteString("...")
	}
	return b.String()
}
