package wasi

import (
	"context"
	"errors"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/sys"

	"github.com/wasmglue/wasmglue/internal/wasi/preview1"
)

// Instance is an instantiated module. It belongs to one goroutine at a time.
type Instance struct {
	module    api.Module
	system    *preview1.System
	functions map[string]api.Function // those that were called: wazero makes one anew each time it is asked
}

// Instantiate makes an instance and runs its start function (that of the start section, not _start). The Instance closes system.
//
// Errors: [*ImportError], [*TrapError], [*ExitError] when the start function calls proc_exit, [*InstantiateError] for the rest, such as a
// memory beyond the limit.
func (m *Module) Instantiate(ctx context.Context, system *preview1.System) (*Instance, error) {
	i := &Instance{system: system}
	var err error
	i.module, err = m.runtime.InstantiateModule(&running{ctx, system}, m.compiled, moduleConfig)
	if err != nil {
		system.Close()
		return nil, instantiateError(ctx, err)
	}
	return i, nil
}

// Anonymous, so that there may be many at once. _start is for Start to call.
var moduleConfig = wazero.NewModuleConfig().WithName("").WithStartFunctions()

// Start runs the program: _start. Nil is the exit code 0.
func (i *Instance) Start(ctx context.Context) error {
	_, err := i.Call(ctx, start)
	return exitOf(err)
}

// Initialize runs _initialize, if there is one: what a reactor does before its exports may be called.
func (i *Instance) Initialize(ctx context.Context) error {
	if i.module.ExportedFunction(initialize) == nil {
		return nil
	}
	_, err := i.Call(ctx, initialize)
	return exitOf(err)
}

// exitOf: to exit with code 0 is to end well.
func exitOf(err error) error {
	var exit *ExitError
	if errors.As(err, &exit) && exit.Code == 0 {
		return nil
	}
	return err
}

// Call calls an exported function. Arguments and results lie as api.Function.Call has them.
//
// Errors: [*ExportError], [*TrapError], [*ExitError] also for code 0, ctx's error when it has ended.
func (i *Instance) Call(ctx context.Context, name string, args ...uint64) ([]uint64, error) {
	f := i.function(name)
	if f == nil {
		return nil, &ExportError{Name: name}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	results, err := f.Call(&running{ctx, i.system}, args...)
	return results, callError(ctx, err)
}

func (i *Instance) function(name string) api.Function {
	f, ok := i.functions[name]
	if !ok {
		if f = i.module.ExportedFunction(name); f == nil {
			return nil
		}
		if i.functions == nil {
			i.functions = map[string]api.Function{}
		}
		i.functions[name] = f
	}
	return f
}

// Memory returns the first memory's bytes, which a call may move, or nil.
func (i *Instance) Memory() []byte { return memoryOf(i.module) }

// System returns the instance's system.
func (i *Instance) System() *preview1.System { return i.system }

// Close frees the instance and closes its descriptors.
func (i *Instance) Close(ctx context.Context) error {
	i.system.Close()
	return i.module.Close(ctx)
}

// callError turns what wazero reports into our errors.
func callError(ctx context.Context, err error) error {
	var exit *ExitError
	var closed *sys.ExitError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &exit):
		return exit
	case ctx.Err() != nil && (errors.Is(err, ctx.Err()) || errors.As(err, &closed)):
		return ctx.Err()
	}
	return trapOrFault(err)
}
