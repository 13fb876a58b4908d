package callee

import (
	"strings"
	"testing"
)

func TestDestructured(t *testing.T) {
	for text, want := range map[string]string{
		"const {a}=@undef }": "a undef", "const { a } = foo.@none }, () => 1": "a foo.none", "var {a, b} = @x\ny": "a x", "@function f({a}) {}": "a ", "@({a: 1 }) => a": "a ",
		"const {} = @x": " x", "({ a = 1 } = @f())": "a f(...)", "@x": " ",
	} {
		property, value := Destructured(strings.Replace(text, "@", "", 1), strings.Index(text, "@"))
		if property+" "+value != want {
			t.Errorf("%s: %q %q", text, property, value)
		}
	}
}
