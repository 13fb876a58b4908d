// Package engine drives wazero as the store of the WebAssembly specification: instances whose items are named by kind
// and index, imports that may come from any other instance, function references that can be traced to the function
// they denote. What wazero's own API hides is reached in layout.go.
package engine

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/compilecache"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
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
	MemoryLimitPages uint32              // largest size of any memory, 0 means the standard's limit
	Cache            *compilecache.Cache // may be nil
}

// Engine is one store: instances of one Engine can be linked with each other. It may be used by several goroutines.
type Engine struct {
	runtime  wazero.Runtime
	config   wazero.RuntimeConfig
	cache    *compilecache.Cache
	settings string   // of Config, for the cache's keys
	compiled sync.Map // binary of a synthetic module -> wazero.CompiledModule

	hostsMu sync.Mutex
	hosts   []wazero.CompiledModule

	closing sync.RWMutex // instances are closed by the collector too: not while the engine is
	closed  bool

	learning sync.Mutex
	layout   *layout // nil before the first instance, which shows it
}

// New makes an Engine. Whether wazero is laid out as this package expects is checked with the first instance: what makes
// it returns a *LayoutError if not.
func New(ctx context.Context, c Config) *Engine {
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
		rc = rc.WithCompilationCache(c.Cache.Wazero())
	}
	return &Engine{runtime: wazero.NewRuntimeWithConfig(ctx, rc), config: rc, cache: c.Cache,
		settings: fmt.Sprint(Features, c.Kind, c.MemoryLimitPages)}
}

// learn learns the layout from the first instance. The self-test, which costs more than making the store, is run only
// when wazero is not known to be the version that the layout was taken from.
func (e *Engine) learn(m api.Module) error {
	e.learning.Lock()
	first := e.layout == nil
	if first {
		l, err := newLayout(m)
		if err != nil {
			e.learning.Unlock()
			return err
		}
		e.layout = l
	}
	e.learning.Unlock()
	if first && !isPinned() {
		return e.SelfTest(context.Background())
	}
	return nil
}

// isPinned tells whether the program was built with the version of wazero that layout.go was written against.
var isPinned = sync.OnceValue(func() bool {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return false
	}
	for _, d := range info.Deps {
		if d.Path == "github.com/tetratelabs/wazero" {
			return d.Version == wazeroVersion && d.Replace == nil
		}
	}
	return false
})

// anonymous has no name, so that any number of instances fit in one store, and runs no _start: the default would.
var anonymous = wazero.NewModuleConfig().WithName("").WithStartFunctions()

// Close frees everything that was made with the engine, except what Compile returned. No call may be under way.
func (e *Engine) Close(ctx context.Context) error {
	e.closing.Lock()
	defer e.closing.Unlock()
	e.closed = true
	err := e.runtime.Close(ctx)
	e.compiled.Range(func(_, c any) bool {
		_ = c.(wazero.CompiledModule).Close(ctx)
		return true
	})
	e.hostsMu.Lock()
	defer e.hostsMu.Unlock()
	for _, c := range e.hosts {
		_ = c.Close(ctx)
	}
	e.hosts = nil
	return err
}

// IsCompiler tells whether code runs as machine code.
// It may be asked once there is an instance.
func (e *Engine) IsCompiler() bool { return e.layout.compiled }

// Compile compiles a module on the calling goroutine and as many others as there are processors.
func (e *Engine) Compile(ctx context.Context, bin []byte) (wazero.CompiledModule, error) {
	return e.runtime.CompileModule(withWorkers(ctx), bin)
}

func withWorkers(ctx context.Context) context.Context {
	return experimental.WithCompilationWorkers(ctx, runtime.GOMAXPROCS(0))
}

// CompileCached returns what compiling the module that generate makes gives: from the cache, if there is one and it has
// code for bin and variant, which together determine the module. Then generate is not called.
func (e *Engine) CompileCached(ctx context.Context, bin []byte, variant string, generate func() (*wasm.Module, error)) (wazero.CompiledModule, error) {
	var id compilecache.ID
	if e.cache != nil {
		id = compilecache.NewID(bin, variant, e.settings)
		if c, ok := e.cache.Load(ctx, e.runtime, id); ok {
			return c, nil
		}
	}
	m, err := generate()
	if err != nil {
		return nil, err
	}
	if e.cache != nil {
		return e.cache.Compile(withWorkers(ctx), e.runtime, e.config, id, m)
	}
	return e.Compile(ctx, m.Encode())
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
	CallModule      api.GoModuleFunc // instead of Call, to be told which instance calls
}

// Host makes an instance whose functions are the given ones, in this order, exported as "0", "1" and so on.
func (e *Engine) Host(ctx context.Context, functions []HostFunction) (*Instance, error) {
	b := e.runtime.NewHostModuleBuilder("host")
	for i, f := range functions {
		define := b.NewFunctionBuilder()
		if f.CallModule != nil {
			define = define.WithGoModuleFunction(f.CallModule, f.Params, f.Results)
		} else {
			define = define.WithGoFunction(f.Call, f.Params, f.Results)
		}
		define.Export(strconv.Itoa(i))
	}
	c, err := b.Compile(ctx)
	if err != nil {
		return nil, fmt.Errorf("wasmbridge: host functions: %w", err)
	}
	e.hostsMu.Lock()
	e.hosts = append(e.hosts, c)
	e.hostsMu.Unlock()
	m, err := e.runtime.InstantiateModule(ctx, c, anonymous)
	if err != nil {
		return nil, fmt.Errorf("wasmbridge: host functions: %w", err)
	}
	return e.adopt(m)
}
