package wasmbridge

import (
	"github.com/tetratelabs/wazero/api"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/engine"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/synth"
)

// wazero's interpreter loses an exception that nothing in WebAssembly catches. So with it, in realms where modules have
// tags, functions are called through a catcher: a function of the same parameters and a funcref, which calls the
// reference and returns what it throws as one more result.

// catcherExport is the name of a catcher.
const catcherExport = "c"

// catcherModule returns the module of the catcher for functions of type t.
func catcherModule(t wasm.FuncType) []byte {
	n := len(t.Params)
	reference, thrown := uint32(n), uint32(n+1)
	m := &wasm.Module{Types: []wasm.FuncType{t}, Tables: []wasm.Table{{Type: wasm.TableType{Elem: wasm.FuncRef,
		Limits: wasm.Limits{Min: 1, Max: 1, HasMax: true}}}}}
	var a wasm.Assembler
	a.Local(wasm.ExnRef).I32Const(0).LocalGet(reference).TableSet(0)
	a.Op(opBlock, byte(wasm.ExnRef))
	a.Op(opTryTable, emptyBlock, 1, catchAllRef, 0)
	a.LocalGets(n).I32Const(0).CallIndirect(0, 0).RefNull(wasm.ExnRef).Return().End()
	a.Op(opUnreachable).End().LocalSet(thrown)
	for _, r := range t.Results {
		zero := synth.Zero(r)
		a.Op(zero[:len(zero)-1]...)
	}
	a.LocalGet(thrown)
	params := append(append([]wasm.ValueType(nil), t.Params...), wasm.FuncRef)
	results := append(append([]wasm.ValueType(nil), t.Results...), wasm.ExnRef)
	m.Export(catcherExport, wasm.KindFunc, m.AddFunc(wasm.FuncType{Params: params, Results: results}, a.Body()))
	return m.Encode()
}

const (
	opTryTable  = 0x1f
	catchAllRef = 3
)

// needsCatcher tells whether f must be called through a catcher.
func (f *function) needsCatcher() bool {
	if !f.bridge.throwing || f.bridge.engine.IsCompiler() || !isPlain(f.typ) {
		return false
	}
	for _, r := range f.typ.Results {
		if r.IsRef() && !r.IsNullable() {
			return false
		}
	}
	return true
}

// invokeCaught calls f through a catcher.
func (f *function) invokeCaught(stack []uint64) {
	b := f.bridge
	key := typeKey(nil, f.typ)
	catcher := b.catchers[key]
	if catcher == nil {
		var err error
		if catcher, err = b.store().InstantiateSynthetic(b.ctx, catcherModule(f.typ), nil); err != nil {
			panic(b.rt.NewGoError(err))
		}
		if b.catchers == nil {
			b.catchers = make(map[string]*engine.Instance)
		}
		b.catchers[key] = catcher
	}
	n, results := len(f.typ.Params), len(f.typ.Results)
	base := b.stackTop
	own := b.reserve(max(n, results) + 1)
	copy(own, stack[:n])
	own[n] = f.reference()
	var activation api.Function = catcher.Function(0)
	b.depth++
	err := activation.CallWithStack(b.ctx, own)
	b.depth--
	if err != nil {
		b.callFailed(f, nil, err)
	}
	b.stackTop = base
	if exnref := own[results]; exnref != 0 {
		b.throwException(engine.ExceptionAt(exnref))
	}
	copy(stack, own[:results])
}
