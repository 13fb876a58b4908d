package wasmbridge

import (
	"context"
	"runtime"
	"strconv"
	"sync"
	"weak"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/engine"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/synth"
)

// An adapter is an instance with one function for each function that a module imports. The function passes its
// parameters, the number of its activation and its own number on to a host function, of which there is one for each
// signature in a realm. So the code is compiled once for each module, and to instantiate it costs microseconds, where
// host functions made for each instance would cost milliseconds.
//
// In a module that has exceptions the host function returns one more result, an exception or null, and the adapter
// throws it: a panic of the host would pass every handler by.

// adapterPlan is the adapter of a module before it is instantiated.
type adapterPlan struct {
	wasm        *wasm.Module
	code        *moduleCode
	dispatchers []signature
	functions   []adapterFunction // by import, meaningful for functions
}

type adapterFunction struct {
	index    uint32 // in the adapter
	position int    // among the imports that are functions
	typ      wasm.FuncType
}

// signature is the type of a host function: of types that Go can have.
type signature struct {
	wasm.FuncType
	throws  bool // there is an exception among the results
	refuses bool // JavaScript cannot have these types: every call is a TypeError
}

func (s signature) key() string {
	return typeKey(nil, s.FuncType) + strconv.FormatBool(s.throws) + strconv.FormatBool(s.refuses)
}

// adapterFor returns the plan for a module, which is made on first use.
func (source *moduleSource) adapterFor(e *engine.Engine) (*adapterPlan, error) {
	source.adapterOnce.Do(func() {
		source.adapter, source.adapterErr = planAdapter(e, source)
	})
	return source.adapter, source.adapterErr
}

// adapterVariant tells an adapter from the module it is for in the cache; it changes with what adapters are.
const adapterVariant = "adapter:1"

func planAdapter(e *engine.Engine, source *moduleSource) (*adapterPlan, error) {
	m := source.wasm
	p := &adapterPlan{functions: make([]adapterFunction, len(m.Imports))}
	throws := m.Count(wasm.KindTag) > 0
	byKey := map[string]int{}
	dispatch := make([]int, len(m.Imports))
	position := 0
	for i := range m.Imports {
		if m.Imports[i].Type.Kind != wasm.KindFunc {
			continue
		}
		t := m.Types[m.Imports[i].Type.Func]
		s := hostSignature(t, throws)
		d, ok := byKey[s.key()]
		if !ok {
			d = len(p.dispatchers)
			byKey[s.key()] = d
			p.dispatchers = append(p.dispatchers, s)
		}
		dispatch[i] = d
		p.functions[i] = adapterFunction{position: position, typ: t}
		position++
	}
	p.build(m, dispatch)
	compiled, err := e.CompileCached(context.Background(), source.bytes, adapterVariant, func() (*wasm.Module, error) { return p.wasm, nil })
	if err != nil {
		return nil, err
	}
	p.code = newModuleCode(e, compiled)
	return p, nil
}

// hostSignature returns the signature of the host function for an import of type t.
func hostSignature(t wasm.FuncType, throws bool) signature {
	if !allCross(t) || !castable(t.Results) {
		return signature{throws: throws, refuses: true}
	}
	return signature{FuncType: wasm.FuncType{Params: erased(t.Params), Results: erased(t.Results)}, throws: throws}
}

// castable tells whether the adapter can make values of these types of what a host function returns: it has no
// instruction to cast a funcref to a reference to a certain type of function.
func castable(types []wasm.ValueType) bool {
	for _, t := range types {
		if _, defined := t.TypeIndex(); defined {
			return false
		}
	}
	return true
}

// erased replaces each reference type by the one that host functions know.
func erased(types []wasm.ValueType) []wasm.ValueType {
	out := make([]wasm.ValueType, len(types))
	for i, t := range types {
		if _, defined := t.TypeIndex(); defined {
			t = wasm.FuncRef
		}
		out[i] = t.Nullable()
	}
	return out
}

// build makes the adapter's module. It has the types of the guest first, so that their indices stay valid.
func (p *adapterPlan) build(m *wasm.Module, dispatch []int) {
	a := &wasm.Module{Types: append([]wasm.FuncType(nil), m.Types...)}
	for d, s := range p.dispatchers {
		a.Types = append(a.Types, s.host())
		a.Imports = append(a.Imports, wasm.Import{Module: strconv.Itoa(d), Name: strconv.Itoa(d),
			Type: wasm.ExternType{Kind: wasm.KindFunc, Func: uint32(len(a.Types) - 1)}})
	}
	a.Globals = []wasm.Global{{Type: wasm.GlobalType{Value: wasm.I32, Mutable: true}, Init: synth.Zero(wasm.I32)}}
	for i := range m.Imports {
		if m.Imports[i].Type.Kind != wasm.KindFunc {
			continue
		}
		f := &p.functions[i]
		a.Funcs = append(a.Funcs, m.Imports[i].Type.Func)
		a.Bodies = append(a.Bodies, p.dispatchers[dispatch[i]].body(f.typ, i, dispatch[i]))
		f.index = uint32(len(a.Imports) + len(a.Funcs) - 1)
		a.Export(strconv.Itoa(i), wasm.KindFunc, f.index)
	}
	p.wasm = a
}

// Instructions that the adapter's code is made of.
const (
	opUnreachable  = 0x00
	opBlock        = 0x02
	opThrowRef     = 0x0a
	opBrIf         = 0x0d
	opRefIsNull    = 0xd1
	opRefAsNonNull = 0xd4
	emptyBlock     = 0x40
)

// host returns the type of the host function itself.
func (s signature) host() wasm.FuncType {
	t := wasm.FuncType{Params: append(append([]wasm.ValueType(nil), s.Params...), wasm.I32, wasm.I32),
		Results: append([]wasm.ValueType(nil), s.Results...)}
	if s.throws {
		t.Results = append(t.Results, wasm.ExnRef)
	}
	return t
}

// body returns the code of the adapter's function for import number, which is of type t.
func (s signature) body(t wasm.FuncType, number, dispatcher int) wasm.Body {
	const activationGlobal = 0
	var a wasm.Assembler
	if !s.refuses {
		a.LocalGets(len(t.Params))
	}
	a.GlobalGet(activationGlobal).I32Const(int32(number)).Call(uint32(dispatcher))
	if s.throws {
		thrown := uint32(len(t.Params))
		a.Local(wasm.ExnRef).LocalSet(thrown)
		a.Op(opBlock, emptyBlock).LocalGet(thrown).Op(opRefIsNull, opBrIf, 0).LocalGet(thrown).Op(opThrowRef).End()
	}
	if s.refuses {
		return a.Op(opUnreachable).Body()
	}
	if n := len(t.Results); n > 0 && !t.Results[n-1].IsNullable() && t.Results[n-1].IsRef() {
		a.Op(opRefAsNonNull)
	}
	return a.Body()
}

// activation is what the host functions need to know of one adapter instance.
type activation struct {
	bridge    *Bridge
	plan      *adapterPlan
	functions []hostFunction // by import
}

// hostFunction is a JavaScript function that was imported ("create a host function").
type hostFunction struct {
	call   goja.Callable
	typ    wasm.FuncType
	module *wasm.Module
	user   *instance // the adapter: where references go
	native *Native   // what to call instead, when the function is implemented in Go
}

// importOf returns the number of the import that the adapter's function index stands for.
func (a *activation) importOf(index uint32) int {
	for i := range a.functions {
		if a.functions[i].call != nil && a.plan.functions[i].index == index {
			return i
		}
	}
	return -1
}

// adapted returns the function of an adapter that stands for import i.
func (i *instance) adapted(number int) *function {
	p := &i.activation.plan.functions[number]
	f := i.functions[p.index]
	if f == nil {
		f = newFunction(i, p.index, strconv.Itoa(p.position))
		i.functions[p.index] = f
	}
	return f
}

// newAdapter instantiates the adapter of a module for those imports that are JavaScript functions and enters the
// adapter's function in the item of each; nil when there are none.
func (b *Bridge) newAdapter(source *moduleSource, imports []externValue) *instance {
	first := -1
	for k := range imports {
		if imports[k].callable != nil {
			first = k
			break
		}
	}
	if first < 0 {
		return nil
	}
	plan, err := source.adapterFor(b.store())
	if err == nil {
		var adapter *instance
		if adapter, err = b.instantiateAdapter(plan, imports); err == nil {
			return adapter
		}
	}
	panic(b.rt.NewGoError(err))
}

func (b *Bridge) instantiateAdapter(plan *adapterPlan, imports []externValue) (*instance, error) {
	items, err := b.hosts.items(b, plan.dispatchers)
	if err != nil {
		return nil, err
	}
	e, err := b.store().Instantiate(b.ctx, plan.code.compiled, items, nil)
	if err != nil {
		return nil, err
	}
	adapter := b.newInstance(e, plan.wasm)
	adapter.activation = &activation{bridge: b, plan: plan, functions: make([]hostFunction, len(imports))}
	for k := range imports {
		if imports[k].callable != nil {
			f := &plan.functions[k]
			host := hostFunction{call: imports[k].callable, typ: f.typ, module: plan.wasm, user: adapter}
			if imports[k].native.implements(f.typ) {
				host.native = imports[k].native
			}
			adapter.activation.functions[k] = host
			imports[k].item.Index = f.index
		}
	}
	id := b.activations.add(adapter.activation)
	e.Global(0).Set(uint64(id), 0)
	return adapter, nil
}

// activations numbers the activations of a realm. A number is used again when its activation is gone.
type activations struct {
	slots []weak.Pointer[activation]
	freed *freedNumbers
}

// freedNumbers are the numbers to be used again. Cleanups add to them on a goroutine of their own.
type freedNumbers struct {
	mu      sync.Mutex
	numbers []uint32
}

func (f *freedNumbers) put(n uint32) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.numbers = append(f.numbers, n)
}

func (f *freedNumbers) take() (n uint32, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	last := len(f.numbers) - 1
	if last < 0 {
		return 0, false
	}
	n = f.numbers[last]
	f.numbers = f.numbers[:last]
	return n, true
}

// add gives a a number.
func (t *activations) add(a *activation) uint32 {
	if t.freed == nil {
		t.freed = &freedNumbers{}
	}
	n, ok := t.freed.take()
	if !ok {
		n = uint32(len(t.slots))
		t.slots = append(t.slots, weak.Pointer[activation]{})
	}
	t.slots[n] = weak.Make(a)
	runtime.AddCleanup(a, t.freed.put, n)
	return n
}

// get returns the activation with a number that WebAssembly code has passed: it is running, so it is there.
func (t *activations) get(n uint64) *activation { return t.slots[uint32(n)].Value() }
