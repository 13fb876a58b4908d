// Package enginestate reads what goja keeps to itself and offers no other way to: how deep the call stack is, the queue of microtasks, and where and at
// what the interpreter stands when it makes an error. Fields are found by name and type, once per process; where one is missing or of another type the
// engine has changed, and what depends on it is left out.
package enginestate

import (
	"reflect"
	"sort"
	"sync"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/unistring"
)

// layout is where the fields are.
type layout struct {
	jobs, vm uintptr // in goja.Runtime

	program, pc, stack, sp, base, calls uintptr // in the interpreter
	limit                               uintptr // of calls
	code, source, places                uintptr // in goja.Program
	instructions                        reflect.Type
	global, eval                        uintptr // in goja.Runtime: the intrinsic eval
}

// place is an entry of a program's map from instructions to source.
type place struct{ pc, offset int }

// find is the layout, nil if the engine's is another.
var find = sync.OnceValue(func() *layout {
	l, ok := &layout{}, true
	field := func(in reflect.Type, name string, at *uintptr, is func(reflect.Type) bool) reflect.Type {
		f, found := in.FieldByName(name)
		if !found || !is(f.Type) {
			ok = false
			return reflect.TypeFor[struct{}]()
		}
		*at = f.Offset
		return f.Type
	}
	exactly := func(want reflect.Type) func(reflect.Type) bool { return func(t reflect.Type) bool { return t == want } }
	kind := func(want reflect.Kind) func(reflect.Type) bool {
		return func(t reflect.Type) bool { return t.Kind() == want }
	}
	sliceOf := func(size uintptr) func(reflect.Type) bool {
		return func(t reflect.Type) bool { return t.Kind() == reflect.Slice && (size == 0 || t.Elem().Size() == size) }
	}
	runtime := reflect.TypeFor[goja.Runtime]()
	field(runtime, "jobQueue", &l.jobs, exactly(reflect.TypeFor[[]func()]()))
	vm := field(runtime, "vm", &l.vm, kind(reflect.Pointer))
	global := field(runtime, "global", &l.global, kind(reflect.Struct))
	if !ok {
		return nil
	}
	field(global, "Eval", &l.eval, exactly(reflect.TypeFor[*goja.Object]()))
	field(vm.Elem(), "prg", &l.program, exactly(reflect.TypeFor[*goja.Program]()))
	field(vm.Elem(), "pc", &l.pc, kind(reflect.Int))
	field(vm.Elem(), "sp", &l.sp, kind(reflect.Int))
	field(vm.Elem(), "sb", &l.base, kind(reflect.Int))
	field(vm.Elem(), "stack", &l.stack, sliceOf(reflect.TypeFor[goja.Value]().Size()))
	field(vm.Elem(), "callStack", &l.calls, sliceOf(0))
	field(vm.Elem(), "maxCallStackSize", &l.limit, kind(reflect.Int))
	program := reflect.TypeFor[goja.Program]()
	l.instructions = field(program, "code", &l.code, sliceOf(reflect.TypeFor[any]().Size()))
	field(program, "src", &l.source, exactly(reflect.TypeFor[*file.File]()))
	field(program, "srcMap", &l.places, sliceOf(reflect.TypeFor[place]().Size()))
	if !ok {
		return nil
	}
	return l
})

// State is the state of one runtime. It may be read only on the goroutine that the runtime belongs to.
type State struct {
	layout *layout
	rt     *goja.Runtime
	vm     unsafe.Pointer
}

// Of returns the state of rt, nil if this engine's cannot be read.
func Of(rt *goja.Runtime) *State {
	l := find()
	if l == nil {
		return nil
	}
	return &State{layout: l, rt: rt, vm: *at[unsafe.Pointer](unsafe.Pointer(rt), l.vm)}
}

func at[T any](base unsafe.Pointer, offset uintptr) *T { return (*T)(unsafe.Add(base, offset)) }

// Calls is the number of entries on the call stack.
func (s *State) Calls() int { return len(*at[[]struct{}](s.vm, s.layout.calls)) }

// CallLimit is the number of entries beyond which the engine refuses a call.
func (s *State) CallLimit() int { return *at[int](s.vm, s.layout.limit) }

// TakeJobs takes the microtasks that wait, in their order, and leaves the queue empty.
func (s *State) TakeJobs() []func() {
	queue := at[[]func()](unsafe.Pointer(s.rt), s.layout.jobs)
	jobs := *queue
	*queue = nil
	return jobs
}

// Operand returns the value n places below the top of the operand stack, nil if there is none.
func (s *State) Operand(n int) goja.Value {
	stack := *at[[]goja.Value](s.vm, s.layout.stack)
	if i := *at[int](s.vm, s.layout.sp) - 1 - n; i >= 0 && i < len(stack) {
		return stack[i]
	}
	return nil
}

// Eval is the intrinsic function eval.
func (s *State) Eval() *goja.Object {
	return *at[*goja.Object](unsafe.Pointer(s.rt), s.layout.global+s.layout.eval)
}

// Instruction is what runs: the name of the engine's type, and the number or the name that it carries. The type is "" in a native function.
type Instruction struct {
	Type   string
	Number int
	Name   string
}

// Instruction returns the instruction that runs.
func (s *State) Instruction() (i Instruction) {
	program := *at[*goja.Program](s.vm, s.layout.program)
	if program == nil {
		return i
	}
	code := reflect.NewAt(s.layout.instructions, unsafe.Add(unsafe.Pointer(program), s.layout.code)).Elem()
	pc := *at[int](s.vm, s.layout.pc)
	if pc < 0 || pc >= code.Len() {
		return i
	}
	instruction := code.Index(pc).Elem()
	switch instruction.Kind() {
	case reflect.Uint32:
		i.Number = int(instruction.Uint())
	case reflect.Int32, reflect.Int:
		i.Number = int(instruction.Int())
	case reflect.String:
		i.Name = unistring.String(instruction.String()).String()
	}
	t := instruction.Type()
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	i.Type = t.Name()
	return i
}

// Native is the native function that runs, nil in JavaScript.
func (s *State) Native() goja.Value {
	stack := *at[[]goja.Value](s.vm, s.layout.stack)
	base := *at[int](s.vm, s.layout.base)
	if *at[*goja.Program](s.vm, s.layout.program) != nil || base < 1 || base > len(stack) {
		return nil
	}
	return stack[base-1]
}

// This is what the native function that runs was called on.
func (s *State) This() goja.Value {
	stack := *at[[]goja.Value](s.vm, s.layout.stack)
	if base := *at[int](s.vm, s.layout.base); base >= 2 && base <= len(stack) {
		return stack[base-2]
	}
	return nil
}

// Source is the text that runs and the offset of the running instruction's place in it; ok is false in a native function.
func (s *State) Source() (text *file.File, offset int, ok bool) {
	program := *at[*goja.Program](s.vm, s.layout.program)
	if program == nil {
		return nil, 0, false
	}
	places := *at[[]place](unsafe.Pointer(program), s.layout.places)
	pc := *at[int](s.vm, s.layout.pc)
	i := sort.Search(len(places), func(i int) bool { return places[i].pc > pc }) - 1
	text = *at[*file.File](unsafe.Pointer(program), s.layout.source)
	if i < 0 || text == nil {
		return nil, 0, false
	}
	return text, places[i].offset, true
}
