package wasmbridge

import (
	"fmt"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/engine"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
)

// externValue is an external value that an import was resolved to. One of the fields is set, by the kind of import:
// callable instead of function for a function that is not an exported one.
type externValue struct {
	callable goja.Callable
	native   *Native // what stands for callable in Go
	function *function
	table    *table
	memory   *memory
	global   *global
	tag      *tag
	item     engine.Item
}

// importError words an error about import i as V8 does.
func importError(m *wasm.Module, i int, context, format string, args ...any) string {
	im := &m.Imports[i]
	return fmt.Sprintf("%s: Import #%d module=\"%s\" function=\"%s\" error: %s", context, i, im.Module, im.Name, fmt.Sprintf(format, args...))
}

// readImports is "read the imports".
func (b *Bridge) readImports(source *moduleSource, object goja.Value, context string) []externValue {
	m := source.wasm
	if len(m.Imports) == 0 {
		return nil
	}
	if goja.IsUndefined(object) {
		b.throwTypeError("%s: Imports argument must be present and must be an object", context)
	}
	values := make([]externValue, len(m.Imports))
	for i := range m.Imports {
		values[i] = b.readImport(source, i, object.(*goja.Object), context)
	}
	return values
}

func (b *Bridge) readImport(source *moduleSource, i int, object *goja.Object, context string) externValue {
	im := &source.wasm.Imports[i]
	if v, ok := b.providedImport(source, i); ok {
		return v
	}
	from, ok := get(object, im.Module).(*goja.Object)
	if !ok {
		b.throwTypeError("%s: Import #%d module=\"%s\" error: module is not an object or function", context, i, im.Module)
	}
	v := get(from, im.Name)
	fail := func(format string, args ...any) {
		b.throw(b.linkError, "%s", importError(source.wasm, i, context, format, args...))
	}
	switch im.Type.Kind {
	case wasm.KindFunc:
		return b.readFunction(v, fail)
	case wasm.KindGlobal:
		return b.readGlobal(v, im.Type.Global, fail)
	case wasm.KindMemory:
		if memory := b.memory.implements(v); memory != nil {
			return externValue{memory: memory, item: memory.item}
		}
		fail("memory import must be a WebAssembly.Memory object")
	case wasm.KindTable:
		if table := b.table.implements(v); table != nil {
			return externValue{table: table, item: table.item}
		}
		fail("table import requires a WebAssembly.Table")
	case wasm.KindTag:
		if tag := b.tag.implements(v); tag != nil {
			return externValue{tag: tag, item: tag.item}
		}
		fail("tag import requires a WebAssembly.Tag")
	}
	return externValue{}
}

// get is Get, with undefined for a property that is missing.
func get(o *goja.Object, name string) goja.Value {
	if v := o.Get(name); v != nil {
		return v
	}
	return goja.Undefined()
}

// providedImport returns what the compile options provide: a builtin or a string constant.
func (b *Bridge) providedImport(source *moduleSource, i int) (externValue, bool) {
	im := &source.wasm.Imports[i]
	if f, ok := source.options.builtin(im); ok {
		return externValue{callable: callable(b.rt.ToValue(func(c goja.FunctionCall) goja.Value { return f.call(b, c) }))}, true
	}
	if source.options.isStringConstant(im) {
		g := b.allocateGlobal(im.Type.Global, b.externs.handle(b.rt.ToValue(im.Name)))
		return externValue{global: g, item: g.item}, true
	}
	return externValue{}, false
}

func (b *Bridge) readFunction(v goja.Value, fail func(string, ...any)) externValue {
	if f := b.exportedFunction(v); f != nil {
		return externValue{function: f, item: f.item()}
	}
	call, ok := goja.AssertFunction(v)
	if !ok {
		fail("function import requires a callable")
	}
	return externValue{callable: call, native: nativeOf(v)}
}

func (b *Bridge) readGlobal(v goja.Value, t wasm.GlobalType, fail func(string, ...any)) externValue {
	if g := b.global.implements(v); g != nil {
		return externValue{global: g, item: g.item}
	}
	if t.Mutable {
		fail("imported mutable global must be a WebAssembly.Global object")
	}
	switch kind := v.ExportType(); t.Value {
	case wasm.V128:
		fail("global import of type v128 must be a WebAssembly.Global")
	case wasm.I64:
		if isObject(v) || kind != typeBigInt {
			fail("global import must be a number, valid Wasm reference, or WebAssembly.Global object")
		}
	case wasm.I32, wasm.F32, wasm.F64:
		if isObject(v) || kind != typeInt && kind != typeFloat {
			fail("global import must be a number, valid Wasm reference, or WebAssembly.Global object")
		}
	}
	var value uint64
	if ex := b.rt.Try(func() { value = b.toWebAssemblyValue(v, t.Value, nil) }); ex != nil {
		fail("function-typed object must be null (if nullable) or a Wasm function object")
	}
	g := b.allocateGlobal(t, value)
	if f := b.exportedFunction(v); f != nil {
		g.owner.link(f.instance)
	}
	return externValue{global: g, item: g.item}
}
