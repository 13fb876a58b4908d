package engine

import (
	"fmt"
	"reflect"
	"runtime"
	"sync/atomic"
	"unsafe"

	"github.com/tetratelabs/wazero/api"
)

// Everything that depends on how wazero lays out what its API does not show is in this file and in trapsite.go. It was written against
// the version below; [newLayout] finds each field by name and checks its type, [Engine.selfTest] runs what cannot be
// checked that way. An upgrade of wazero that breaks an assumption fails there, with a *LayoutError, before any guest
// module is instantiated.
const wazeroVersion = "v1.12.0"

// LayoutError tells that the wazero linked into the program is not laid out as this package expects.
type LayoutError struct{ What string }

func (e *LayoutError) Error() string {
	return fmt.Sprintf("wasmbridge: the linked wazero does not fit (%s); build with wazero %s", e.What, wazeroVersion)
}

// moduleEngine is what wazero's internal ModuleEngine can do and this package needs.
type moduleEngine interface {
	NewFunction(index uint32) api.Function
	FunctionInstanceReference(index uint32) uintptr
}

// globalInstance is wazero's internal GlobalInstance.
type globalInstance interface {
	Value() (lo, hi uint64)
	SetValue(lo, hi uint64)
}

// tableInstance is wazero's internal TableInstance.
type tableInstance interface {
	Grow(delta uint32, init uintptr) uint32
}

// layout holds the positions of the fields of wazero's internal structures.
type layout struct {
	compiled bool // the machine-code engine, not the interpreter

	module  reflect.Type // wasm.ModuleInstance
	export  reflect.Type // wasm.Export
	shared  []int        // fields of a ModuleInstance that a view has in common with it
	exports int          // ModuleInstance.Exports
	tables, globals, tags, memory,
	engine, typeIDs int
	exportType, exportIndex int
	globalType, globalValue int // GlobalInstance.Type, .Val
	references              int // TableInstance.References
	tableMax                int

	stackBeforeGoCall atomic.Uintptr // compiler: offset of execCtx.stackPointerBeforeGoCall in a callEngine, 0 until seen
	compiledIndex     uintptr        // interpreter: offset of compiledFunction.index
}

// newLayout examines an instance.
func newLayout(m api.Module) (l *layout, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &LayoutError{fmt.Sprint(r)}
		}
	}()
	l = &layout{module: reflect.TypeOf(m).Elem()}
	field := func(t reflect.Type, name string) int {
		f, ok := t.FieldByName(name)
		if !ok || len(f.Index) != 1 {
			panic(t.String() + " has no field " + name)
		}
		return f.Index[0]
	}
	l.exports = field(l.module, "Exports")
	l.tables, l.globals, l.tags = field(l.module, "Tables"), field(l.module, "Globals"), field(l.module, "Tags")
	l.memory, l.engine, l.typeIDs = field(l.module, "MemoryInstance"), field(l.module, "Engine"), field(l.module, "TypeIDs")
	l.shared = []int{l.tables, l.globals, l.tags, l.memory, l.engine, l.typeIDs, field(l.module, "Source")}
	l.export = l.module.Field(l.exports).Type.Elem().Elem()
	l.exportType, l.exportIndex = field(l.export, "Type"), field(l.export, "Index")
	l.checkInstance(reflect.ValueOf(m).Elem(), field)
	return l, nil
}

func (l *layout) checkInstance(v reflect.Value, field func(reflect.Type, string) int) {
	table, global := v.Field(l.tables).Type().Elem(), v.Field(l.globals).Type().Elem()
	l.references, l.tableMax = field(table.Elem(), "References"), field(table.Elem(), "Max")
	l.globalType, l.globalValue = field(global.Elem(), "Type"), field(global.Elem(), "Val")
	must := func(ok bool, what string) {
		if !ok {
			panic(what)
		}
	}
	must(table.Implements(reflect.TypeFor[tableInstance]()), "tables")
	must(table.Elem().Field(l.references).Type == reflect.TypeFor[[]uintptr](), "references")
	must(global.Implements(reflect.TypeFor[globalInstance]()), "globals")
	valType, ok := global.Elem().Field(l.globalType).Type.FieldByName("ValType")
	must(ok, "types of globals")
	_, ok = valType.Type.MethodByName("AsNonNullable")
	must(ok, "value types")
	_ = v.Field(l.engine).Interface().(moduleEngine)
	if v.Field(l.typeIDs).Type().Elem().Kind() != reflect.Uint32 {
		panic("type ids are not 32 bits wide")
	}
	engine := v.Field(l.engine).Elem().Type().Elem()
	if _, ok := engine.FieldByName("opaquePtr"); ok {
		l.compiled = true
		return
	}
	functions, ok := engine.FieldByName("functions")
	if !ok {
		panic("neither engine is recognised")
	}
	parent, _ := functions.Type.Elem().FieldByName("parent")
	index, ok := parent.Type.Elem().FieldByName("index")
	if !ok || parent.Offset != 3*unsafe.Sizeof(uintptr(0)) {
		panic("functions of the interpreter")
	}
	l.compiledIndex = index.Offset
}

// ref is the memory behind a funcref. compiler: executable, context, type id and index. interpreter: type, module
// instance, type id, compiled function.
type ref struct {
	_, word1 uintptr
	_        uint32
	index    uint32
	word3    uintptr
}

func refAt(funcref uintptr) *ref { return *(**ref)(unsafe.Pointer(&funcref)) }

// owner returns the module instance that defines the function a funcref denotes, as an address, and the function's
// index in it.
func (l *layout) owner(funcref uintptr) (module uintptr, index uint32) {
	r := refAt(funcref)
	if !l.compiled {
		at := r.word3 + l.compiledIndex
		return r.word1, **(**uint32)(unsafe.Pointer(&at))
	}
	return **(**uintptr)(unsafe.Pointer(&r.word1)), r.index
}

// completeImportedRef writes the index into the reference that an instance has for a function it imports: wazero's
// compiler leaves it 0, which makes such references indistinguishable from those to function 0.
func (l *layout) completeImportedRef(funcref uintptr, index uint32) {
	if l.compiled {
		refAt(funcref).index = index
	}
}

// view returns a stand-in for the instance m that exports its item (kind, index) under name, and nothing else. An
// import resolver may return it: wazero takes only raw instances there, and finds items in them by name alone.
func (l *layout) view(m api.Module, name string, kind byte, index uint32) api.Module {
	src := reflect.ValueOf(m).Elem()
	v := reflect.New(l.module)
	for _, i := range l.shared {
		v.Elem().Field(i).Set(src.Field(i))
	}
	export := reflect.New(l.export)
	export.Elem().Field(l.exportType).SetUint(uint64(kind))
	export.Elem().Field(l.exportIndex).SetUint(uint64(index))
	exports := reflect.MakeMapWithSize(l.module.Field(l.exports).Type, 1)
	exports.SetMapIndex(reflect.ValueOf(name), export)
	v.Elem().Field(l.exports).Set(exports)
	return v.Interface().(api.Module)
}

// initializeGlobal writes what constant expressions read, which the compiler's own storage does not reach.
func (l *layout) initializeGlobal(global reflect.Value, value uint64, nonNull bool) {
	global.Field(l.globalValue).SetUint(value)
	if nonNull {
		t := global.Field(l.globalType).FieldByName("ValType")
		t.Set(nonNullable(t))
	}
}

// nonNullable returns the value type t, of wazero's type for those, without null.
func nonNullable(t reflect.Value) reflect.Value { return t.MethodByName("AsNonNullable").Call(nil)[0] }

// thrown returns the exception that a call to f ended with, as an exnref. It must be asked at once when the call has
// failed with wazero's "uncaught exception". ok is false for the interpreter, which does not keep it.
func (l *layout) thrown(f api.Function) (exnref uintptr, ok bool) {
	if !l.compiled {
		return 0, false
	}
	offset := l.stackBeforeGoCall.Load()
	if offset == 0 {
		t := reflect.TypeOf(f).Elem()
		ctx, ok1 := t.FieldByName("execCtx")
		if !ok1 {
			return 0, false
		}
		sp, ok2 := ctx.Type.FieldByName("stackPointerBeforeGoCall")
		if !ok2 {
			return 0, false
		}
		offset = ctx.Offset + sp.Offset
		l.stackBeforeGoCall.Store(offset)
	}
	engine := reflect.ValueOf(f).UnsafePointer()
	sp := *(*unsafe.Pointer)(unsafe.Add(engine, offset))
	if sp == nil {
		return 0, false
	}
	exnref = *(*uintptr)(unsafe.Add(sp, goCallArguments))
	runtime.KeepAlive(f)
	return exnref, exnref != 0
}

// goCallArguments is the distance from the stack pointer at a call into Go to its first argument.
var goCallArguments = map[string]uintptr{"amd64": 8, "arm64": 16}[runtime.GOARCH]

// exceptionValue is wasm.Exception, which consists of these two fields.
type exceptionValue struct {
	tag    unsafe.Pointer // *wasm.TagInstance
	params []uint64
}

func exceptionAt(exnref uintptr) *exceptionValue { return *(**exceptionValue)(unsafe.Pointer(&exnref)) }
