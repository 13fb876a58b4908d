package wasmbridge

import (
	"reflect"
	"runtime"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/engine"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
)

// function is a function instance of the store: the one state behind every object and reference for it.
type function struct {
	bridge   *Bridge
	instance *instance // that defines it
	index    uint32    // in the instance
	name     string    // "name of the WebAssembly function"
	typ      wasm.FuncType
	crosses  bool // JavaScript may call it
	slots    int  // of the stack that a call takes

	object *goja.Object // the Exported Function, once there is one
	ref    uint64       // the funcref, once there is one
	idle   []api.Function
}

func newFunction(i *instance, index uint32, name string) *function {
	t := i.wasm.FuncType(index)
	return &function{bridge: i.bridge, instance: i, index: index, name: name, typ: t, crosses: allCross(t),
		slots: max(len(t.Params), len(t.Results), 1)}
}

func (f *function) item() engine.Item {
	return engine.Item{Instance: f.instance.engine, Kind: wasm.KindFunc, Index: f.index}
}

// reference returns the funcref of f.
func (f *function) reference() uint64 {
	if f.ref == 0 {
		f.ref = f.instance.engine.FuncRef(f.index)
	}
	return f.ref
}

// functionAt returns the function that a funcref denotes; it is not null.
func (b *Bridge) functionAt(funcref uint64) *function {
	owner, index := b.store().Owner(funcref)
	i := b.instances.get(owner)
	if i == nil {
		panic(b.newError(b.runtimeError, "function reference into an instance that is gone"))
	}
	return i.ownFunction(index)
}

// ownFunction returns a function the instance defines.
func (i *instance) ownFunction(index uint32) *function {
	if i.activation != nil {
		number := i.activation.importOf(index)
		if number < 0 {
			panic(i.bridge.newError(i.bridge.runtimeError, "function reference to an import that is not complete: it was read while the start function runs"))
		}
		return i.adapted(number)
	}
	return i.function(index)
}

// matches tells whether f is of reference type t, whose type index counts in into.
func (f *function) matches(t wasm.ValueType, into *instance) bool {
	index, defined := t.TypeIndex()
	if !defined {
		return t.Nullable() == wasm.FuncRef
	}
	return into != nil && sameFuncType(into.wasm, into.wasm.Types[index], f.instance.wasm, f.typ)
}

// toObject is "a new Exported Function".
func (f *function) toObject() *goja.Object {
	if f.object == nil {
		f.object = f.bridge.function(f.name, len(f.typ.Params), f.call)
	}
	return f.object
}

var typeNative = reflect.TypeFor[func(goja.FunctionCall) goja.Value]()

// exportedCode is the address of the code that all Exported Functions have in common.
func exportedCode() uintptr { return reflect.ValueOf((*function)(nil).call).Pointer() }

// exportedFunction returns the function behind an Exported Function, nil when v is none. A function of Go is known by
// its code; then it is asked who it is, with a receiver that scripts cannot have.
func (b *Bridge) exportedFunction(v goja.Value) *function {
	o, ok := v.(*goja.Object)
	if !ok || o.ExportType() != typeNative {
		return nil
	}
	native := o.Export().(func(goja.FunctionCall) goja.Value)
	if reflect.ValueOf(native).Pointer() != b.exportedCode {
		return nil
	}
	native(goja.FunctionCall{This: b.asking})
	f := b.answer
	b.answer = nil
	return f
}

// call is "call an Exported Function".
func (f *function) call(c goja.FunctionCall) goja.Value {
	b := f.bridge
	if c.This == b.asking {
		b.answer = f
		return nil
	}
	if !f.crosses {
		b.throwTypeError("type incompatibility when transforming from/to JS")
	}
	if b.depth >= b.nestingLimit {
		b.throwStackOverflow()
	}
	if b.depth == 0 {
		b.stackTop = 0
		b.exceptions.release()
		b.externs.collectIfFull(b)
	}
	base := b.stackTop
	stack := b.reserve(f.slots)
	for i, t := range f.typ.Params {
		if i < len(c.Arguments) {
			stack[i] = b.toWebAssemblyValue(c.Arguments[i], t, f.instance)
		} else {
			stack[i] = b.toWebAssemblyValue(goja.Undefined(), t, f.instance)
		}
	}
	f.invoke(stack)
	b.stackTop = base
	return f.results(stack)
}

// reserve takes n slots of the value stack. Whoever calls into WebAssembly gives them back by resetting stackTop;
// what an exception leaves taken is given back by the call around it.
func (b *Bridge) reserve(n int) []uint64 {
	base := b.stackTop
	if base+n > len(b.stack) {
		b.stack = append(b.stack[:base:base], make([]uint64, n+2*base+64)...)
	}
	b.stackTop = base + n
	return b.stack[base : base+n : base+n]
}

// invoke is func_invoke: parameters and results are in stack.
func (f *function) invoke(stack []uint64) {
	b := f.bridge
	if b.closed {
		panic(b.rt.NewGoError(ErrClosed))
	}
	if b.throwing && f.needsCatcher() {
		f.invokeCaught(stack)
		runtime.KeepAlive(f)
		return
	}
	activation := f.take()
	b.depth++
	err := activation.CallWithStack(b.ctx, stack)
	b.depth--
	runtime.KeepAlive(f)
	if err != nil {
		b.callFailed(f, activation, err)
	}
	f.giveBack(activation)
}

// take returns a callable of f that is not in use: wazero's are not re-entrant, and costly to make.
func (f *function) take() api.Function {
	n := len(f.idle)
	if n == 0 {
		return f.instance.engine.Function(f.index)
	}
	activation := f.idle[n-1]
	f.idle = f.idle[:n-1]
	return activation
}

func (f *function) giveBack(activation api.Function) {
	if activation != nil {
		f.idle = append(f.idle, activation)
	}
}

// results converts the results of a call.
func (f *function) results(stack []uint64) goja.Value {
	b := f.bridge
	switch len(f.typ.Results) {
	case 0:
		return goja.Undefined()
	case 1:
		return b.toJSValue(stack[0], f.typ.Results[0])
	}
	values := make([]any, len(f.typ.Results))
	for i, t := range f.typ.Results {
		values[i] = b.toJSValue(stack[i], t)
	}
	return b.rt.NewArray(values...)
}
