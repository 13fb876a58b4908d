package realm

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// Received is the tail of node's ERR_INVALID_ARG_TYPE messages: " Received type number (5)".
func Received(v goja.Value) string {
	if v == nil || goja.IsUndefined(v) {
		return " Received undefined"
	}
	if goja.IsNull(v) {
		return " Received null"
	}
	if object, ok := v.(*goja.Object); ok {
		return receivedObject(object)
	}
	kind, text := "symbol", ""
	switch x := v.(type) {
	case *goja.Symbol:
		text = x.String()
		text = "Symbol(" + strings.TrimSuffix(strings.TrimPrefix(text, "Symbol("), ")") + ")"
	default:
		kind, text = primitiveText(v)
	}
	return " Received type " + kind + " (" + text + ")"
}

func primitiveText(v goja.Value) (kind, text string) {
	switch x := v.Export().(type) {
	case string:
		return "string", QuoteShort(x)
	case bool:
		return "boolean", strconv.FormatBool(x)
	case *big.Int:
		return "bigint", x.String() + "n"
	case float64:
		if x == 0 && math.Signbit(x) {
			return "number", "-0"
		}
	}
	return "number", v.String()
}

// QuoteShort quotes s as node's messages do, cut after 25 characters.
func QuoteShort(s string) string {
	if len(s) > 28 {
		s = s[:25] + "..."
	}
	s = strings.ReplaceAll(s, "\\", "\\\\")
	s = strings.ReplaceAll(s, "\n", "\\n")
	switch {
	case !strings.Contains(s, "'"):
		return "'" + s + "'"
	case !strings.Contains(s, `"`):
		return `"` + s + `"`
	}
	return "'" + strings.ReplaceAll(s, "'", `\'`) + "'"
}

func receivedObject(object *goja.Object) string {
	if _, ok := goja.AssertFunction(object); ok {
		if name := object.Get("name"); name != nil && name.String() != "" {
			return " Received function " + name.String()
		}
		return " Received function "
	}
	if ctor, ok := object.Get("constructor").(*goja.Object); ok {
		if name := ctor.Get("name"); name != nil && name.String() != "" {
			return " Received an instance of " + name.String()
		}
	}
	return " Received [Object: null prototype] {}"
}

// IsNullish tells undefined and null.
func IsNullish(v goja.Value) bool { return v == nil || goja.IsUndefined(v) || goja.IsNull(v) }

// StringArg returns a string argument or throws ERR_INVALID_ARG_TYPE.
func (r *Realm) StringArg(v goja.Value, name string) string {
	if !goja.IsString(v) {
		r.ThrowArgType(name, "of type string", v)
	}
	return v.String()
}

// FunctionArg returns a callable argument or throws ERR_INVALID_ARG_TYPE.
func (r *Realm) FunctionArg(v goja.Value, name string) goja.Callable {
	fn, ok := goja.AssertFunction(v)
	if !ok {
		r.ThrowArgType(name, "of type function", v)
	}
	return fn
}

// IntArg returns an integer argument within [min, max], or throws ERR_INVALID_ARG_TYPE or ERR_OUT_OF_RANGE.
func (r *Realm) IntArg(v goja.Value, name string, min, max float64) int64 {
	if !goja.IsNumber(v) {
		r.ThrowArgType(name, "of type number", v)
	}
	f := v.ToFloat()
	if f != math.Trunc(f) || math.IsNaN(f) || math.IsInf(f, 0) {
		r.ThrowRange(name, "an integer", v.String())
	}
	if f < min || f > max {
		r.ThrowRange(name, ">= "+formatBound(min)+" && <= "+formatBound(max), GroupDigits(v.String()))
	}
	return int64(f)
}

func formatBound(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// GroupDigits writes an integer of more than nine digits with underscores, as node's range errors do.
func GroupDigits(s string) string {
	digits := strings.TrimPrefix(s, "-")
	if len(digits) <= 9 || strings.ContainsAny(digits, ".eIN") {
		return s
	}
	out := ""
	for len(digits) > 3 {
		out = "_" + digits[len(digits)-3:] + out
		digits = digits[:len(digits)-3]
	}
	if s[0] == '-' {
		digits = "-" + digits
	}
	return digits + out
}
