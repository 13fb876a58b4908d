package wasmbridge

import (
	"context"
	"runtime"
	"strconv"
	"weak"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/engine"
	linear "github.com/wasmglue/wasmglue/wasmbridge/internal/memory"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/passes"
)

// instance is the state of an Instance object, or an instance that the bridge made for its own ends.
//
// What an instance needs it refers to, and what can reach back into it refers to it: the garbage collector decides how
// long it lives. The store is not asked, it would keep instances for ever; so the cleanup of an instance closes it
// there. For that to be safe, every way by which code of one instance can come to run must be a reference here: see
// link.
type instance struct {
	bridge *Bridge
	engine *engine.Instance
	source *moduleSource // nil for an instance of the bridge's own
	wasm   *wasm.Module
	object weak.Pointer[goja.Object]

	imported  []*function          // the functions it imports
	functions map[uint32]*function // those it defines, as far as JavaScript or another instance has met them
	tables    []*table
	globals   []*global
	tags      []*tag
	memory    *memory
	peers     map[*instance]struct{}

	activation *activation // of an adapter: the functions it calls
	exports    *goja.Object
}

func (i *instance) setObject(o *goja.Object) { i.object = weak.Make(o) }

// newInstance takes over an instance of the store.
func (b *Bridge) newInstance(e *engine.Instance, m *wasm.Module) *instance {
	i := &instance{bridge: b, engine: e, wasm: m, functions: map[uint32]*function{}, peers: map[*instance]struct{}{}}
	b.instances.set(e.Identity(), i)
	runtime.AddCleanup(i, func(e *engine.Instance) { _ = e.Close(context.Background()) }, e)
	return i
}

// link makes both instances live as long as either: functions of one may be called by the other.
func (i *instance) link(other *instance) {
	if i == other || other == nil {
		return
	}
	if _, ok := i.peers[other]; ok {
		return
	}
	i.peers[other] = struct{}{}
	other.peers[i] = struct{}{}
}

// function returns function index of the instance's index space.
func (i *instance) function(index uint32) *function {
	if int(index) < len(i.imported) {
		return i.imported[index]
	}
	f := i.functions[index]
	if f == nil {
		f = newFunction(i, index, strconv.FormatUint(uint64(index), 10))
		i.functions[index] = f
	}
	return f
}

// instanceInterface defines Instance (section "Instances").
func (b *Bridge) instanceInterface() *iface[instance] {
	const context = "WebAssembly.Instance()"
	i := newInterface(b, "Instance", 1, func(a arguments) *instance {
		m := b.module.argument(a.values[0], context, 0)
		imports := b.importObject(a.values[1], context)
		read := b.readImports(m.moduleSource, imports, context)
		return b.instantiateCore(m.moduleSource, read, context)
	})
	i.attribute("exports", "WebAssembly.Instance.exports()", func(self *instance) goja.Value { return self.exports }, nil)
	return i
}

// asynchronouslyInstantiate is "asynchronously instantiate a WebAssembly module". What reading the imports throws is
// thrown.
func (b *Bridge) asynchronouslyInstantiate(m *module, imports goja.Value, context string, reject func(goja.Value), resolve func(*instance)) {
	read := b.readImports(m.moduleSource, imports, context)
	b.queueTask(func() {
		var i *instance
		if ex := b.rt.Try(func() { i = b.instantiateCore(m.moduleSource, read, context) }); ex != nil {
			reject(ex.Value())
			return
		}
		resolve(i)
	})
}

// instantiateCore is "instantiate the core of a WebAssembly module" and "initialize an instance object".
func (b *Bridge) instantiateCore(source *moduleSource, imports []externValue, context string) *instance {
	b.matchImports(source, imports, context)
	b.checkTables(source.wasm, context)
	source = b.adopt(source)
	if f := source.findMisfit(imports); f != nil {
		i := b.link(b.compileTruncated(source, f), imports, context)
		runtime.KeepAlive(i)
		b.throw(b.runtimeError, "%s: %s", context, f.trap)
	}
	i := b.link(source, imports, context)
	i.exports = b.createExportsObject(i)
	return i
}

// maxInitialElements bounds the tables of one instance together: wazero allocates them whole.
const maxInitialElements = 4 * engine.MaxTableSize

// checkTables throws a RangeError for tables that are larger than tables may be.
func (b *Bridge) checkTables(m *wasm.Module, context string) {
	total := uint64(0)
	for _, t := range m.Tables {
		total += uint64(t.Type.Min)
		if t.Type.Min > engine.MaxTableSize || total > maxInitialElements {
			b.throw(b.rangeError, "%s: Out of memory: Cannot allocate Wasm table", context)
		}
	}
}

// link is module_instantiate.
func (b *Bridge) link(source *moduleSource, imports []externValue, context string) *instance {
	adapter := b.newAdapter(source, imports)
	items := make([]engine.Item, len(imports))
	for k := range imports {
		items[k] = imports[k].item
	}
	if source.wasm.Count(wasm.KindTag) > 0 {
		b.noteExceptions(source.wasm)
	}
	ctx, made := b.withAllocator()
	e, err := b.run(ctx, source, items, adapter)
	runtime.KeepAlive(imports)
	if err != nil {
		b.instantiationFailed(err, context)
	}
	i := b.newInstance(e, source.wasm)
	i.source = source
	i.connect(imports, adapter, made)
	return i
}

// run instantiates in the store, which runs the start function.
func (b *Bridge) run(ctx context.Context, source *moduleSource, items []engine.Item, adapter *instance) (*engine.Instance, error) {
	var provider *engine.Instance
	if adapter != nil {
		provider = adapter.engine
	}
	if b.depth >= b.nestingLimit {
		b.throwStackOverflow()
	}
	b.depth++
	e, err := guarded(func() (*engine.Instance, error) {
		e, err := b.store().Instantiate(ctx, source.code.compiled, items, provider)
		if err == nil && passes.Threaded(source.wasm) {
			err = b.equipThreads(e, source)
		}
		return e, err
	})
	b.depth--
	runtime.KeepAlive(adapter)
	return e, err
}

// guarded returns a failure to allocate as the error of f. wazero has its allocators panic.
func guarded[T any](f func() (T, error)) (v T, err error) {
	defer func() {
		if r := recover(); r != nil {
			failed, ok := r.(*linear.AllocationError)
			if !ok {
				panic(r)
			}
			err = failed
		}
	}()
	return f()
}

// withAllocator returns the context in which memories are made, and where the one that is made will be found.
func (b *Bridge) withAllocator() (context.Context, *madeMemory) {
	made := &madeMemory{}
	return experimentalAllocator(b.ctx, linear.Allocator{LimitPages: b.cluster.config.limitPages, Made: made.set}), made
}

// connect records what the instance refers to and what refers to it.
func (i *instance) connect(imports []externValue, adapter *instance, made *madeMemory) {
	b := i.bridge
	i.link(adapter)
	for k, v := range imports {
		switch i.source.wasm.Imports[k].Type.Kind {
		case wasm.KindFunc:
			f := v.function
			if f == nil {
				f = adapter.adapted(k)
			}
			i.imported = append(i.imported, f)
			i.link(f.instance)
		case wasm.KindTable:
			i.tables = append(i.tables, v.table)
			v.table.usedBy(i)
		case wasm.KindGlobal:
			i.globals = append(i.globals, v.global)
			v.global.usedBy(i)
		case wasm.KindTag:
			i.tags = append(i.tags, v.tag)
		case wasm.KindMemory:
			i.memory = v.memory
		}
	}
	if i.memory == nil && made.linear != nil {
		i.memory = b.newMemory(i, 0, made.linear, i.wasm.MemoryType(0))
	}
	i.engineItems()
}

// global returns global index. Most globals are never seen by JavaScript: their records are made when needed.
func (i *instance) global(index uint32) *global {
	if i.globals[index] == nil {
		i.globals[index] = i.bridge.newGlobal(i, index, i.wasm.GlobalType(index))
	}
	return i.globals[index]
}

// engineItems gives the tables, globals and tags that the instance defines their records.
func (i *instance) engineItems() {
	m := i.wasm
	for n := len(i.tables); n < m.Count(wasm.KindTable); n++ {
		t := i.bridge.newTable(i, uint32(n), m.TableType(uint32(n)))
		i.tables = append(i.tables, t)
	}
	i.globals = append(i.globals, make([]*global, m.Count(wasm.KindGlobal)-len(i.globals))...)
	for n := m.ImportedCount(wasm.KindGlobal); n < len(i.globals); n++ {
		if m.GlobalType(uint32(n)).Value.Nullable() == wasm.ExternRef {
			i.global(uint32(n)) // for collectExterns, which looks at all there are
		}
	}
	for n := len(i.tags); n < m.Count(wasm.KindTag); n++ {
		i.tags = append(i.tags, i.bridge.newTag(i, uint32(n), m.TagType(uint32(n)).Params))
	}
}

// createExportsObject is "create an exports object".
func (b *Bridge) createExportsObject(i *instance) *goja.Object {
	exports := b.rt.CreateObject(nil)
	for _, e := range i.wasm.Exports {
		var v goja.Value
		switch e.Kind {
		case wasm.KindFunc:
			v = i.function(e.Index).toObject()
		case wasm.KindTable:
			v = i.tables[e.Index].toObject()
		case wasm.KindMemory:
			v = i.memory.toObject()
		case wasm.KindGlobal:
			v = i.global(e.Index).toObject()
		case wasm.KindTag:
			v = i.tags[e.Index].toObject()
		}
		define(exports.DefineDataProperty(e.Name, v, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE))
	}
	must(b.preventExtensions(goja.Undefined(), exports)) // which makes it frozen
	return exports
}
