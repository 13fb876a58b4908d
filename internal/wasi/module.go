package wasi

import (
	"context"
	"slices"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"github.com/wasmglue/wasmglue/internal/wasi/preview1"
	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// Module is a compiled module. It may be used from several goroutines.
type Module struct {
	runtime  wazero.Runtime
	cache    wazero.CompilationCache
	compiled wazero.CompiledModule
}

// Compile compiles binary and checks that all it imports are functions of wasi_snapshot_preview1 or wasi_unstable.
//
// Errors: [*CompileError] for what is no valid module, [*ImportError] for imports there is nothing for.
func Compile(ctx context.Context, cfg Config, binary []byte) (*Module, error) {
	m, err := compile(ctx, cfg, binary)
	if err != nil && cfg.CacheDir != "" && ctx.Err() == nil {
		// A damaged cache entry is an error to wazero; to us it is a module that was not compiled yet.
		cfg.CacheDir = ""
		m, err = compile(ctx, cfg, binary)
	}
	if err != nil {
		return nil, err
	}
	if err := m.bindImports(ctx); err != nil {
		_ = m.Close(ctx)
		return nil, err
	}
	return m, nil
}

func compile(ctx context.Context, cfg Config, binary []byte) (*Module, error) {
	m := &Module{}
	rc := cfg.runtimeConfig()
	if cfg.CacheDir != "" {
		cache, err := wazero.NewCompilationCacheWithDir(cfg.CacheDir)
		if err != nil {
			return nil, &CacheError{Dir: cfg.CacheDir, Err: err}
		}
		m.cache, rc = cache, rc.WithCompilationCache(cache)
	}
	m.runtime = wazero.NewRuntimeWithConfig(ctx, rc)
	var err error
	if m.compiled, err = m.runtime.CompileModule(experimental.WithCompilationWorkers(ctx, compilationWorkers()), binary); err != nil {
		_ = m.Close(ctx)
		return nil, &CompileError{Err: err}
	}
	return m, nil
}

// Close frees the module and all its instances.
func (m *Module) Close(ctx context.Context) error {
	err := m.runtime.Close(ctx)
	if m.cache != nil {
		if e := m.cache.Close(ctx); err == nil {
			err = e
		}
	}
	return err
}

// Exports are the exported functions, by name.
func (m *Module) Exports() map[string]api.FunctionDefinition { return m.compiled.ExportedFunctions() }

// ExportNames are the names of the exported functions, sorted.
func (m *Module) ExportNames() []string {
	var names []string
	for name := range m.compiled.ExportedFunctions() {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// IsCommand tells whether the module is a program: it exports _start.
func (m *Module) IsCommand() bool {
	_, ok := m.compiled.ExportedFunctions()[start]
	return ok
}

const (
	start      = "_start"
	initialize = "_initialize"
)

// bindImports makes the host modules that hold the functions the module imports, and no others: each costs time.
func (m *Module) bindImports(ctx context.Context) error {
	used := map[string]map[string]*preview1.Function{}
	missing := &ImportError{}
	for _, def := range m.compiled.ImportedFunctions() {
		module, name, _ := def.Import()
		f := preview1.Lookup(module, name)
		switch {
		case f == nil:
			missing.Missing = append(missing.Missing, module+"."+name)
		case !slices.Equal(f.Params, def.ParamTypes()) || !slices.Equal(f.Results(), def.ResultTypes()):
			missing.Mistyped = append(missing.Mistyped, module+"."+name)
		default:
			if used[module] == nil {
				used[module] = map[string]*preview1.Function{}
			}
			used[module][name] = f
		}
	}
	for _, def := range m.compiled.ImportedMemories() {
		module, name, _ := def.Import()
		missing.Missing = append(missing.Missing, module+"."+name+" (memory)")
	}
	if len(missing.Missing)+len(missing.Mistyped) > 0 {
		return missing
	}
	return m.makeHostModules(ctx, used)
}

func (m *Module) makeHostModules(ctx context.Context, used map[string]map[string]*preview1.Function) error {
	for _, module := range []string{wasip1.Module, wasip1.Unstable} {
		if len(used[module]) == 0 {
			continue
		}
		builder := m.runtime.NewHostModuleBuilder(module)
		for name, f := range used[module] {
			builder.NewFunctionBuilder().WithGoModuleFunction(bind(f), f.Params, f.Results()).WithName(name).Export(name)
		}
		if _, err := builder.Instantiate(ctx); err != nil {
			return &CompileError{Err: err}
		}
	}
	return nil
}

// bind gives a function the system of the running program: it travels in the context, so that one host module serves all instances.
func bind(f *preview1.Function) api.GoModuleFunc {
	return func(ctx context.Context, caller api.Module, stack []uint64) {
		systemOf(ctx).Call(ctx, f, memoryOf(caller), stack)
	}
}

// running is the context of a running program.
type running struct {
	context.Context
	system *preview1.System
}

type systemKey struct{}

func (r *running) Value(key any) any {
	if key == (systemKey{}) {
		return r.system
	}
	return r.Context.Value(key)
}

func systemOf(ctx context.Context) *preview1.System {
	if r, ok := ctx.(*running); ok {
		return r.system
	}
	return ctx.Value(systemKey{}).(*preview1.System)
}

func memoryOf(m api.Module) []byte {
	memory := m.Memory()
	if memory == nil {
		return nil
	}
	size := memory.Size()
	if size == 0 && memory.Definition() != nil {
		if pages, ok := memory.Grow(0); ok && pages == 1<<16 {
			size = 1<<32 - 1 // wazero's size wraps at 4 GiB
		}
	}
	b, _ := memory.Read(0, size)
	return b
}
