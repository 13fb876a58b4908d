package wasmbridge

import (
	"context"
	"errors"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/engine"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
)

// hostFunctions are the host functions of a realm, one for each signature.
type hostFunctions struct{ byKey map[string]engine.Item }

// items returns the host functions for the signatures, making those that are missing.
func (h *hostFunctions) items(b *Bridge, signatures []signature) ([]engine.Item, error) {
	if h.byKey == nil {
		h.byKey = make(map[string]engine.Item)
	}
	var missing []signature
	for _, s := range signatures {
		if _, ok := h.byKey[s.key()]; !ok {
			missing = append(missing, s)
		}
	}
	if err := h.make(b, missing); err != nil {
		return nil, err
	}
	items := make([]engine.Item, len(signatures))
	for i, s := range signatures {
		items[i] = h.byKey[s.key()]
	}
	return items, nil
}

func (h *hostFunctions) make(b *Bridge, missing []signature) error {
	if len(missing) == 0 {
		return nil
	}
	functions := make([]engine.HostFunction, len(missing))
	for i, s := range missing {
		t := s.host()
		functions[i] = engine.HostFunction{Params: codes(t.Params), Results: codes(t.Results), Call: b.dispatcher(s)}
	}
	host, err := b.store().Host(b.ctx, functions)
	if err != nil {
		return err
	}
	for i, s := range missing {
		h.byKey[s.key()] = engine.Item{Instance: host, Kind: wasm.KindFunc, Index: uint32(i)}
	}
	return nil
}

func codes(types []wasm.ValueType) []api.ValueType {
	out := make([]api.ValueType, len(types))
	for i, t := range types {
		out[i] = api.ValueType(t)
	}
	return out
}

// dispatcher returns the host function for a signature: it finds the activation and the function by the two last
// parameters, and never panics with anything but an *unwinding.
func (b *Bridge) dispatcher(s signature) api.GoFunc {
	n, results := len(s.Params), len(s.Results)
	return func(_ context.Context, stack []uint64) {
		a := b.activations.get(stack[n])
		f := &a.functions[uint32(stack[n+1])]
		u := f.run(b, s, stack)
		if s.throws {
			stack[results] = 0
			if u != nil && u.exception != nil && !b.isTrap(u.exception.Value()) {
				stack[results] = b.exnref(u.exception.Value())
				return
			}
		}
		if u != nil {
			panic(u)
		}
	}
}

// run is "run a host function". It returns what the function threw.
func (f *hostFunction) run(b *Bridge, s signature, stack []uint64) (u *unwinding) {
	if f.native != nil {
		return b.runNative(f.native, stack)
	}
	base, top, depth := len(b.args), b.stackTop, b.depth
	defer func() {
		if r := recover(); r != nil {
			u = caught(r)
		}
		clear(b.args[base:])
		b.args, b.stackTop, b.depth = b.args[:base], top, depth
	}()
	if s.refuses {
		return b.attempt(func() { b.throwTypeError("type incompatibility when transforming from/to JS") })
	}
	for i, t := range f.typ.Params {
		b.args = append(b.args, b.toJSValue(stack[i], t))
	}
	result, err := f.call(goja.Undefined(), b.args[base:]...)
	if err != nil {
		return failedCall(err)
	}
	switch len(f.typ.Results) {
	case 0:
		return nil
	case 1:
		t := f.typ.Results[0]
		if t == wasm.I32 && result.ExportType() == typeInt {
			stack[0] = uint64(uint32(result.ToInteger()))
			return nil
		}
		return b.attempt(func() { stack[0] = b.toWebAssemblyValue(result, t, f.user) })
	}
	return b.attempt(func() { b.iterableToResults(result, f, stack) })
}

// attempt runs f, which may run JavaScript and throw, as goja has to have it done outside a native function.
func (b *Bridge) attempt(f func()) *unwinding {
	if ex := b.rt.Try(f); ex != nil {
		return &unwinding{exception: ex}
	}
	return nil
}

// iterableToResults converts the iterable that a function with several results returned.
func (b *Bridge) iterableToResults(v goja.Value, f *hostFunction, stack []uint64) {
	if !isObject(v) {
		b.throwTypeError("multi-return value must be iterable")
	}
	var values []goja.Value
	b.rt.ForOf(v, func(item goja.Value) bool {
		values = append(values, item)
		return true
	})
	if len(values) != len(f.typ.Results) {
		b.throwTypeError("multi-return length mismatch")
	}
	for i, t := range f.typ.Results {
		stack[i] = b.toWebAssemblyValue(values[i], t, f.user)
	}
}

// unwinding carries through WebAssembly frames what ended a host function. wazero wraps it on its way, but keeps it.
type unwinding struct {
	exception *goja.Exception // JavaScript threw
	fatal     error           // goja was interrupted or ran out of stack: nothing may catch this
	panicked  any             // the host panicked
}

func (*unwinding) Error() string { return "unwinding through WebAssembly" }

// failedCall tells apart why a call into JavaScript failed.
func failedCall(err error) *unwinding {
	var exception *goja.Exception
	if errors.As(err, &exception) {
		return &unwinding{exception: exception}
	}
	return &unwinding{fatal: err}
}

// caught tells apart what was recovered.
func caught(r any) *unwinding {
	switch x := r.(type) {
	case *unwinding:
		return x
	case *goja.Exception:
		return &unwinding{exception: x}
	case *goja.InterruptedError:
		return &unwinding{fatal: x}
	case *goja.StackOverflowError:
		return &unwinding{fatal: x}
	}
	return &unwinding{panicked: r}
}
