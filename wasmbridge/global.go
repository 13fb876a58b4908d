package wasmbridge

import (
	"weak"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/engine"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/synth"
)

// global is a global instance, and the state of the Global object for it.
type global struct {
	bridge *Bridge
	owner  *instance
	item   engine.Item
	typ    wasm.GlobalType
	engine engine.Global
	object weak.Pointer[goja.Object]
}

// newGlobal makes the record of global index of an instance.
func (b *Bridge) newGlobal(owner *instance, index uint32, t wasm.GlobalType) *global {
	g := &global{bridge: b, owner: owner, typ: t, engine: owner.engine.Global(index),
		item: engine.Item{Instance: owner.engine, Kind: wasm.KindGlobal, Index: index}}
	b.globals.set(g.engine.Address, g)
	return g
}

// usedBy records that code of i can read the global, and write it when it is mutable. A number needs its owner's
// storage; a reference leads to code, in both directions.
func (g *global) usedBy(i *instance) { g.owner.link(i) }

func (g *global) setObject(o *goja.Object) { g.object = weak.Make(o) }

// toObject is "create a global object".
func (g *global) toObject() *goja.Object {
	if o := g.object.Value(); o != nil {
		return o
	}
	return g.bridge.global.create(g)
}

// globalInterface defines Global (section "Globals").
func (b *Bridge) globalInterface() *iface[global] {
	const context = "WebAssembly.Global()"
	i := newInterface(b, "Global", 1, func(a arguments) *global {
		d := b.descriptor(a.values[0], context, "global descriptor")
		mutable := false
		if v := d.member("mutable"); v != nil {
			mutable = v.ToBoolean()
		}
		t, ok := wasm.ValueTypeFromJSName(get(d.object, "value").ToString().String())
		if !ok || !crosses(t) {
			b.throwTypeError("%s: Descriptor property 'value' must be a WebAssembly type", context)
		}
		value := b.defaultValue(t)
		v := a.values[1]
		if a.count > 1 && !(goja.IsUndefined(v) && !t.IsRef()) {
			b.checkReference(v, t, nil, context)
			value = b.toWebAssemblyValue(v, t, nil)
		}
		g := b.allocateGlobal(wasm.GlobalType{Value: t, Mutable: mutable}, value)
		g.holds(v)
		return g
	})
	i.method("valueOf", 0, func(g *global, _ goja.FunctionCall, context string) goja.Value { return g.value(context) })
	i.attribute("value", "get WebAssembly.Global.value", func(g *global) goja.Value { return g.value("get WebAssembly.Global.value") }, (*global).setValue)
	return i
}

// checkReference throws the TypeError for a value that is no reference of type t.
func (b *Bridge) checkReference(v goja.Value, t wasm.ValueType, into *instance, context string) {
	if !t.IsRef() || t.Nullable() == wasm.ExternRef || goja.IsNull(v) && t.IsNullable() {
		return
	}
	if f := b.exportedFunction(v); f == nil || !f.matches(t, into) {
		b.throwTypeError("%s: function-typed object must be null (if nullable) or a Wasm function object", context)
	}
}

// holds keeps alive the instance of a function that was put into the global.
func (g *global) holds(v goja.Value) {
	if g.typ.Value.IsRef() {
		if f := g.bridge.exportedFunction(v); f != nil {
			g.owner.link(f.instance)
		}
	}
}

// allocateGlobal is global_alloc.
func (b *Bridge) allocateGlobal(t wasm.GlobalType, value uint64) *global {
	made := t
	if t.Value.IsRef() {
		made.Value = erased([]wasm.ValueType{t.Value})[0]
	}
	owner, err := b.synthesize(b.ctx, synth.Global(made, synth.Zero(made.Value)))
	if err != nil {
		panic(b.rt.NewGoError(err))
	}
	nonNull := t.Value.IsRef() && !t.Value.IsNullable()
	if nonNull {
		made.Value = made.Value.NonNull()
	}
	g := b.newGlobal(owner, 0, made)
	g.engine.Initialize(value, nonNull)
	return g
}

// value is GetGlobalValue.
func (g *global) value(context string) goja.Value {
	if !crosses(g.typ.Value) {
		g.bridge.throwTypeError("%s: can't get the value of %s WebAssembly.Global", context, g.typ.Value)
	}
	lo, _ := g.engine.Get()
	return g.bridge.toJSValue(lo, g.typ.Value)
}

// setValue is the setter of value.
func (g *global) setValue(v goja.Value, context string) {
	b := g.bridge
	if !crosses(g.typ.Value) {
		b.throwTypeError("%s: can't set the value of %s WebAssembly.Global", context, g.typ.Value)
	}
	if !g.typ.Mutable {
		b.throwTypeError("%s: Can't set the value of an immutable global.", context)
	}
	b.checkReference(v, g.typ.Value, g.owner, context)
	value := b.toWebAssemblyValue(v, g.typ.Value, g.owner)
	g.engine.Set(value, 0)
}
