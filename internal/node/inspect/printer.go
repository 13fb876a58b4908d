package inspect

import (
	"math"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

var ansi = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile("[\x1b\u009b][\\[\\]()#;?]*(?:(?:(?:(?:;[-a-zA-Z0-9/#&.:=?%@~_]+)*|[a-zA-Z0-9]+(?:;[-a-zA-Z0-9/#&.:=?%@~_]*)*)?\x07)|(?:(?:\\d{1,4}(?:;\\d{0,4})*)?[0-9A-PR-TZcf-nq-uy=><~]))")
})

func itoa(i int) string { return strconv.Itoa(i) }

// printer is one call of util.inspect.
type printer struct {
	options
	*intrinsics
	userOptions  *goja.Object
	indentation  int
	currentDepth float64
	seen         []*goja.Object
	circular     map[*goja.Object]int
	size         int // of all that was printed: a runaway inspection is cut
}

// value prints any value. typed says that the value is shown by showHidden only: strings are then not cut.
func (p *printer) value(v goja.Value, recursed float64, typed bool) string {
	object, ok := v.(*goja.Object)
	if !ok {
		return p.primitive(v)
	}
	target := object
	if proxy, isProxy := object.Export().(goja.Proxy); object.ExportType() == proxyType && isProxy {
		if p.showProxy {
			return p.proxy(proxy, recursed)
		}
		if target = unwrap(proxy); target == nil {
			return p.stylize("<Revoked Proxy>", "special")
		}
		object = target
	}
	if p.customInspect {
		if s, done := p.custom(v.(*goja.Object), target, recursed); done {
			return s
		}
	}
	for _, s := range p.seen {
		if s == object {
			return p.reference(object)
		}
	}
	return p.object(object, recursed, typed)
}

func unwrap(proxy goja.Proxy) *goja.Object {
	for {
		target := proxy.Target()
		if target == nil {
			return nil
		}
		if target.ExportType() != proxyType {
			return target
		}
		proxy = target.Export().(goja.Proxy)
	}
}

func (p *printer) proxy(proxy goja.Proxy, recursed float64) string {
	if proxy.Target() == nil {
		return p.stylize("<Revoked Proxy>", "special")
	}
	if recursed > p.depth {
		return p.stylize("Proxy [Array]", "special")
	}
	p.indentation += 2
	output := []string{p.value(proxy.Target(), recursed+1, false), p.value(proxy.Handler(), recursed+1, false)}
	p.indentation -= 2
	p.currentDepth = recursed + 1
	return p.reduce(output, "", [2]string{"Proxy [", "]"}, arrayShape, recursed+1, nil)
}

func (p *printer) reference(object *goja.Object) string {
	if p.circular == nil {
		p.circular = map[*goja.Object]int{}
	}
	index, ok := p.circular[object]
	if !ok {
		index = len(p.circular) + 1
		p.circular[object] = index
	}
	return p.stylize("[Circular *"+itoa(index)+"]", "special")
}

// custom calls the object's own inspect function, if it has one.
func (p *printer) custom(object, target *goja.Object, recursed float64) (string, bool) {
	maybe := object.GetSymbol(p.customSymbol)
	fn, ok := goja.AssertFunction(maybe)
	if !ok || maybe == p.inspectFunction {
		return "", false
	}
	if ctor, isObject := object.Get("constructor").(*goja.Object); isObject {
		if proto := ctor.Get("prototype"); proto != nil && proto.StrictEquals(target) {
			return "", false
		}
	}
	opts := p.exportOptions()
	depth := numberValue(p.realm.Runtime, p.depth-recursed)
	if math.IsInf(p.depth, 1) {
		depth = numberValue(p.realm.Runtime, math.Inf(1))
	}
	ret := p.realm.Call(fn, object, depth, opts, p.inspectFunction)
	if ret.StrictEquals(object) {
		return "", false
	}
	if _, isObject := ret.(*goja.Object); !isObject {
		return strings.ReplaceAll(ret.String(), "\n", "\n"+strings.Repeat(" ", p.indentation)), true
	}
	return p.value(ret, recursed, false), true
}

func (p *printer) exportOptions() *goja.Object {
	stylize := p.realm.Function("stylize", 2, func(c goja.FunctionCall) goja.Value {
		return p.realm.Runtime.ToValue(p.stylize(c.Argument(0).String(), c.Argument(1).String()))
	})
	out := p.options.export(p.realm.Runtime, stylize, p.inspectFunction)
	if p.userOptions != nil {
		for _, key := range p.userOptions.Keys() {
			_ = out.Set(key, p.userOptions.Get(key))
		}
		_ = out.Set("stylize", stylize)
	}
	return out
}

// stylize colours text as inspect.styles and inspect.colors say.
func (p *printer) stylize(text, style string) string {
	if !p.colors {
		return text
	}
	name := p.styles.Get(style)
	if realm.IsNullish(name) {
		return text
	}
	pair, ok := p.colorTable.Get(name.String()).(*goja.Object)
	if !ok {
		return text
	}
	return "\x1b[" + pair.Get("0").String() + "m" + text + "\x1b[" + pair.Get("1").String() + "m"
}

func (p *printer) primitive(v goja.Value) string {
	switch {
	case v == nil || goja.IsUndefined(v):
		return p.stylize("undefined", "undefined")
	case goja.IsNull(v):
		return p.stylize("null", "null")
	case goja.IsString(v):
		return p.text(v)
	case goja.IsNumber(v):
		return p.stylize(number(v, p.numericSeparator), "number")
	case goja.IsBigInt(v):
		s := v.String()
		if p.numericSeparator {
			s = separate(s)
		}
		return p.stylize(s+"n", "bigint")
	}
	if symbol, ok := v.(*goja.Symbol); ok {
		return p.stylize(symbolText(symbol), "symbol")
	}
	return p.stylize(v.String(), "boolean")
}

func symbolText(symbol *goja.Symbol) string {
	return "Symbol(" + symbol.String() + ")"
}

func (p *printer) text(v goja.Value) string {
	trailer := ""
	if text, ok := v.(goja.String); ok && float64(text.Length()) > p.maxStringLength {
		keep := max(0, int(p.maxStringLength))
		rest := text.Length() - keep
		v = text.Substring(0, keep)
		trailer = "... " + itoa(rest) + " more character" + plural(rest)
	}
	s := v.String()
	if length := units(s); p.compact != compactAll && length > 16 && float64(length) > p.breakLength-float64(p.indentation)-4 && strings.Contains(s, "\n") {
		lines := strings.SplitAfter(s, "\n")
		if lines[len(lines)-1] == "" {
			lines = lines[:len(lines)-1]
		}
		for i, line := range lines {
			lines[i] = p.stylize(quote(p.realm.Runtime.ToValue(line)), "string")
		}
		return strings.Join(lines, " +\n"+strings.Repeat(" ", p.indentation+2)) + trailer
	}
	return p.stylize(quote(v), "string") + trailer
}

// form is how an object is printed: what precedes the braces, the braces, the entries that are no properties, and the properties.
type form struct {
	base    string
	braces  [2]string
	entries func(recursed float64) []string
	keys    []goja.Value
	shape   shape
	done    bool // base is all there is
}

func (p *printer) object(object *goja.Object, recursed float64, typed bool) string {
	var proto *[]goja.Value
	if p.showHidden && recursed <= p.depth {
		proto = &[]goja.Value{}
	}
	ctor, hasCtor := p.constructorName(object, recursed, proto)
	tag := p.tag(object)
	f := p.classify(object, ctor, hasCtor, tag, recursed, typed)
	if f.done {
		return f.base
	}
	if recursed > p.depth {
		name := prefix(ctor, hasCtor, tag, "Object", "")
		name = name[:len(name)-1]
		if hasCtor {
			name = "[" + name + "]"
		}
		return p.stylize(name, "special")
	}
	recursed++
	p.seen = append(p.seen, object)
	p.currentDepth = recursed
	var output []string
	if f.entries != nil {
		output = f.entries(recursed)
	}
	for _, key := range f.keys {
		output = append(output, p.property(object, recursed, key, f.shape))
	}
	if proto != nil {
		output = append(output, p.protoProperties(object, recursed, *proto)...)
	}
	p.seen = p.seen[:len(p.seen)-1]
	if index, ok := p.circular[object]; ok {
		p.markCircular(&f, index)
	}
	if p.sorted != nil {
		p.sort(output, f)
	}
	s := p.reduce(output, f.base, f.braces, f.shape, recursed, object)
	if p.size += len(s); p.size > 1<<27 {
		p.depth = -1
	}
	return s
}

func (p *printer) markCircular(f *form, index int) {
	reference := p.stylize("<ref *"+itoa(index)+">", "special")
	switch {
	case p.compact == compactAll:
		f.braces[0] = reference + " " + f.braces[0]
	case f.base == "":
		f.base = reference
	default:
		f.base = reference + " " + f.base
	}
}

func (p *printer) sort(output []string, f form) {
	if f.shape != objectShape {
		output = output[len(output)-len(f.keys):]
	}
	compare, ok := goja.AssertFunction(p.sorted)
	sort.SliceStable(output, func(i, j int) bool {
		if ok {
			rt := p.realm.Runtime
			return p.realm.Call(compare, goja.Undefined(), rt.ToValue(output[i]), rt.ToValue(output[j])).ToFloat() < 0
		}
		return output[i] < output[j]
	})
}

func (p *printer) property(object *goja.Object, recursed float64, key goja.Value, kind shape) string {
	desc := p.realm.OwnDescriptor(object, key)
	str, extra := "", " "
	enumerable := true
	if desc == nil {
		str = p.nested(get(object, key), recursed, 2)
	} else {
		enumerable = desc.Get("enumerable").ToBoolean()
		str, extra = p.described(object, desc, recursed, kind)
	}
	if kind == arrayEntry {
		return str
	}
	return p.key(key, enumerable) + ":" + extra + str
}

func get(object *goja.Object, key goja.Value) goja.Value {
	if symbol, ok := key.(*goja.Symbol); ok {
		return object.GetSymbol(symbol)
	}
	return object.Get(key.String())
}

func (p *printer) nested(v goja.Value, recursed float64, indent int) string {
	p.indentation += indent
	s := p.value(v, recursed, false)
	p.indentation -= indent
	return s
}

func (p *printer) described(object, desc *goja.Object, recursed float64, kind shape) (str, extra string) {
	extra = " "
	if v := desc.Get("value"); v != nil && !goja.IsUndefined(v) {
		diff := 2
		if p.compact == compactAll && kind == objectShape {
			diff = 3
		}
		str = p.nested(v, recursed, diff)
		if diff == 3 && p.breakLength < float64(displayWidth(str, p.colors)) {
			extra = "\n" + strings.Repeat(" ", p.indentation+diff)
		}
		return str, extra
	}
	getter, hasGetter := desc.Get("get").(*goja.Object)
	_, hasSetter := desc.Get("set").(*goja.Object)
	switch {
	case hasGetter:
		return p.getter(object, getter, hasSetter, recursed), extra
	case hasSetter:
		return p.stylize("[Setter]", "special"), extra
	}
	return p.stylize("undefined", "undefined"), extra
}

func (p *printer) getter(object, getter *goja.Object, hasSetter bool, recursed float64) string {
	label := "[Getter"
	if hasSetter {
		label += "/Setter"
	}
	if !(p.getters == "all" || p.getters == "get" && !hasSetter || p.getters == "set" && hasSetter) {
		return p.stylize(label+"]", "special")
	}
	fn, _ := goja.AssertFunction(getter)
	v, err := fn(object)
	if err != nil {
		message := err.Error()
		if ex, ok := err.(*goja.Exception); ok {
			if o, isObject := ex.Value().(*goja.Object); isObject {
				message = o.Get("message").String()
			}
		}
		return p.stylize(label+":", "special") + " <Inspection threw (" + message + ")>" + p.stylize("]", "special")
	}
	if _, ok := v.(*goja.Object); ok {
		return p.stylize(label+"]", "special") + " " + p.nested(v, recursed, 2)
	}
	return p.stylize(label+":", "special") + " " + p.primitive(v) + p.stylize("]", "special")
}

func (p *printer) key(key goja.Value, enumerable bool) string {
	if symbol, ok := key.(*goja.Symbol); ok {
		return "[" + p.stylize(symbolText(symbol), "symbol") + "]"
	}
	name := key.String()
	switch {
	case name == "__proto__":
		return "['__proto__']"
	case !enumerable:
		return "[" + name + "]"
	case identifier(name):
		return p.stylize(name, "name")
	}
	return p.stylize(quote(key), "string")
}
