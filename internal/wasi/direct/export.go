package direct

import (
	"context"
	"errors"

	"github.com/wasmglue/wasmglue/internal/wasi"
)

// callExport calls an exported function, in a fresh instance or in the one that is kept.
func (a *Action) callExport(ctx context.Context, c Call) ([]byte, error) {
	name := exportName(c.Export)
	def, ok := a.module.Exports()[name]
	if !ok {
		return nil, &wasi.ExportError{Name: name, Exports: a.module.ExportNames()}
	}
	signature, err := a.signature(name, def)
	if err != nil {
		return nil, err
	}
	values, err := signature.arguments(name, c.Params)
	if err != nil {
		return nil, err
	}
	if a.cfg.Descriptor.Reuse {
		a.mu.Lock()
		defer a.mu.Unlock()
	}
	instance, err := a.instance(ctx, c)
	if err != nil {
		return nil, err
	}
	call := exportCall{action: a, instance: instance, name: name, results: def.ResultTypes()}
	result, err := call.run(ctx, signature, values)
	a.release(ctx, instance, err)
	return result, err
}

// instance returns an initialized instance.
func (a *Action) instance(ctx context.Context, c Call) (*wasi.Instance, error) {
	if a.kept != nil {
		return a.kept, nil
	}
	system, err := a.process(c).System()
	if err != nil {
		return nil, err
	}
	instance, err := a.module.Instantiate(ctx, system)
	if err != nil {
		return nil, err
	}
	if err := instance.Initialize(ctx); err != nil {
		_ = instance.Close(context.WithoutCancel(ctx))
		return nil, err
	}
	if a.cfg.Descriptor.Reuse {
		a.kept = instance
	}
	return instance, nil
}

// release closes an instance, unless it is kept and still whole: after a trap, an exit or an interruption its memory may be in any state.
func (a *Action) release(ctx context.Context, instance *wasi.Instance, err error) {
	var result *ResultError
	if a.kept == instance {
		if err == nil || errors.As(err, &result) {
			return
		}
		a.kept = nil
	}
	_ = instance.Close(context.WithoutCancel(ctx))
}
