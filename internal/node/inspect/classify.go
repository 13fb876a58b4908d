package inspect

import (
	"reflect"
	"strings"

	"github.com/dop251/goja"
)

var proxyType = reflect.TypeFor[goja.Proxy]()

// prefix names an object before its brace: constructor, size, and the toStringTag where it says more.
func prefix(ctor string, hasCtor bool, tag, fallback, size string) string {
	if !hasCtor {
		if tag != "" && fallback != tag {
			return "[" + fallback + size + ": null prototype] [" + tag + "] "
		}
		return "[" + fallback + size + ": null prototype] "
	}
	if tag != "" && ctor != tag {
		return ctor + size + " [" + tag + "] "
	}
	return ctor + size + " "
}

// constructorName finds the name of the constructor whose instance object is. proto, if not nil, collects the keys of the user's own
// prototypes on the way.
func (p *printer) constructorName(object *goja.Object, recursed float64, proto *[]goja.Value) (string, bool) {
	first := (*goja.Object)(nil)
	for o, depth := object, 0; o != nil; o, depth = o.Prototype(), depth+1 {
		if depth == 1 {
			first = o
		}
		if desc := p.realm.OwnDescriptor(o, p.constructorKey); desc != nil {
			if ctor, ok := desc.Get("value").(*goja.Object); ok {
				if _, callable := goja.AssertFunction(ctor); callable {
					if name := ctor.Get("name"); name != nil && name.String() != "" && p.isInstance(object, ctor) {
						if proto != nil && (first != o || !builtin(name.String())) {
							p.collectProto(object, first, recursed, proto)
						}
						return name.String(), true
					}
				}
			}
		}
	}
	if first == nil {
		return "", false
	}
	name := "Object"
	if recursed > p.depth {
		return name + " <Complex prototype>", true
	}
	if parent, ok := p.constructorName(first, recursed+1, proto); ok {
		return name + " <" + parent + ">", true
	}
	inner := *p
	inner.customInspect, inner.depth = false, -1
	return name + " <" + inner.value(first, 0, false) + ">", true
}

func (p *printer) isInstance(object, ctor *goja.Object) (ok bool) {
	_ = p.realm.Runtime.Try(func() { ok = p.realm.Runtime.InstanceOf(object, ctor) })
	return ok
}

func builtin(name string) bool {
	switch name {
	case "Object", "Function", "Array", "Number", "Boolean", "String", "Symbol", "Date", "Promise", "RegExp", "Error", "AggregateError", "EvalError",
		"RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError", "ArrayBuffer", "Uint8Array", "Int8Array", "Uint16Array", "Int16Array",
		"Uint32Array", "Int32Array", "Float32Array", "Float64Array", "Uint8ClampedArray", "BigUint64Array", "BigInt64Array", "DataView", "Map", "BigInt",
		"Set", "WeakMap", "WeakSet", "WeakRef", "Proxy", "SharedArrayBuffer", "FinalizationRegistry":
		return true
	}
	return false
}

// collectProto adds the keys that the user's own classes give to object, as showHidden prints them.
func (p *printer) collectProto(object, proto *goja.Object, recursed float64, out *[]goja.Value) {
	seen := map[string]bool{}
	for depth := 0; proto != nil && depth < 3; proto, depth = proto.Prototype(), depth+1 {
		if desc := p.realm.OwnDescriptor(proto, p.constructorKey); desc != nil {
			if ctor, ok := desc.Get("value").(*goja.Object); ok && builtin(ctor.Get("name").String()) {
				return
			}
		}
		for _, key := range proto.GetOwnPropertyNames() {
			if key == "constructor" || seen[key] || p.realm.OwnDescriptor(object, p.realm.Runtime.ToValue(key)) != nil {
				continue
			}
			seen[key] = true
			desc := p.realm.OwnDescriptor(proto, p.realm.Runtime.ToValue(key))
			if _, isFunction := goja.AssertFunction(desc.Get("value")); isFunction {
				continue
			}
			*out = append(*out, p.realm.Runtime.ToValue(key))
		}
	}
}

func (p *printer) protoProperties(object *goja.Object, recursed float64, keys []goja.Value) []string {
	var output []string
	for _, key := range keys {
		for proto := object.Prototype(); proto != nil; proto = proto.Prototype() {
			if desc := p.realm.OwnDescriptor(proto, key); desc != nil {
				str, extra := p.described(object, desc, recursed, objectShape)
				output = append(output, "["+p.key(key, true)+"]:"+extra+str)
				break
			}
		}
	}
	return output
}

// tag is the object's toStringTag unless it is printed as a property anyway.
func (p *printer) tag(object *goja.Object) string {
	v := object.GetSymbol(goja.SymToStringTag)
	if v == nil || !goja.IsString(v) || v.String() == "" {
		return ""
	}
	if desc := p.realm.OwnDescriptor(object, goja.SymToStringTag); desc != nil && (p.showHidden || desc.Get("enumerable").ToBoolean()) {
		return ""
	}
	return v.String()
}

func (p *printer) keys(object *goja.Object) []goja.Value {
	names := object.Keys()
	if p.showHidden {
		names = object.GetOwnPropertyNames()
	}
	keys := make([]goja.Value, 0, len(names))
	for _, name := range names {
		keys = append(keys, p.realm.Runtime.ToValue(name))
	}
	return append(keys, p.symbols(object)...)
}

func (p *printer) symbols(object *goja.Object) []goja.Value {
	var keys []goja.Value
	list, _ := p.realm.Call(p.ownSymbols, goja.Undefined(), object).(*goja.Object)
	n := int(list.Get("length").ToInteger())
	for i := range n {
		key := list.Get(itoa(i))
		if p.showHidden {
			keys = append(keys, key)
		} else if desc := p.realm.OwnDescriptor(object, key); desc != nil && desc.Get("enumerable").ToBoolean() {
			keys = append(keys, key)
		}
	}
	return keys
}

// otherKeys are the keys of an array that are no indices.
func (p *printer) otherKeys(object *goja.Object, length int) []goja.Value {
	if names := object.Keys(); len(names) == length && !p.showHidden {
		if length == 0 || names[length-1] == itoa(length-1) {
			return p.symbols(object)
		}
	}
	var keys []goja.Value
	for _, key := range p.keys(object) {
		if _, isSymbol := key.(*goja.Symbol); isSymbol || !isIndex(key.String()) {
			keys = append(keys, key)
		}
	}
	return keys
}

func isIndex(s string) bool {
	if s == "" || len(s) > 10 || s[0] == '0' && s != "0" {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}

// classify finds the form of an object by what it is.
func (p *printer) classify(object *goja.Object, ctor string, hasCtor bool, tag string, recursed float64, typed bool) form {
	name := func(fallback, size string) string { return prefix(ctor, hasCtor, tag, fallback, size) }
	class := string(p.realm.KindOf(object))
	switch class {
	case "Array":
		return p.arrayForm(object, ctor, hasCtor, tag)
	case "Set":
		size := p.sizeOf(object, "Set")
		return p.collection(object, name("Set", "("+itoa(size)+")"), size, p.setEntries)
	case "Map":
		size := p.sizeOf(object, "Map")
		return p.collection(object, name("Map", "("+itoa(size)+")"), size, p.mapEntries)
	case "Error":
		return p.errorForm(object, ctor, hasCtor, tag)
	case "RegExp":
		return p.regexpForm(object, ctor, hasCtor, tag, recursed)
	case "Date":
		return p.dateForm(object, ctor, hasCtor, tag)
	case "Promise":
		return form{braces: [2]string{name("Promise", "") + "{", "}"}, keys: p.keys(object), entries: func(recursed float64) []string {
			return p.promiseEntries(object, recursed)
		}}
	case "WeakSet", "WeakMap":
		return form{braces: [2]string{name(class, "") + "{", "}"}, keys: p.keys(object), entries: func(float64) []string {
			return []string{p.stylize("<items unknown>", "special")}
		}}
	case "String", "Number", "Boolean", "Symbol", "BigInt":
		return p.boxedForm(object, class, ctor, hasCtor, tag)
	}
	if _, ok := goja.AssertFunction(object); ok {
		return p.functionForm(object, class, ctor, hasCtor, tag)
	}
	if f, ok := p.byteForm(object, class, ctor, hasCtor, tag, typed); ok {
		return f
	}
	return p.plainForm(object, class, ctor, hasCtor, tag)
}

func (p *printer) plainForm(object *goja.Object, class, ctor string, hasCtor bool, tag string) form {
	keys := p.keys(object)
	f := form{braces: [2]string{"{", "}"}, keys: keys}
	switch {
	case class == "Arguments":
		f.braces[0] = "[Arguments] {"
	case p.native != nil && p.isErrorLike(object):
		return p.errorForm(object, ctor, hasCtor, tag)
	case ctor == "Object" && hasCtor && tag == "":
	case tag == "Module" && !hasCtor:
		f.braces[0] = "[Module: null prototype] {"
	default:
		f.braces[0] = prefix(ctor, hasCtor, tag, "Object", "") + "{"
	}
	if len(keys) == 0 && (!p.showHidden) {
		return form{base: f.braces[0] + "}", done: true}
	}
	if len(keys) == 0 && p.showHidden {
		f.braces[1] = "}"
	}
	return f
}

func (p *printer) isErrorLike(object *goja.Object) bool {
	return p.isInstance(object, p.errorCtor)
}

func (p *printer) sizeOf(object *goja.Object, class string) int {
	getter := p.setSize
	if class == "Map" {
		getter = p.mapSize
	}
	return int(p.realm.Call(getter, object).ToInteger())
}

func (p *printer) collection(object *goja.Object, name string, size int, entries func(*goja.Object, int, float64) []string) form {
	keys := p.keys(object)
	if size == 0 && len(keys) == 0 && !p.showHidden {
		return form{base: name + "{}", done: true}
	}
	return form{braces: [2]string{name + "{", "}"}, keys: keys, entries: func(recursed float64) []string { return entries(object, size, recursed) }}
}

func (p *printer) dateForm(object *goja.Object, ctor string, hasCtor bool, tag string) form {
	base := p.dateText(object)
	if name := prefix(ctor, hasCtor, tag, "Date", ""); name != "Date " {
		base = name + base
	}
	keys := p.keys(object)
	if len(keys) == 0 {
		return form{base: p.stylize(base, "date"), done: true}
	}
	return form{base: p.stylize(base, "date"), braces: [2]string{"{", "}"}, keys: keys}
}

func (p *printer) dateText(object *goja.Object) string {
	v, err := p.isoString(object)
	if err != nil {
		return "Invalid Date"
	}
	return v.String()
}

func (p *printer) regexpForm(object *goja.Object, ctor string, hasCtor bool, tag string, recursed float64) form {
	base := p.realm.Call(p.regexpText, object).String()
	if name := prefix(ctor, hasCtor, tag, "RegExp", ""); name != "RegExp " {
		base = name + base
	}
	var keys []goja.Value
	for _, key := range p.keys(object) {
		if key.String() != "lastIndex" || p.showHidden {
			keys = append(keys, key)
		}
	}
	base = p.stylize(base, "regexp")
	return form{base: base, braces: [2]string{"{", "}"}, keys: keys, done: len(keys) == 0 || recursed > p.depth}
}

func (p *printer) boxedForm(object *goja.Object, kind, ctor string, hasCtor bool, tag string) form {
	v := p.realm.Call(p.valueOf[kind], object)
	keys := p.keys(object)
	if kind == "String" {
		keys = keys[min(len(keys), v.(goja.String).Length()):]
	}
	base := "[" + kind
	if kind != ctor {
		if hasCtor {
			base += " (" + ctor + ")"
		} else {
			base += " (null prototype)"
		}
	}
	plain := *p
	plain.colors = false
	base += ": " + plain.primitive(v) + "]"
	if tag != "" && tag != ctor {
		base += " [" + tag + "]"
	}
	style := strings.ToLower(kind)
	if len(keys) != 0 {
		return form{base: base, braces: [2]string{"{", "}"}, keys: keys}
	}
	return form{base: p.stylize(base, style), done: true}
}
