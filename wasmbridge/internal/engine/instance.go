package engine

import (
	"context"
	"reflect"
	"strconv"
	"unsafe"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
)

// Instance is a module instance of an [Engine].
type Instance struct {
	engine *Engine
	module api.Module
	funcs  moduleEngine
	fields reflect.Value
}

// Item names an item of an instance by its position in the index space of its kind.
type Item struct {
	Instance *Instance
	Kind     wasm.ExternKind
	Index    uint32
}

// Address identifies an item in the store: the same item has the same address in every instance that imports it.
type Address = unsafe.Pointer

func (e *Engine) adopt(m api.Module) (*Instance, error) {
	if err := e.learn(m); err != nil {
		return nil, err
	}
	v := reflect.ValueOf(m).Elem()
	return &Instance{engine: e, module: m, fields: v, funcs: v.Field(e.layout.engine).Interface().(moduleEngine)}, nil
}

// Instantiate links c, whose import i is named (i, i) in decimal, with imports[i]. adapter, which may be nil, is an
// instance that provides each import whose Item has no Instance, exported under the same name, at the Item's Index. ctx may carry a memory
// allocator. The start function runs.
func (e *Engine) Instantiate(ctx context.Context, c wazero.CompiledModule, imports []Item, adapter *Instance) (*Instance, error) {
	if len(imports) > 0 {
		ctx = experimental.WithImportResolver(ctx, func(name string) api.Module {
			i, err := strconv.Atoi(name)
			if err != nil || i >= len(imports) {
				return nil
			}
			if it := imports[i]; it.Instance != nil {
				return e.layout.view(it.Instance.module, name, byte(it.Kind), it.Index)
			}
			return adapter.module
		})
	}
	m, err := e.runtime.InstantiateModule(ctx, c, anonymous)
	if err != nil {
		return nil, err
	}
	inst, err := e.adopt(m)
	if err != nil {
		return nil, err
	}
	inst.completeRefs(imports)
	return inst, nil
}

// completeRefs makes the references to imported functions traceable.
func (i *Instance) completeRefs(imports []Item) {
	n := uint32(0)
	for _, it := range imports {
		if it.Kind != wasm.KindFunc {
			continue
		}
		i.engine.layout.completeImportedRef(i.funcs.FunctionInstanceReference(n), it.Index)
		n++
	}
}

// Resolver returns a context in which imports from the module name resolve to the instance itself.
func (i *Instance) Resolver(ctx context.Context) context.Context {
	return experimental.WithImportResolver(ctx, func(string) api.Module { return i.module })
}

// InstantiateSynthetic instantiates a module of our own making, resolving every module name to provider.
func (e *Engine) InstantiateSynthetic(ctx context.Context, bin []byte, provider *Instance) (*Instance, error) {
	c, err := e.CompileSynthetic(ctx, bin)
	if err != nil {
		return nil, err
	}
	if provider != nil {
		ctx = provider.Resolver(ctx)
	}
	m, err := e.runtime.InstantiateModule(ctx, c, anonymous)
	if err != nil {
		return nil, err
	}
	return e.adopt(m)
}

// Close closes the instance. Nothing may call into it, or hold a reference to one of its items, any more.
func (i *Instance) Close(ctx context.Context) error {
	i.engine.closing.RLock()
	defer i.engine.closing.RUnlock()
	if i.engine.closed {
		return nil // with all of its instances
	}
	return i.module.Close(ctx)
}

// Module returns wazero's instance.
func (i *Instance) Module() api.Module { return i.module }

// Identity returns what [Engine.Owner] returns for references to the functions the instance defines.
func (i *Instance) Identity() uintptr { return reflect.ValueOf(i.module).Pointer() }

// Function returns a new callable for function index. It is not re-entrant: each activation needs one of its own.
func (i *Instance) Function(index uint32) api.Function { return i.funcs.NewFunction(index) }

// FuncRef returns a reference to function index. Each call for a function that the instance defines leaves a little
// memory behind until the instance is closed: keep the result.
func (i *Instance) FuncRef(index uint32) uint64 {
	return uint64(i.funcs.FunctionInstanceReference(index))
}

// Owner traces a function reference that is not null: owner is the Identity of the instance that defines the function,
// index the function's index there.
func (e *Engine) Owner(funcref uint64) (owner uintptr, index uint32) {
	return e.layout.owner(uintptr(funcref))
}

// Memory returns the instance's memory, nil when it has none, and its address.
func (i *Instance) Memory() (api.Memory, Address) {
	f := i.fields.Field(i.engine.layout.memory)
	if f.IsNil() {
		return nil, nil
	}
	return i.module.Memory(), f.UnsafePointer()
}

// Global returns global index.
func (i *Instance) Global(index uint32) Global {
	f := i.fields.Field(i.engine.layout.globals).Index(int(index))
	return Global{Address: f.UnsafePointer(), global: f.Interface().(globalInstance), fields: f.Elem(), layout: i.engine.layout}
}

// Tag returns the address of tag index.
func (i *Instance) Tag(index uint32) Address {
	return i.fields.Field(i.engine.layout.tags).Index(int(index)).UnsafePointer()
}

// Table returns table index.
func (i *Instance) Table(index uint32) Table {
	f := i.fields.Field(i.engine.layout.tables).Index(int(index))
	refs := f.Elem().Field(i.engine.layout.references).Addr().Interface().(*[]uintptr)
	return Table{Address: f.UnsafePointer(), table: f.Interface().(tableInstance), refs: refs}
}

// Global is a global in the store. Its value is 64 bits wide, or 128.
type Global struct {
	Address Address
	global  globalInstance
	fields  reflect.Value
	layout  *layout
}

// Get returns the value; hi is meaningful for vectors only.
func (g Global) Get() (lo, hi uint64) { return g.global.Value() }

// Set changes the value, whether or not the global is mutable.
func (g Global) Set(lo, hi uint64) { g.global.SetValue(lo, hi) }

// Initialize gives a new global its value, which differs from setting it in that instances that import the global may
// use it in constant expressions. nonNull excludes null from the global's type, which must be a reference type.
func (g Global) Initialize(value uint64, nonNull bool) {
	g.global.SetValue(value, 0)
	g.layout.initializeGlobal(g.fields, value, nonNull)
}

// Table is a table in the store. References are function references or handles; 0 is null.
type Table struct {
	Address Address
	table   tableInstance
	refs    *[]uintptr
}

// Len returns the number of elements.
func (t Table) Len() uint32 { return uint32(len(*t.refs)) }

// Get returns element i, which must exist.
func (t Table) Get(i uint32) uint64 { return uint64((*t.refs)[i]) }

// Set changes element i, which must exist.
func (t Table) Set(i uint32, ref uint64) { (*t.refs)[i] = uintptr(ref) }

// Grow appends delta elements; ok is false when the table's maximum or the standard's does not allow it.
func (t Table) Grow(delta uint32, init uint64) (ok bool) {
	if uint64(t.Len())+uint64(delta) > MaxTableSize {
		return false
	}
	return t.table.Grow(delta, uintptr(init)) != 0xffffffff
}

// MaxTableSize is the largest table, in elements (JavaScript API, "Implementation-defined Limits").
const MaxTableSize = 10_000_000
