package jsonedge

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Compact returns the value as text: a number as JavaScript prints it, everything else as JSON without white space.
func Compact(v Raw) string {
	if v.Kind() == Number {
		text, err := json.Marshal(parseFloat(v))
		if err != nil { // an infinity has no JSON form, but a text
			return strings.Repeat("-", bytes.Count(v[:1], []byte("-"))) + "Infinity"
		}
		return string(text)
	}
	var out bytes.Buffer
	if err := json.Compact(&out, v); err != nil {
		return string(v)
	}
	return out.String()
}

// AppendString appends s as a JSON string, without the escapes for HTML that encoding/json adds.
func AppendString(out []byte, s string) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return append(out, `""`...)
	}
	return append(out, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
}
