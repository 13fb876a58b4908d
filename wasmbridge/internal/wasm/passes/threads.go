package passes

import (
	"slices"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/code"
)

// Threads makes the code of modules with a shared memory call the bridge where it waits, notifies, and now and then where it loops.
//
// Waiting and notifying are the bridge's, so that JavaScript's Atomics have the same list of waiters. Loops call it because machine code cannot be
// interrupted otherwise, neither by the end of a worker nor by the garbage collector: a thread that spins until another one writes to memory would
// stop that one for ever, once it has to wait for the collector.
//
// The functions are in a table of four, the module's last, which the bridge fills after it made the instance and before it runs the start function.
var Threads = Pass{
	Name:   "threads",
	Needed: Threaded,
	Run:    callBridge,
}

// The functions in the table that [Threads] adds, in this order. Each of the first three has the operands of the instruction it stands for, and its
// offset.
const (
	ThreadWait32 = iota
	ThreadWait64
	ThreadNotify
	ThreadYield
	threadFunctions
)

// ThreadTypes returns the types of the functions.
func ThreadTypes() [threadFunctions]wasm.FuncType {
	i32, i64 := wasm.I32, wasm.I64
	result := []wasm.ValueType{i32}
	return [...]wasm.FuncType{
		ThreadWait32: {Params: []wasm.ValueType{i32, i32, i64, i32}, Results: result},
		ThreadWait64: {Params: []wasm.ValueType{i32, i64, i64, i32}, Results: result},
		ThreadNotify: {Params: []wasm.ValueType{i32, i32, i32}, Results: result},
		ThreadYield:  {},
	}
}

// Threaded tells whether m has a shared memory.
func Threaded(m *wasm.Module) bool { return m.Count(wasm.KindMemory) > 0 && m.MemoryType(0).Shared }

// loopsPerYield is how often a loop turns between two calls, a power of two: some microseconds.
const loopsPerYield = 1 << 14

func callBridge(m *wasm.Module) error {
	m.Types = slices.Clip(m.Types)
	c := bridgeCaller{table: uint32(m.Count(wasm.KindTable))}
	for i, t := range ThreadTypes() {
		c.types[i] = m.AddType(t)
	}
	limits := wasm.Limits{Min: threadFunctions, Max: threadFunctions, HasMax: true}
	m.Tables = append(slices.Clip(m.Tables), wasm.Table{Type: wasm.TableType{Elem: wasm.FuncRef, Limits: limits}})
	m.Start = nil
	imported := m.ImportedCount(wasm.KindFunc)
	bodies := slices.Clone(m.Bodies)
	for i := range bodies {
		var err error
		if bodies[i], err = c.function(bodies[i], len(m.FuncType(uint32(imported+i)).Params)); err != nil {
			return err
		}
	}
	m.Bodies = bodies
	return nil
}

// bridgeCaller rewrites the functions of one module.
type bridgeCaller struct {
	types   [threadFunctions]uint32
	table   uint32
	rewrite code.Rewriter
	counter *uint32 // local of the function that counts turns of its loops
}

func (c *bridgeCaller) function(body wasm.Body, params int) (wasm.Body, error) {
	c.counter = nil
	return c.rewrite.Rewrite(body, params, func(in *code.Instr, e *code.Edit) error {
		switch in.Op {
		case code.MemoryAtomicNotify:
			c.instead(in, e, ThreadNotify)
		case code.MemoryAtomicWait32:
			c.instead(in, e, ThreadWait32)
		case code.MemoryAtomicWait64:
			c.instead(in, e, ThreadWait64)
		case code.Loop:
			c.count(e)
		}
		return nil
	})
}

// instead calls a function with the instruction's operands and offset.
func (c *bridgeCaller) instead(in *code.Instr, e *code.Edit, function int) {
	e.Drop()
	e.Before.I32Const(int32(in.Y))
	c.call(&e.Before, function)
}

func (c *bridgeCaller) call(a *wasm.Assembler, function int) {
	a.I32Const(int32(function)).CallIndirect(c.types[function], c.table)
}

// count counts the turns of a loop.
func (c *bridgeCaller) count(e *code.Edit) {
	if c.counter == nil {
		local := e.NewLocal(wasm.I32)
		c.counter = &local
	}
	const i32Add, i32And, i32Eqz, localTee = 0x6a, 0x71, 0x45, 0x22
	a := &e.After
	a.LocalGet(*c.counter).I32Const(1).Op(i32Add).Index(localTee, *c.counter)
	a.I32Const(loopsPerYield-1).Op(i32And, i32Eqz, byte(code.If), 0x40)
	c.call(a, ThreadYield)
	a.End()
}
