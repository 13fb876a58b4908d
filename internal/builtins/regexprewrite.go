package builtins

import (
	"fmt"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// regexpFlags are the flags of an expression, in the order of its property flags.
const regexpFlags = "dgimsuvy"

// backtracking is the start of a pattern for which the engine must take its backtracking matcher: the other tells no names of groups for texts
// beyond ASCII, and its places cannot be asked for. It matches nothing, always.
const backtracking = "(?=)"

// rewriting is an expression as it was written.
type rewriting struct {
	pattern, flags string
	places         *matchPlaces // of an expression with flag d
}

// has tells whether the flag is set.
func (w rewriting) has(flag string) bool { return strings.Contains(w.flags, flag) }

// source is the text between the slashes of a literal of the expression.
func (w rewriting) source() string {
	if w.pattern == "" {
		return "(?:)"
	}
	if !strings.ContainsAny(w.pattern, "/\n\r\u2028\u2029") {
		return w.pattern
	}
	var out strings.Builder
	inClass, escaped := false, false
	for _, c := range w.pattern {
		word, isLine := lineEscape(c)
		switch {
		case isLine && escaped:
			out.WriteString(word[1:])
		case isLine:
			out.WriteString(word)
		case c == '/' && !inClass && !escaped:
			out.WriteString(`\/`)
		default:
			out.WriteRune(c)
		}
		switch {
		case escaped:
			escaped = false
		case c == '\\':
			escaped = true
		case c == '[' || c == ']':
			inClass = c == '['
		}
	}
	return out.String()
}

// lineEscape is how a source shows the end of a line.
func lineEscape(c rune) (word string, isLine bool) {
	switch c {
	case '\n':
		return `\n`, true
	case '\r':
		return `\r`, true
	case '\u2028', '\u2029':
		return fmt.Sprintf(`\u%04x`, c), true
	}
	return "", false
}

// needed tells whether the engine gets an expression wrong.
func (w rewriting) needed() bool {
	if strings.ContainsAny(w.flags, "dv") {
		return true
	}
	return w.has("u") && (strings.Contains(w.pattern, `\p{`) || strings.Contains(w.pattern, `\P{`) || strings.Contains(w.pattern, "(?<"))
}

// forEngine is the expression that the engine gets.
func (w rewriting) forEngine() (pattern, flags string, err error) {
	pattern = w.pattern
	if strings.ContainsAny(w.flags, "uv") {
		if pattern, err = expandProperties(pattern); err != nil {
			return "", "", err
		}
	}
	if w.has("m") {
		pattern = realm.MendAnchors(pattern)
	}
	if w.has("d") || strings.Contains(pattern, "(?<") {
		pattern = backtracking + pattern
	}
	return pattern, strings.NewReplacer("v", "u", "d", "").Replace(w.flags), nil
}

// inOrder sorts flags; ok is false if they are no flags of one expression.
func inOrder(flags string) (sorted string, ok bool) {
	for _, flag := range regexpFlags {
		if strings.ContainsRune(flags, flag) {
			sorted += string(flag)
		}
	}
	return sorted, len(sorted) == len(flags) && !strings.Contains(sorted, "uv")
}

// asWritten returns what the arguments of the constructor say; ok is false if that is the engine's to tell.
func (i *installer) asWritten(args []goja.Value) (w rewriting, ok bool) {
	if len(args) == 0 {
		return w, false
	}
	switch source := args[0].(type) {
	case goja.String:
		if len(args) < 2 {
			return w, false
		}
		w.pattern = source.String()
	case *goja.Object:
		if source.ClassName() != "RegExp" {
			return w, false
		}
		w = i.ofExpression(source)
	default:
		return w, false
	}
	if len(args) > 1 && !goja.IsUndefined(args[1]) {
		flags, isString := args[1].(goja.String)
		if !isString {
			return w, false
		}
		w.flags = flags.String()
	}
	return w, true
}

// anchored returns the arguments that the engine gets for an expression that is its own but for the ends of lines.
func (i *installer) anchored(w rewriting, args []goja.Value) []goja.Value {
	pattern := w.pattern
	if w.has("m") {
		pattern = realm.MendAnchors(pattern)
	}
	if _, isString := args[0].(goja.String); isString && pattern == w.pattern {
		return args
	}
	return []goja.Value{i.rt.ToValue(pattern), i.rt.ToValue(w.flags)}
}

// ofExpression returns what was written for an expression, rewritten or not.
func (i *installer) ofExpression(expression *goja.Object) rewriting {
	if w, ok := i.rewritten.Get(expression); ok {
		return rewriting{pattern: w.pattern, flags: w.flags}
	}
	return rewriting{pattern: expression.Get("source").String(), flags: expression.Get("flags").String()}
}
