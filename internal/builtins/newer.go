package builtins

import (
	"strings"
	"unicode/utf16"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// newer defines the functions of newer editions of the standard that the engine lacks, and some of very old ones.
func (i *installer) newer() {
	table := &newerTable{realm: i.realm}
	for _, f := range []struct {
		on     *goja.Object
		name   string
		length int
		key    string
	}{
		{i.global("Array"), "fromAsync", 1, "arrayFromAsync"},
		{i.global("Object"), "groupBy", 2, "objectGroupBy"},
		{i.global("Map"), "groupBy", 2, "mapGroupBy"},
		{i.global("Promise"), "withResolvers", 0, "withResolvers"},
		{i.global("Promise"), "try", 1, "promiseTry"},
		{i.prototype("Date"), "getYear", 0, "dateGetYear"},
		{i.prototype("Date"), "setYear", 1, "dateSetYear"},
		{i.prototype("Number"), "toLocaleString", 0, "numberToLocaleString"},
		{i.prototype("BigInt"), "toLocaleString", 0, "numberToLocaleString"},
	} {
		if missing(f.on, f.name) || f.name == "toLocaleString" {
			i.method(f.on, f.name, f.length, func(c goja.FunctionCall) goja.Value { return table.call(f.key, c) })
		}
	}
	if date := i.prototype("Date"); missing(date, "toGMTString") {
		_ = date.DefineDataProperty("toGMTString", date.Get("toUTCString"), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	i.wellFormed()
	i.transfer()
}

// newerTable is the table of functions that a script returns; the script runs at the first call of one.
type newerTable struct {
	realm     *realm.Realm
	functions *goja.Object
}

func (t *newerTable) call(key string, c goja.FunctionCall) goja.Value {
	if t.functions == nil {
		v, err := newerScript.Run(t.realm)
		if err != nil {
			panic(realm.Rethrow(err))
		}
		t.functions = v.ToObject(t.realm.Runtime)
	}
	f, _ := goja.AssertFunction(t.functions.Get(key))
	return t.realm.Call(f, c.This, c.Arguments...)
}

// wellFormed defines String.prototype.isWellFormed and toWellFormed.
func (i *installer) wellFormed() {
	prototype := i.prototype("String")
	if !missing(prototype, "isWellFormed") {
		return
	}
	i.method(prototype, "isWellFormed", 0, func(c goja.FunctionCall) goja.Value {
		_, broken := mend(i.units(c.This))
		return i.rt.ToValue(!broken)
	})
	i.method(prototype, "toWellFormed", 0, func(c goja.FunctionCall) goja.Value {
		units, _ := mend(i.units(c.This))
		return goja.StringFromUTF16(units)
	})
}

// units are the code units of a this value, as a string.
func (i *installer) units(v goja.Value) []uint16 {
	if goja.IsUndefined(v) || goja.IsNull(v) {
		panic(i.rt.NewTypeError("String.prototype method called on null or undefined"))
	}
	s := v.ToString().(goja.String)
	units := make([]uint16, s.Length())
	for n := range units {
		units[n] = s.CharAt(n)
	}
	return units
}

// mend replaces lone surrogates, in place.
func mend(units []uint16) (_ []uint16, broken bool) {
	for n := 0; n < len(units); n++ {
		if !utf16.IsSurrogate(rune(units[n])) {
			continue
		}
		if n+1 < len(units) && utf16.DecodeRune(rune(units[n]), rune(units[n+1])) != '\ufffd' {
			n++
			continue
		}
		units[n], broken = 0xfffd, true
	}
	return units, broken
}

// maxBuffer bounds what transfer allocates.
const maxBuffer = 1 << 32

// transfer defines ArrayBuffer.prototype.transfer, transferToFixedLength and detached.
func (i *installer) transfer() {
	prototype := i.prototype("ArrayBuffer")
	if !missing(prototype, "transfer") {
		return
	}
	move := func(c goja.FunctionCall) goja.Value {
		buffer := i.buffer(c.This)
		length := float64(len(buffer.Bytes()))
		if n := c.Argument(0); !goja.IsUndefined(n) {
			length = n.ToFloat()
		}
		if !(length >= 0 && length <= maxBuffer) {
			panic(i.rangeError("Array buffer allocation failed"))
		}
		if buffer.Detached() {
			panic(i.rt.NewTypeError("Cannot perform ArrayBuffer.prototype.transfer on a detached ArrayBuffer"))
		}
		if w := i.realm.WebAssembly; w != nil && w.IsMemoryBuffer(c.This) {
			panic(i.rt.NewTypeError("Cannot perform ArrayBuffer.prototype.transfer on the buffer of a WebAssembly.Memory"))
		}
		data := buffer.Bytes()
		if int(length) != len(data) {
			data = make([]byte, int(length))
			copy(data, buffer.Bytes())
		}
		buffer.Detach()
		return i.rt.ToValue(i.rt.NewArrayBuffer(data))
	}
	i.method(prototype, "transfer", 0, move)
	i.method(prototype, "transferToFixedLength", 0, move)
	get := i.realm.Function("get detached", 0, func(c goja.FunctionCall) goja.Value {
		buffer := i.buffer(c.This)
		return i.rt.ToValue(buffer.Detached())
	})
	_ = prototype.DefineAccessorProperty("detached", get, nil, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

func (i *installer) buffer(v goja.Value) goja.ArrayBuffer {
	if o, ok := v.(*goja.Object); ok && !i.realm.IsSharedBuffer(o) {
		if buffer, ok := o.Export().(goja.ArrayBuffer); ok {
			return buffer
		}
	}
	panic(i.rt.NewTypeError("Method ArrayBuffer.prototype.transfer called on incompatible receiver %s", describe(v)))
}

func (i *installer) rangeError(message string) goja.Value {
	object, err := i.rt.New(i.rt.Get("RangeError"), i.rt.ToValue(message))
	if err != nil {
		return i.rt.NewTypeError(message)
	}
	return object
}

// htmlMethods defines the methods of String.prototype that put tags around a string
// (https://tc39.es/ecma262/#sec-additional-properties-of-the-string.prototype-object).
func (i *installer) htmlMethods() {
	prototype := i.prototype("String")
	for _, m := range []struct{ name, tag, attribute string }{
		{"anchor", "a", "name"}, {"big", "big", ""}, {"blink", "blink", ""}, {"bold", "b", ""}, {"fixed", "tt", ""}, {"fontcolor", "font", "color"},
		{"fontsize", "font", "size"}, {"italics", "i", ""}, {"link", "a", "href"}, {"small", "small", ""}, {"strike", "strike", ""}, {"sub", "sub", ""},
		{"sup", "sup", ""},
	} {
		if !missing(prototype, m.name) {
			continue
		}
		length := min(len(m.attribute), 1)
		i.method(prototype, m.name, length, func(c goja.FunctionCall) goja.Value {
			if goja.IsUndefined(c.This) || goja.IsNull(c.This) {
				panic(i.rt.NewTypeError("String.prototype." + m.name + " called on null or undefined"))
			}
			open := "<" + m.tag
			if m.attribute != "" {
				open += " " + m.attribute + `="` + strings.ReplaceAll(i.text(c.Argument(0)).String(), `"`, "&quot;") + `"`
			}
			return i.rt.ToValue(open + ">" + i.text(c.This).String() + "</" + m.tag + ">")
		})
	}
}

// legacyObject defines __defineGetter__ and its like (https://tc39.es/ecma262/#sec-additional-properties-of-the-object.prototype-object).
func (i *installer) legacyObject() {
	prototype := i.prototype("Object")
	if !missing(prototype, "__defineGetter__") {
		return
	}
	table := &newerTable{realm: i.realm}
	for name, length := range map[string]int{"__defineGetter__": 2, "__defineSetter__": 2, "__lookupGetter__": 1, "__lookupSetter__": 1} {
		i.method(prototype, name, length, func(c goja.FunctionCall) goja.Value { return table.call(name, c) })
	}
}
