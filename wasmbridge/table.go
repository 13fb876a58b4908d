package wasmbridge

import (
	"weak"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/engine"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/synth"
)

// table is a table instance, and the state of the Table object for it.
type table struct {
	bridge *Bridge
	owner  *instance
	item   engine.Item
	typ    wasm.TableType
	is64   bool // the address type of the descriptor
	engine engine.Table
	object weak.Pointer[goja.Object]
}

// newTable makes the record of table index of an instance.
func (b *Bridge) newTable(owner *instance, index uint32, typ wasm.TableType) *table {
	t := &table{bridge: b, owner: owner, typ: typ, engine: owner.engine.Table(index),
		item: engine.Item{Instance: owner.engine, Kind: wasm.KindTable, Index: index}}
	b.tables.set(t.engine.Address, t)
	return t
}

// usedBy records that code of i can put its functions into the table, and call those that are in it.
func (t *table) usedBy(i *instance) { t.owner.link(i) }

func (t *table) setObject(o *goja.Object) { t.object = weak.Make(o) }

// toObject is "create a table object".
func (t *table) toObject() *goja.Object {
	if o := t.object.Value(); o != nil {
		return o
	}
	return t.bridge.table.create(t)
}

// tableInterface defines Table (section "Tables").
func (b *Bridge) tableInterface() *iface[table] {
	const context = "WebAssembly.Table()"
	i := newInterface(b, "Table", 1, func(a arguments) *table {
		d := b.descriptor(a.values[0], context, "table descriptor")
		elem, ok := wasm.ValueTypeFromJSName(get(d.object, "element").ToString().String())
		if !ok || !elem.IsRef() {
			b.throwTypeError("%s: Descriptor property 'element' must be a WebAssembly reference type", context)
		}
		is64 := d.addressType()
		initial, maximum, hasMaximum := d.sizes(is64, engine.MaxTableSize)
		limits := wasm.Limits{Min: uint32(initial), Max: uint32(min(maximum, 1<<32-1)), HasMax: hasMaximum}
		t := b.allocateTable(wasm.TableType{Elem: elem, Limits: limits})
		t.is64 = is64
		t.fill(0, uint32(initial), t.initial(a, context))
		return t
	})
	i.attribute("length", "WebAssembly.Table.length()", func(t *table) goja.Value { return b.addressResult(uint64(t.engine.Len()), t.is64) }, nil)
	i.method("grow", 1, (*table).growMethod)
	i.method("set", 1, (*table).setMethod)
	i.method("get", 1, (*table).getMethod)
	return i
}

// allocateTable is table_alloc.
func (b *Bridge) allocateTable(t wasm.TableType) *table {
	owner, err := b.synthesize(b.ctx, synth.Table(t))
	if err != nil {
		panic(b.rt.NewGoError(err))
	}
	return b.newTable(owner, 0, t)
}

// initial returns the value a constructor call fills the table with.
func (t *table) initial(a arguments, context string) uint64 {
	if a.count < 2 || t.typ.Elem == wasm.FuncRef && goja.IsUndefined(a.values[1]) {
		return t.bridge.defaultValue(t.typ.Elem)
	}
	t.bridge.checkTableValue(t, a.values[1], context+": Argument 2 must be undefined or a value of type compatible with the type of the new table", ".")
	return t.bridge.toWebAssemblyValue(a.values[1], t.typ.Elem, t.owner)
}

// reference converts a value for the table's elements.
func (t *table) reference(v goja.Value, context string) uint64 {
	t.bridge.checkTableValue(t, v, context, "")
	return t.bridge.toWebAssemblyValue(v, t.typ.Elem, t.owner)
}

// checkTableValue throws the TypeError for a value that cannot be an element. V8 ends one of its texts with a stop.
func (b *Bridge) checkTableValue(t *table, v goja.Value, context, stop string) {
	if t.typ.Elem.Nullable() == wasm.ExternRef || goja.IsNull(v) {
		return
	}
	if f := b.exportedFunction(v); f == nil || !f.matches(t.typ.Elem, t.owner) {
		b.throwTypeError("%s: function-typed object must be null (if nullable) or a Wasm function object%s", context, stop)
	}
}

func (t *table) fill(from, to uint32, ref uint64) {
	if ref == 0 {
		return
	}
	for i := from; i < to; i++ {
		t.engine.Set(i, ref)
	}
}

// value converts the optional value argument of grow and set.
func (t *table) value(c goja.FunctionCall, context string) uint64 {
	if len(c.Arguments) < 2 {
		if !t.typ.Elem.IsNullable() {
			t.bridge.throwTypeError("%s: table elements have no default", context)
		}
		return t.bridge.defaultValue(t.typ.Elem)
	}
	return t.reference(c.Arguments[1], context)
}

func (t *table) growMethod(c goja.FunctionCall, context string) goja.Value {
	b := t.bridge
	delta := b.addressValue(c.Argument(0), t.is64, context, "Argument 0")
	before := t.engine.Len()
	if len(c.Arguments) > 1 && t.typ.Elem == wasm.FuncRef && goja.IsUndefined(c.Arguments[1]) {
		c.Arguments = c.Arguments[:1] // V8 takes it for absent
	}
	ref := t.value(c, context+": Argument 1 is invalid")
	if delta > engine.MaxTableSize || !t.engine.Grow(uint32(delta), ref) {
		b.throw(b.rangeError, "%s: failed to grow table by %d", context, delta)
	}
	return b.addressResult(uint64(before), t.is64)
}

// index converts the index argument of get and set.
func (t *table) index(c goja.FunctionCall, context string) uint64 {
	return t.bridge.addressValue(c.Argument(0), t.is64, context, "Argument 0")
}

// check throws a RangeError when there is no element i.
func (t *table) check(i uint64, context string) uint32 {
	if i >= uint64(t.engine.Len()) {
		t.bridge.throw(t.bridge.rangeError, "%s: invalid index %d into %s table", context, i, t.kindName())
	}
	return uint32(i)
}

func (t *table) kindName() string {
	if t.typ.Elem.Nullable() == wasm.ExternRef {
		return "externref"
	}
	return "function"
}

func (t *table) getMethod(c goja.FunctionCall, context string) goja.Value {
	t.refuseExceptions(context)
	i := t.check(t.index(c, context), context)
	return t.bridge.toJSValue(t.engine.Get(i), t.typ.Elem)
}

func (t *table) setMethod(c goja.FunctionCall, context string) goja.Value {
	t.refuseExceptions(context)
	i := t.index(c, context)
	ref := t.value(c, context+": Argument 1 is invalid for table")
	t.engine.Set(t.check(i, context), ref)
	return goja.Undefined()
}

func (t *table) refuseExceptions(context string) {
	if !crosses(t.typ.Elem) {
		t.bridge.throwTypeError("%s: elements of type %s cannot be seen by JavaScript", context, t.typ.Elem)
	}
}
