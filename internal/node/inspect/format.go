package inspect

import (
	"strings"

	"github.com/dop251/goja"
)

// join is util.formatWithOptions: a format string with % directives, and whatever is left joined by spaces.
func (in *intrinsics) join(opts *goja.Object, args []goja.Value) goja.Value {
	if len(args) == 1 && goja.IsString(args[0]) {
		return args[0]
	}
	var out strings.Builder
	next, separator := 0, ""
	if len(args) > 0 && goja.IsString(args[0]) {
		if text, used := in.directives(opts, args); used > 0 {
			out.WriteString(text)
			next, separator = used, " "
		}
	}
	for ; next < len(args); next++ {
		out.WriteString(separator)
		separator = " "
		if goja.IsString(args[next]) {
			out.WriteString(args[next].String())
		} else {
			out.WriteString(in.print(args[next], opts, nil))
		}
	}
	return in.realm.Runtime.ToValue(out.String())
}

// directives fills the format string in; used is how many arguments are done with, 0 when there was no directive.
func (in *intrinsics) directives(opts *goja.Object, args []goja.Value) (text string, used int) {
	format := args[0].String()
	var out strings.Builder
	last, arg := 0, 0
	for i := 0; i < len(format)-1; i++ {
		if format[i] != '%' {
			continue
		}
		i++
		if format[i] == '%' {
			out.WriteString(format[last:i])
			last = i + 1
			continue
		}
		if arg+1 == len(args) || !strings.ContainsRune("sjdOoifc", rune(format[i])) {
			continue
		}
		arg++
		out.WriteString(format[last : i-1])
		out.WriteString(in.directive(format[i], args[arg], opts))
		last = i + 1
	}
	if last == 0 {
		return "", 0
	}
	out.WriteString(format[last:])
	return out.String(), arg + 1
}

func (in *intrinsics) directive(kind byte, v goja.Value, opts *goja.Object) string {
	switch kind {
	case 's':
		return in.asString(v, opts)
	case 'j':
		return in.asJSON(v)
	case 'd', 'i', 'f':
		return in.asNumber(kind, v, opts)
	case 'O':
		return in.print(v, opts, nil)
	case 'o':
		return in.print(v, opts, func(p *printer) { p.showHidden, p.showProxy, p.depth = true, true, 4 })
	}
	return ""
}

func (in *intrinsics) asString(v goja.Value, opts *goja.Object) string {
	object, ok := v.(*goja.Object)
	switch {
	case goja.IsNumber(v):
		return number(v, in.separators(opts))
	case goja.IsBigInt(v):
		return bigInt(v, in.separators(opts))
	case !ok:
		if symbol, isSymbol := v.(*goja.Symbol); isSymbol {
			return symbolText(symbol)
		}
		return v.String()
	}
	if _, callable := goja.AssertFunction(v); callable || !in.hasBuiltinToString(object) {
		return v.String()
	}
	return in.print(v, opts, func(p *printer) { p.depth, p.colors, p.compact = 0, false, 3 })
}

// hasBuiltinToString tells whether String(object) would say nothing that the user wrote.
func (in *intrinsics) hasBuiltinToString(object *goja.Object) bool {
	if object.ExportType() == proxyType {
		return true
	}
	if _, ok := goja.AssertFunction(object.Get("toString")); !ok {
		return true
	}
	key := in.realm.Runtime.ToValue("toString")
	for o, own := object, true; o != nil; o, own = o.Prototype(), false {
		if in.realm.OwnDescriptor(o, key) == nil {
			continue
		}
		if own {
			return false
		}
		desc := in.realm.OwnDescriptor(o, in.constructorKey)
		if desc == nil {
			return false
		}
		ctor, ok := desc.Get("value").(*goja.Object)
		return ok && builtin(ctor.Get("name").String())
	}
	return true
}

func (in *intrinsics) asJSON(v goja.Value) string {
	json := in.realm.Runtime.Get("JSON").(*goja.Object)
	stringify, _ := goja.AssertFunction(json.Get("stringify"))
	s, err := stringify(json, v)
	if err != nil {
		if ex, ok := err.(*goja.Exception); ok {
			if object, isObject := ex.Value().(*goja.Object); isObject && strings.Contains(strings.ToLower(object.Get("message").String()), "circular") {
				return "[Circular]"
			}
			panic(ex.Value())
		}
		panic(err)
	}
	return s.String()
}

// separators tells whether numbers are written with separators.
func (in *intrinsics) separators(opts *goja.Object) bool {
	p := &printer{options: in.defaultOptions, intrinsics: in}
	if opts != nil {
		p.configure(opts)
	}
	return p.numericSeparator
}

func bigInt(v goja.Value, separators bool) string {
	if separators {
		return separate(v.String()) + "n"
	}
	return v.String() + "n"
}

func (in *intrinsics) asNumber(kind byte, v goja.Value, opts *goja.Object) string {
	if _, isSymbol := v.(*goja.Symbol); isSymbol {
		return "NaN"
	}
	if goja.IsBigInt(v) && kind != 'f' {
		return bigInt(v, in.separators(opts))
	}
	if _, isObject := v.(*goja.Object); isObject && kind == 'd' {
		return number(v.ToNumber(), in.separators(opts))
	}
	name := map[byte]string{'d': "Number", 'i': "parseInt", 'f': "parseFloat"}[kind]
	convert, _ := goja.AssertFunction(in.realm.Runtime.Get(name))
	return number(in.realm.Call(convert, goja.Undefined(), v), in.separators(opts))
}
