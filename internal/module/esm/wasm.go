package esm

import (
	"strconv"

	"github.com/dop251/goja"
)

// wasmModule is a WebAssembly file: its imports are other modules, its exports their names (https://github.com/WebAssembly/esm-integration). It is
// compiled through the global WebAssembly.
func (l *Loader) wasmModule(r *record, bytes string) *synthetic {
	wasm, ok := l.rt.Get("WebAssembly").(*goja.Object)
	if !ok {
		panic(l.realm.CodedError("Error", "ERR_WEBASSEMBLY_NOT_SUPPORTED", "WebAssembly is not available"))
	}
	class := wasm.Get("Module").ToObject(l.rt)
	module, err := l.rt.New(class, l.rt.ToValue(l.rt.NewArrayBuffer([]byte(bytes))))
	if err != nil {
		panic(l.toThrow(err))
	}
	s := &synthetic{names: l.descriptors(class, "exports", module, "name"), requests: l.descriptors(class, "imports", module, "module")}
	s.evaluate = func(set func(string, goja.Value)) {
		imports := l.rt.NewObject()
		for i, specifier := range s.requests {
			_ = imports.Set(specifier, r.requested[i].environment)
		}
		instance, err := l.rt.New(wasm.Get("Instance"), module, imports)
		if err != nil {
			panic(l.toThrow(err))
		}
		exports := instance.Get("exports").ToObject(l.rt)
		for _, name := range s.names {
			set(name, exports.Get(name))
		}
	}
	return s
}

// descriptors lists one field of what WebAssembly.Module.exports or imports gives, each value once.
func (l *Loader) descriptors(class *goja.Object, list string, module *goja.Object, field string) (names []string) {
	f, ok := goja.AssertFunction(class.Get(list))
	if !ok {
		panic(l.rt.NewTypeError("WebAssembly.Module.%s is not a function", list))
	}
	array := l.realm.Call(f, class, module).ToObject(l.rt)
	seen := map[string]bool{}
	for i := range int(array.Get("length").ToInteger()) {
		name := array.Get(strconv.Itoa(i)).ToObject(l.rt).Get(field).String()
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}
