package wasmbridge

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"weak"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/engine"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/passes"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/validate"
)

// module is the state of a Module object.
type module struct {
	*moduleSource
	object weak.Pointer[goja.Object]
}

// moduleSource is what Module objects of several realms can have in common: the binary, its parse, its code.
type moduleSource struct {
	bytes   []byte
	wasm    *wasm.Module // before any pass: what JavaScript sees
	options compileOptions
	code    *moduleCode

	adapterOnce sync.Once
	adapter     *adapterPlan
	adapterErr  error

	namesOnce sync.Once
	names     map[uint32]string // of functions
}

// moduleCode is a compiled module; it is closed when nothing refers to it.
type moduleCode struct {
	engine   *engine.Engine
	compiled wazero.CompiledModule
}

func (m *module) setObject(o *goja.Object) { m.object = weak.Make(o) }

// toObject returns the Module object of m.
func (m *module) toObject(b *Bridge) *goja.Object {
	if o := m.object.Value(); o != nil {
		return o
	}
	return b.module.create(m)
}

// decode is module_decode and module_validate: it returns the module or the reason why bytes is none.
func decode(bytes []byte) (*wasm.Module, error) {
	m, err := wasm.Parse(bytes)
	if err != nil {
		return nil, err
	}
	if err := validate.Bodies(m); err != nil {
		return nil, err
	}
	return m, nil
}

// compileModule compiles bytes, which must not change any more. It does not touch the realm: it may run on any
// goroutine.
func compileModule(e *engine.Engine, bytes []byte, options compileOptions) (source *moduleSource, err error) {
	defer func() {
		if r := recover(); r != nil { // a fault of the compiler must not end the process
			source, err = nil, fmt.Errorf("internal error: %v", r)
		}
	}()
	m, err := wasm.Parse(bytes)
	if err != nil {
		return nil, err
	}
	if err := options.validate(m); err != nil {
		return nil, invalidFirst(m, err)
	}
	code, err := compileBytes(e, bytes, m)
	if err != nil {
		return nil, err
	}
	return &moduleSource{bytes: bytes, wasm: m, options: options, code: code}, nil
}

// invalidFirst returns the reason why m is not valid, if it is not, else err.
func invalidFirst(m *wasm.Module, err error) error {
	if invalid := validate.Bodies(m); invalid != nil {
		return invalid
	}
	return err
}

// compileBytes compiles the module m that bytes was parsed to. Code from the cache is that of a valid module.
func compileBytes(e *engine.Engine, bytes []byte, m *wasm.Module) (*moduleCode, error) {
	pipeline := passes.Default()
	compiled, err := e.CompileCached(context.Background(), bytes, pipeline.Key(), func() (*wasm.Module, error) {
		if err := validate.Bodies(m); err != nil {
			return nil, err
		}
		return rewrite(pipeline, m, moduleID(bytes))
	})
	if err != nil {
		return nil, err
	}
	return newModuleCode(e, compiled), nil
}

// rewrite returns what is compiled instead of m; id is its name in stack traces.
func rewrite(pipeline passes.Pipeline, m *wasm.Module, id string) (*wasm.Module, error) {
	rewritten, err := pipeline.Apply(m)
	if err != nil {
		return nil, err
	}
	identify(rewritten, id)
	return rewritten, nil
}

func newModuleCode(e *engine.Engine, compiled wazero.CompiledModule) *moduleCode {
	code := &moduleCode{engine: e, compiled: compiled}
	runtime.AddCleanup(code, func(c wazero.CompiledModule) { _ = c.Close(context.Background()) }, compiled)
	return code
}

// moduleInterface defines Module (section "Modules").
func (b *Bridge) moduleInterface() *iface[module] {
	const context = "WebAssembly.Module()"
	i := newInterface(b, "Module", 1, func(a arguments) *module {
		bytes := b.bufferSource(a.values[0], context)
		options := b.compileOptions(a.values[1], context)
		source, err := b.compile(bytes, options)
		if err != nil {
			b.throw(b.compileError, "%s: %s", context, err)
		}
		return &module{moduleSource: source}
	})
	static := func(name string, length int, f func(m *module, c goja.FunctionCall, context string) goja.Value) {
		context := "WebAssembly.Module." + name + "()"
		b.defineMethod(i.constructor, name, length, func(c goja.FunctionCall) goja.Value {
			return f(i.argument(c.Argument(0), context, 0), c, context)
		})
	}
	static("imports", 1, b.moduleImports)
	static("exports", 1, b.moduleExports)
	static("customSections", 2, b.moduleCustomSections)
	return i
}

// moduleImports is Module.imports.
func (b *Bridge) moduleImports(m *module, _ goja.FunctionCall, _ string) goja.Value {
	var list []any
	for i := range m.wasm.Imports {
		im := &m.wasm.Imports[i]
		if m.options.provides(m.wasm, im) {
			continue
		}
		list = append(list, b.record("module", im.Module, "name", im.Name, "kind", im.Type.Kind.String()))
	}
	return b.rt.NewArray(list...)
}

// moduleExports is Module.exports.
func (b *Bridge) moduleExports(m *module, _ goja.FunctionCall, _ string) goja.Value {
	list := make([]any, len(m.wasm.Exports))
	for i, e := range m.wasm.Exports {
		list[i] = b.record("name", e.Name, "kind", e.Kind.String())
	}
	return b.rt.NewArray(list...)
}

// record makes an object from names and values.
func (b *Bridge) record(members ...string) *goja.Object {
	o := b.rt.NewObject()
	for i := 0; i < len(members); i += 2 {
		define(o.Set(members[i], members[i+1]))
	}
	return o
}

// moduleCustomSections is Module.customSections.
func (b *Bridge) moduleCustomSections(m *module, c goja.FunctionCall, context string) goja.Value {
	if goja.IsUndefined(c.Argument(1)) {
		b.throwTypeError("%s: Argument 1 is required", context)
	}
	name := c.Argument(1).ToString() // compared as string values: a lone surrogate is not U+FFFD
	var list []any
	for _, s := range m.wasm.Customs {
		if b.rt.ToValue(s.Name).StrictEquals(name) {
			list = append(list, b.rt.NewArrayBuffer(slices.Clone(s.Data)))
		}
	}
	return b.rt.NewArray(list...)
}

// compile is "compile a WebAssembly module" on the realm's goroutine.
func (b *Bridge) compile(bytes []byte, options compileOptions) (*moduleSource, error) {
	if len(bytes) == 0 {
		return nil, errEmpty
	}
	return b.compileInto(b.store(), bytes, options)
}

// compileInto is compileModule, and makes the module known for stack traces. It may run on any goroutine.
func (b *Bridge) compileInto(e *engine.Engine, bytes []byte, options compileOptions) (*moduleSource, error) {
	source, err := compileModule(e, bytes, options)
	if err == nil {
		b.cluster.sources.set(moduleID(bytes), source)
	}
	return source, err
}

// validate tells whether bytes could be compiled.
func (b *Bridge) validate(bytes []byte, options compileOptions) bool {
	m, err := decode(bytes)
	return err == nil && options.validate(m) == nil
}

// asynchronouslyCompile is "asynchronously compile a WebAssembly module".
func (b *Bridge) asynchronouslyCompile(bytes []byte, options compileOptions, context string, reject func(goja.Value), resolve func(*module)) {
	if len(bytes) == 0 {
		reject(b.newError(b.compileError, "%s: %s", context, errEmpty))
		return
	}
	store := b.store()
	b.schedule(func() func() {
		source, err := b.compileInto(store, bytes, options)
		return func() {
			if err != nil {
				reject(b.newError(b.compileError, "%s: %s", context, err))
				return
			}
			resolve(&module{moduleSource: source})
		}
	})
}

// adopt returns source compiled for the realm's own store: a module may come from another cluster.
func (b *Bridge) adopt(source *moduleSource) *moduleSource {
	if source.code.engine == b.store() {
		return source
	}
	code, err := compileBytes(b.store(), source.bytes, source.wasm)
	if err != nil {
		panic(b.rt.NewGoError(err))
	}
	adopted := &moduleSource{bytes: source.bytes, wasm: source.wasm, options: source.options, code: code}
	b.cluster.sources.set(moduleID(source.bytes), adopted)
	return adopted
}
