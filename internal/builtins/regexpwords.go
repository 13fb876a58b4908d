package builtins

import (
	"strings"

	"github.com/dop251/goja"
)

// regexpReasons are V8's words for what the engine's two matchers say of a pattern.
var regexpReasons = []struct{ said, words string }{
	{"Unterminated group", "Unterminated group"},
	{"missing closing )", "Unterminated group"},
	{"missing closing ]", "Unterminated character class"},
	{"Unterminated character class", "Unterminated character class"},
	{"missing argument to repetition operator", "Nothing to repeat"},
	{"invalid nested repetition operator", "Nothing to repeat"},
	{"Unmatched ')'", "Unmatched ')'"},
	{"unexpected )", "Unmatched ')'"},
	{"invalid character class range", "Range out of order in character class"},
	{"trailing backslash", `\ at end of pattern`},
	{"undefined group name", "Invalid named capture referenced"},
	{"invalid repeat count", "numbers out of order in {} quantifier"},
	{"invalid escape sequence", "Invalid escape"},
	{"Invalid group", "Invalid group"},
	{"unrecognized grouping construct", "Invalid group"},
	{"invalid or unsupported Perl syntax", "Invalid group"},
	{"invalid capture group name", "Invalid capture group name"},
}

// regexpFailure is what the RegExp constructor throws for a pattern that the engine refuses.
func (i *installer) regexpFailure(failure *goja.Exception, args []goja.Value) goja.Value {
	object, ok := failure.Value().(*goja.Object)
	if !ok || len(args) == 0 || object.Get("name").String() != "SyntaxError" {
		return failure.Value()
	}
	pattern, isString := args[0].(goja.String)
	message := object.Get("message").String()
	if !isString || strings.HasPrefix(message, "Invalid flags") {
		return failure.Value()
	}
	flags := ""
	if len(args) > 1 && !goja.IsUndefined(args[1]) {
		flags = args[1].String()
	}
	for _, r := range regexpReasons {
		if strings.Contains(message, r.said) {
			return i.syntaxError("Invalid regular expression: /" + pattern.String() + "/" + flags + ": " + r.words)
		}
	}
	return failure.Value()
}
