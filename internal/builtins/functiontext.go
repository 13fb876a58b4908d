package builtins

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/enginestate"
)

// functionTexts mends Function.prototype.toString: the engine cuts off the brackets at the end of an arrow function whose body is an expression.
func (i *installer) functionTexts() {
	native := enginestate.Native(i.prototype("Function").Get("toString"))
	if native == nil {
		return
	}
	original := *native
	*native = func(c goja.FunctionCall) goja.Value {
		object, ok := c.This.(*goja.Object)
		if !ok {
			return original(c)
		}
		if text, behind, ok := enginestate.ArrowText(object); ok {
			return i.rt.ToValue(completed(text, behind))
		}
		if enginestate.Kind(object) == "boundFuncObject" {
			return i.rt.ToValue("function () { [native code] }")
		}
		return original(c)
	}
}

// completed adds to an arrow function's text the brackets behind it that belong to it: those of a new expression without arguments, and those that
// close what the text opens.
func completed(text, behind string) string {
	open := unclosed(text)
	for {
		rest := strings.TrimLeft(behind, " \t\r\n")
		switch {
		case strings.HasPrefix(rest, "("):
			end := strings.IndexByte(rest, ')')
			if end < 0 || strings.TrimSpace(rest[1:end]) != "" {
				return text
			}
			text += behind[:len(behind)-len(rest)+end+1]
			behind = rest[end+1:]
		case open > 0 && strings.HasPrefix(rest, ")"):
			text += behind[:len(behind)-len(rest)+1]
			behind = rest[1:]
			open--
		default:
			return text
		}
	}
}

// unclosed counts the parentheses that a text opens and does not close, outside of strings.
func unclosed(text string) (open int) {
	quote := byte(0)
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'' || c == '`':
			quote = c
		case c == '(':
			open++
		case c == ')':
			open--
		}
	}
	return open
}
