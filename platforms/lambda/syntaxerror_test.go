package lambda

import (
	"errors"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/platforms/internal/jsonedge"
)

// TestSyntaxMessage holds the messages against those of JSON.parse in node 20.20.
func TestSyntaxMessage(t *testing.T) {
	rt := goja.New()
	for text, want := range map[string]string{
		"":           "Unexpected end of JSON input",
		" ":          "Unexpected end of JSON input",
		"{":          "Expected property name or '}' in JSON at position 1",
		"{no":        "Expected property name or '}' in JSON at position 1",
		"{\"a\"":     "Expected ':' after property name in JSON at position 4",
		"{\"a\":":    "Unexpected end of JSON input",
		"{\"a\":1":   "Expected ',' or '}' after property value in JSON at position 6",
		"{\"a\":1,":  "Expected double-quoted property name in JSON at position 7",
		"{\"a\":1,}": "Expected double-quoted property name in JSON at position 7",
		"{\"a\" 1}":  "Expected ':' after property name in JSON at position 5",
		"[1":         "Expected ',' or ']' after array element in JSON at position 2",
		"[1,":        "Unexpected end of JSON input",
		"[1 2]":      "Expected ',' or ']' after array element in JSON at position 3",
		"[1,]":       "Unexpected token ']', \"[1,]\" is not valid JSON",
		"no":         "Unexpected token 'o', \"no\" is not valid JSON",
		"undefined":  "\"undefined\" is not valid JSON",
		"not json at all, a longer text that goes on":              "Unexpected token 'o', \"not json at\"... is not valid JSON",
		"{\"key\": what, \"other\": \"a long text follows here\"}": "Unexpected token 'w', \"{\"key\": what, \"oth\"... is not valid JSON",
		"1 2":             "Unexpected non-whitespace character after JSON at position 2",
		"{} x":            "Unexpected non-whitespace character after JSON at position 3",
		"\"abc":           "Unterminated string in JSON at position 4",
		"\"a\nb\"":        "Bad control character in string literal in JSON at position 2",
		"\"\\x\"":         "Bad escaped character in JSON at position 2",
		"-":               "No number after minus sign in JSON at position 1",
		"1.":              "Unterminated fractional number in JSON at position 2",
		"1e":              "Exponent part is missing a number in JSON at position 2",
		"01":              "Unexpected number in JSON at position 1",
		"tru":             "Unexpected end of JSON input",
		"nul":             "Unexpected end of JSON input",
		"{\"a\":1 \"b\"}": "Expected ',' or '}' after property value in JSON at position 7",
		"{1:2}":           "Expected property name or '}' in JSON at position 1",
		"[1,2":            "Expected ',' or ']' after array element in JSON at position 4",
		"'x'":             "Unexpected token ''', \"'x'\" is not valid JSON",
		"<html>":          "Unexpected token '<', \"<html>\" is not valid JSON",
		"{\"a\":\"b\" 5}": "Expected ',' or '}' after property value in JSON at position 9",
		"\"a\" \"b\"":     "Unexpected non-whitespace character after JSON at position 4",
		"[,]":             "Unexpected token ',', \"[,]\" is not valid JSON",
		"+1":              "Unexpected token '+', \"+1\" is not valid JSON",
		"NaN":             "\"NaN\" is not valid JSON",
	} {
		_, err := jsonedge.Parse(rt, []byte(text))
		var wrong *jsonedge.SyntaxError
		if !errors.As(err, &wrong) {
			t.Errorf("%q: %v", text, err)
		} else if got := syntaxMessage([]byte(text), wrong); got != want {
			t.Errorf("%q: %s\nwant %s", text, got, want)
		}
	}
}

// FuzzSyntaxMessage: events are whatever the caller sends.
func FuzzSyntaxMessage(f *testing.F) {
	for _, seed := range []string{"", "{", "[1,2", "\xff\xfe", "\"\\ud800", strings.Repeat("[", 20000), "{\"ä€😀\": x, \"and so on\": 1}"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		_, err := jsonedge.Parse(goja.New(), text)
		var wrong *jsonedge.SyntaxError
		if errors.As(err, &wrong) && syntaxMessage(text, wrong) == "" {
			t.Errorf("%q has no message", text)
		}
	})
}
