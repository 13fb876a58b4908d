package inspect

import (
	"encoding/hex"
	"math"
	"regexp"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

func (p *printer) arrayForm(object *goja.Object, ctor string, hasCtor bool, tag string) form {
	length := int(object.Get("length").ToInteger())
	name := ""
	if ctor != "Array" || !hasCtor || tag != "" {
		name = prefix(ctor, hasCtor, tag, "Array", "("+itoa(length)+")")
	}
	keys := p.otherKeys(object, length)
	if length == 0 && len(keys) == 0 {
		return form{base: name + "[]", done: true}
	}
	return form{braces: [2]string{name + "[", "]"}, keys: keys, shape: arrayShape, entries: func(recursed float64) []string {
		return p.arrayEntries(object, length, recursed)
	}}
}

func (p *printer) arrayEntries(object *goja.Object, length int, recursed float64) []string {
	limit := int(math.Min(math.Max(0, p.maxArrayLength), float64(length)))
	output := make([]string, 0, limit+1)
	i := 0
	for ; i < length && len(output) < limit; i++ {
		key := p.realm.Runtime.ToValue(i)
		if p.realm.OwnDescriptor(object, key) != nil {
			output = append(output, p.property(object, recursed, key, arrayEntry))
			continue
		}
		next := p.nextIndex(object, i, length)
		output = append(output, p.stylize("<"+itoa(next-i)+" empty item"+plural(next-i)+">", "undefined"))
		i = next - 1
	}
	if rest := length - i; rest > 0 {
		output = append(output, "... "+itoa(rest)+" more item"+plural(rest))
	}
	return output
}

// nextIndex finds the end of a hole. A long sparse array is searched by its keys.
func (p *printer) nextIndex(object *goja.Object, i, length int) int {
	for _, key := range object.Keys() {
		if !isIndex(key) {
			break
		}
		if n := int(p.realm.Runtime.ToValue(key).ToInteger()); n > i {
			return n
		}
	}
	return length
}

func (p *printer) setEntries(object *goja.Object, size int, recursed float64) []string {
	return p.each(object, p.setForEach, size, func(v, _ goja.Value) string { return p.value(v, recursed, false) })
}

func (p *printer) mapEntries(object *goja.Object, size int, recursed float64) []string {
	return p.each(object, p.mapForEach, size, func(v, k goja.Value) string {
		return p.value(k, recursed, false) + " => " + p.value(v, recursed, false)
	})
}

func (p *printer) each(object *goja.Object, forEach goja.Callable, size int, print func(v, k goja.Value) string) []string {
	limit := int(math.Min(math.Max(0, p.maxArrayLength), float64(size)))
	var output []string
	p.indentation += 2
	p.realm.Call(forEach, object, p.realm.Runtime.ToValue(func(c goja.FunctionCall) goja.Value {
		if len(output) < limit {
			output = append(output, print(c.Argument(0), c.Argument(1)))
		}
		return goja.Undefined()
	}))
	p.indentation -= 2
	if rest := size - limit; rest > 0 {
		output = append(output, "... "+itoa(rest)+" more item"+plural(rest))
	}
	return output
}

func (p *printer) promiseEntries(object *goja.Object, recursed float64) []string {
	promise, ok := object.Export().(*goja.Promise)
	if !ok || promise.State() == goja.PromiseStatePending {
		return []string{p.stylize("<pending>", "special")}
	}
	s := p.nested(promise.Result(), recursed, 2)
	if promise.State() == goja.PromiseStateRejected {
		s = p.stylize("<rejected>", "special") + " " + s
	}
	return []string{s}
}

// byteForm is the form of buffers and views.
func (p *printer) byteForm(object *goja.Object, class, ctor string, hasCtor bool, tag string, typed bool) (form, bool) {
	switch class {
	case "ArrayBuffer", "SharedArrayBuffer":
		keys := p.keys(object)
		name := prefix(ctor, hasCtor, tag, class, "")
		length := object.Get("byteLength")
		if typed && len(keys) == 0 {
			return form{base: name + "{ byteLength: " + p.primitive(length) + " }", done: true}, true
		}
		return form{braces: [2]string{name + "{", "}"}, keys: keys, entries: func(float64) []string {
			return append(p.bufferContents(object), "byteLength: "+p.primitive(length))
		}}, true
	case "TypedArray":
		return p.typedArrayForm(object, ctor, hasCtor, tag), true
	case "DataView":
		f := form{braces: [2]string{prefix(ctor, hasCtor, tag, "DataView", "") + "{", "}"}, keys: p.keys(object)}
		f.entries = func(recursed float64) []string {
			return []string{"byteLength: " + p.primitive(object.Get("byteLength")), "byteOffset: " + p.primitive(object.Get("byteOffset")),
				"buffer: " + p.nested(object.Get("buffer"), recursed, 2)}
		}
		return f, true
	}
	return form{}, false
}

func (p *printer) bufferContents(object *goja.Object) []string {
	if buffer, ok := object.Export().(goja.ArrayBuffer); ok && buffer.Detached() {
		return []string{p.stylize("(detached)", "special")}
	}
	b, _ := p.realm.Bytes(object)
	limit := int(math.Min(math.Max(0, p.maxArrayLength), float64(len(b))))
	text := hexPairs(b[:limit])
	if rest := len(b) - limit; rest > 0 {
		text += " ... " + itoa(rest) + " more byte" + plural(rest)
	}
	return []string{p.stylize("[Uint8Contents]", "special") + ": <" + text + ">"}
}

func hexPairs(b []byte) string {
	text := hex.EncodeToString(b)
	var out strings.Builder
	for i := 0; i < len(text); i += 2 {
		if i > 0 {
			out.WriteByte(' ')
		}
		out.WriteString(text[i : i+2])
	}
	return out.String()
}

func (p *printer) typedArrayForm(object *goja.Object, ctor string, hasCtor bool, tag string) form {
	length := int(p.realm.Call(p.typedLength, object).ToInteger())
	fallback := ""
	if !hasCtor {
		fallback = p.realm.Call(p.typedTag, object).String()
	}
	name := prefix(ctor, hasCtor, tag, fallback, "("+itoa(length)+")")
	keys := p.otherKeys(object, length)
	if length == 0 && len(keys) == 0 && !p.showHidden {
		return form{base: name + "[]", done: true}
	}
	return form{braces: [2]string{name + "[", "]"}, keys: keys, shape: arrayShape, entries: func(recursed float64) []string {
		return p.typedEntries(object, length, recursed)
	}}
}

func (p *printer) typedEntries(object *goja.Object, length int, recursed float64) []string {
	limit := int(math.Min(math.Max(0, p.maxArrayLength), float64(length)))
	output := make([]string, 0, limit+1)
	for i := range limit {
		output = append(output, p.primitive(object.Get(itoa(i))))
	}
	if rest := length - limit; rest > 0 {
		output = append(output, "... "+itoa(rest)+" more item"+plural(rest))
	}
	if p.showHidden {
		p.indentation += 2
		for _, key := range []string{"BYTES_PER_ELEMENT", "length", "byteLength", "byteOffset", "buffer"} {
			output = append(output, "["+key+"]: "+p.value(object.Get(key), recursed, true))
		}
		p.indentation -= 2
	}
	return output
}

func (p *printer) functionForm(object *goja.Object, class, ctor string, hasCtor bool, tag string) form {
	base := p.functionBase(object, class, ctor, hasCtor, tag)
	keys := p.keys(object)
	if len(keys) == 0 {
		return form{base: p.stylize(base, "special"), done: true}
	}
	return form{base: p.stylize(base, "special"), braces: [2]string{"{", "}"}, keys: keys}
}

func (p *printer) functionBase(object *goja.Object, class, ctor string, hasCtor bool, tag string) string {
	if strings.HasPrefix(p.realm.Call(p.functionText, object).String(), "class") {
		return p.classBase(object, ctor, hasCtor, tag)
	}
	kind := class
	base := "[" + kind
	if !hasCtor {
		base += " (null prototype)"
	}
	if name := object.Get("name"); name == nil || goja.IsString(name) && name.String() == "" {
		base += " (anonymous)"
	} else if goja.IsString(name) {
		base += ": " + name.String()
	} else {
		base += ": " + p.value(name, 0, false)
	}
	base += "]"
	if hasCtor && ctor != kind && ctor != "Function" {
		base += " " + ctor
	}
	if tag != "" && tag != ctor && tag != kind {
		base += " [" + tag + "]"
	}
	return base
}

func (p *printer) classBase(object *goja.Object, ctor string, hasCtor bool, tag string) string {
	base := "class (anonymous)"
	if p.realm.OwnDescriptor(object, p.realm.Runtime.ToValue("name")) != nil {
		if name := object.Get("name").String(); name != "" {
			base = "class " + name
		}
	}
	if hasCtor && ctor != "Function" {
		base += " [" + ctor + "]"
	}
	if tag != "" && ctor != tag {
		base += " [" + tag + "]"
	}
	switch proto := object.Prototype(); {
	case !hasCtor:
		base += " extends [null prototype]"
	case proto != nil:
		if name := proto.Get("name"); name != nil && name.String() != "" {
			base += " extends " + name.String()
		}
	}
	return "[" + base + "]"
}

func (p *printer) errorForm(object *goja.Object, ctor string, hasCtor bool, tag string) form {
	keys := p.keys(object)
	name := "Error"
	if v := object.Get("name"); !realm.IsNullish(v) {
		name = v.String()
	}
	stack := p.stackText(object)
	keys = p.errorKeys(object, keys, stack)
	stack = p.improveStack(stack, ctor, hasCtor, name, tag)
	base := p.errorBase(object, stack)
	if len(keys) == 0 {
		return form{base: base, done: true}
	}
	return form{base: base, braces: [2]string{"{", "}"}, keys: keys}
}

func (p *printer) stackText(object *goja.Object) string {
	if stack := object.Get("stack"); stack != nil && stack.ToBoolean() {
		return strings.TrimRight(strings.ReplaceAll(stack.String(), "\n\tat ", "\n    at "), "\n")
	}
	return p.realm.Call(p.errorText, object).String()
}

// errorKeys leaves out what the stack shows already, and adds cause and errors.
func (p *printer) errorKeys(object *goja.Object, keys []goja.Value, stack string) []goja.Value {
	var out []goja.Value
	has := map[string]bool{}
	for _, key := range keys {
		if _, isSymbol := key.(*goja.Symbol); !isSymbol && !p.showHidden {
			switch name := key.String(); name {
			case "name", "message", "stack":
				v := object.Get(name)
				if name == "stack" || v == nil || !goja.IsString(v) || strings.Contains(stack, v.String()) {
					continue
				}
			}
		}
		if p.showHidden && key.String() == "stack" {
			has["stack"] = true
		}
		has[key.String()] = true
		out = append(out, key)
	}
	if !has["cause"] && p.realm.HasProperty(object, "cause") {
		out = append(out, p.realm.Runtime.ToValue("cause"))
	}
	if errors, ok := object.Get("errors").(*goja.Object); ok && errors.ClassName() == "Array" && !has["errors"] {
		out = append(out, p.realm.Runtime.ToValue("errors"))
	}
	return out
}

var nullError = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)|^([a-z_A-Z0-9-]*Error)$`)
})

// improveStack makes the first line name the class, where the stack has only the error's name.
func (p *printer) improveStack(stack, ctor string, hasCtor bool, name, tag string) string {
	length := len(name)
	if hasCtor && !(strings.HasSuffix(name, "Error") && strings.HasPrefix(stack, name) && (len(stack) == length || stack[length] == ':' || stack[length] == '\n')) {
		return stack
	}
	fallback := "Error"
	if !hasCtor {
		found := nullError().FindStringSubmatch(stack)
		fallback = ""
		if found != nil {
			fallback = found[1] + found[2]
		}
		length = len(fallback)
		if fallback == "" {
			fallback = "Error"
		}
	}
	full := prefix(ctor, hasCtor, tag, fallback, "")
	full = full[:len(full)-1]
	switch {
	case name == full:
		return stack
	case strings.Contains(full, name) && length == 0:
		return full + ": " + stack
	case strings.Contains(full, name):
		return full + stack[length:]
	}
	return full + " [" + name + "]" + stack[length:]
}

func (p *printer) errorBase(object *goja.Object, stack string) string {
	from := 0
	if message := object.Get("message"); message != nil && goja.IsString(message) && message.String() != "" {
		if at := strings.Index(stack, message.String()); at >= 0 {
			from = at + len(message.String())
		}
	}
	if at := strings.Index(stack[from:], "\n    at"); at < 0 {
		stack = "[" + stack + "]"
	} else {
		at += from
		lines := p.dropCauseFrames(object, strings.Split(stack[at+1:], "\n"))
		stack = stack[:at] + "\n" + strings.Join(lines, "\n")
	}
	if p.indentation != 0 {
		stack = strings.ReplaceAll(stack, "\n", "\n"+strings.Repeat(" ", p.indentation))
	}
	return stack
}

// dropCauseFrames leaves out the frames that the cause's stack, printed right below, ends with as well.
func (p *printer) dropCauseFrames(object *goja.Object, frames []string) []string {
	cause, ok := object.Get("cause").(*goja.Object)
	if !ok || cause.ClassName() != "Error" {
		return frames
	}
	_, text, found := strings.Cut(p.stackText(cause), "\n    at")
	if !found {
		return frames
	}
	causeFrames := strings.Split("    at"+text, "\n")
	length, offset := overlap(frames, causeFrames)
	if length <= 3 {
		return frames
	}
	skipped := length - 2
	out := append([]string{}, frames[:offset+1]...)
	out = append(out, p.stylize("    ... "+itoa(skipped)+" lines matching cause stack trace ...", "undefined"))
	return append(out, frames[offset+1+skipped:]...)
}

func overlap(a, b []string) (length, offset int) {
	for i := 0; i < len(a)-3; i++ {
		at := -1
		for j, line := range b {
			if line == a[i] {
				at = j
				break
			}
		}
		if at < 0 {
			continue
		}
		n := len(b) - at
		if n <= 3 {
			continue
		}
		k := 1
		for k < n && i+k < len(a) && a[i+k] == b[at+k] {
			k++
		}
		if k > 3 {
			return k, i
		}
	}
	return 0, 0
}
