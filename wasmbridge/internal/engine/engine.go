// Package engine drives wazero as the store of the WebAssembly specification: instances whose items are named by kind
// and index, imports that may come from any other instance, function references that can be traced to the function
// they denote. What wazero's own API hides is reached in layout.go.
package engine

import (
	"context"
	"fmt"
	"runtime"
	"strconv"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/synth"
)

// Features are the proposals the engine runs, besides version 2.0 of the core specification.
const Features = api.CoreFeaturesV2 | experimental.CoreFeaturesThreads | experimental.CoreFeaturesTailCall |
	experimental.CoreFeaturesExtendedConst | experimental.CoreFeaturesExceptionHandling |
	experimental.CoreFeaturesTypedFunctionReferences

// Kind selects how code is run.
type Kind int

// The kinds of engine.
const (
	Auto        Kind = iota // machine code where wazero can make it, else interpreted
	Compiler                // machine code
	Interpreter             // everywhere, some fifty times slower
)

// Config says how to make an Engine.
type Config struct {
	Kind             Kind
	MemoryLimitPages uint32 // largest size of any memory, 0 means the standard's limit
	Cache            wazero.CompilationCache
}

// Engine is one store: instances of one Engine can be linked with each other. It may be used by several goroutines.
type Engine struct {
	runtime  wazero.Runtime
	layout   *layout
	compiled sync.Map // binary of a synthetic module -> wazero.CompiledModule
	limit    uint32
}

// New makes an Engine and checks that wazero is laid out as this package expects (a *LayoutError says if not).
func New(ctx context.Context, c Config) (*Engine, error) {
	rc := wazero.NewRuntimeConfig()
	switch c.Kind {
	case Compiler:
		rc = wazero.NewRuntimeConfigCompiler()
	case Interpreter:
		rc = wazero.NewRuntimeConfigInterpreter()
	}
	rc = rc.WithCoreFeatures(Features)
	if c.MemoryLimitPages != 0 {
		rc = rc.WithMemoryLimitPages(c.MemoryLimitPages)
	}
	if c.Cache != nil {
		rc = rc.WithCompilationCache(c.Cache)
	}
	e := &Engine{runtime: wazero.NewRuntimeWithConfig(ctx, rc), limit: c.MemoryLimitPages}
	if err := e.examine(ctx); err != nil {
		_ = e.runtime.Close(ctx)
		return nil, err
	}
	return e, nil
}

// examine learns the layout from a module that has one item of each kind, and tests it.
func (e *Engine) examine(ctx context.Context) error {
	specimen := specimenModule()
	m, err := e.instantiateRaw(ctx, specimen)
	if err != nil {
		return fmt.Errorf("wasmbridge: cannot start wazero: %w", err)
	}
	if e.layout, err = newLayout(m); err != nil {
		return err
	}
	return e.selfTest(m)
}

func (e *Engine) instantiateRaw(ctx context.Context, bin []byte) (api.Module, error) {
	c, err := e.CompileSynthetic(ctx, bin)
	if err != nil {
		return nil, err
	}
	return e.runtime.InstantiateModule(ctx, c, anonymous)
}

// anonymous has no name, so that any number of instances fit in one store, and runs no _start: the default would.
var anonymous = wazero.NewModuleConfig().WithName("").WithStartFunctions()

// Close frees everything that was made with the engine. No call may be under way.
func (e *Engine) Close(ctx context.Context) error { return e.runtime.Close(ctx) }

// IsCompiler tells whether code runs as machine code.
func (e *Engine) IsCompiler() bool { return e.layout.compiled }

// Compile compiles a module on the calling goroutine and as many others as there are processors.
func (e *Engine) Compile(ctx context.Context, bin []byte) (wazero.CompiledModule, error) {
	return e.runtime.CompileModule(experimental.WithCompilationWorkers(ctx, runtime.GOMAXPROCS(0)), bin)
}

// CompileSynthetic compiles a module of our own making, once for each binary.
func (e *Engine) CompileSynthetic(ctx context.Context, bin []byte) (wazero.CompiledModule, error) {
	if c, ok := e.compiled.Load(string(bin)); ok {
		return c.(wazero.CompiledModule), nil
	}
	c, err := e.runtime.CompileModule(ctx, bin)
	if err != nil {
		return nil, fmt.Errorf("wasmbridge: synthetic module: %w", err)
	}
	actual, _ := e.compiled.LoadOrStore(string(bin), c)
	return actual.(wazero.CompiledModule), nil
}

// HostFunction is a Go function that instances can import.
type HostFunction struct {
	Params, Results []api.ValueType
	Call            api.GoFunc
}

// Host makes an instance whose functions are the given ones, in this order, exported as "0", "1" and so on.
func (e *Engine) Host(ctx context.Context, functions []HostFunction) (*Instance, error) {
	b := e.runtime.NewHostModuleBuilder("host")
	for i, f := range functions {
		b.NewFunctionBuilder().WithGoFunction(f.Call, f.Params, f.Results).Export(strconv.Itoa(i))
	}
	c, err := b.Compile(ctx)
	if err != nil {
		return nil, fmt.Errorf("wasmbridge: host functions: %w", err)
	}
	m, err := e.runtime.InstantiateModule(ctx, c, anonymous)
	if err != nil {
		return nil, fmt.Errorf("wasmbridge: host functions: %w", err)
	}
	return e.adopt(m), nil
}

// specimenModule has one of each thing whose layout matters.
func specimenModule() []byte {
	m := &wasm.Module{
		Types:   []wasm.FuncType{{Results: []wasm.ValueType{wasm.I32}}, {Params: []wasm.ValueType{wasm.I32}}},
		Tables:  []wasm.Table{{Type: wasm.TableType{Elem: wasm.FuncRef, Limits: wasm.Limits{Min: 1}}}},
		Globals: []wasm.Global{{Type: wasm.GlobalType{Value: wasm.I64, Mutable: true}, Init: synth.Zero(wasm.I64)}},
		Tags:    []wasm.TagType{{Type: 1}},
	}
	for i := range int32(2) {
		var a wasm.Assembler
		m.Export(strconv.Itoa(int(i)), wasm.KindFunc, m.AddFunc(m.Types[0], a.I32Const(41+i).Body()))
	}
	var throw wasm.Assembler
	m.Export("2", wasm.KindFunc, m.AddFunc(m.Types[1], throw.LocalGet(0).Throw(0).Body()))
	m.Export("table", wasm.KindTable, 0)
	m.Export("global", wasm.KindGlobal, 0)
	m.Export("tag", wasm.KindTag, 0)
	return m.Encode()
}
