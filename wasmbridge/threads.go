package wasmbridge

import (
	"context"
	"errors"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/engine"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/passes"
	"github.com/wasmglue/wasmglue/wasmbridge/waiters"
)

// threads are the functions that modules with a shared memory call: see passes.Threads.
type threads struct {
	host  *engine.Instance // nil before the first such module
	pause goja.Callable    // an empty function of JavaScript: calling it fails while the engine is interrupted
}

// equipThreads fills the table that passes.Threads added to a module with the functions, then runs the module's start function.
func (b *Bridge) equipThreads(e *engine.Instance, source *moduleSource) error {
	if err := b.threads.make(b); err != nil {
		return err
	}
	table := e.Table(uint32(source.wasm.Count(wasm.KindTable)))
	for i := range table.Len() {
		table.Set(i, b.threads.host.FuncRef(i))
	}
	if source.wasm.Start == nil {
		return nil
	}
	return e.Function(*source.wasm.Start).CallWithStack(b.ctx, nil)
}

func (t *threads) make(b *Bridge) error {
	if t.host != nil {
		return nil
	}
	pause, err := b.rt.RunString("(function () {})")
	if err != nil {
		return err
	}
	t.pause, _ = goja.AssertFunction(pause)
	calls := [...]func(m api.Memory, stack []uint64){
		passes.ThreadWait32: b.wait32, passes.ThreadWait64: b.wait64, passes.ThreadNotify: b.notify, passes.ThreadYield: b.yield,
	}
	functions := make([]engine.HostFunction, len(calls))
	for i, typ := range passes.ThreadTypes() {
		functions[i] = engine.HostFunction{Params: codes(typ.Params), Results: codes(typ.Results),
			CallModule: func(_ context.Context, m api.Module, stack []uint64) { calls[i](m.Memory(), stack) }}
	}
	t.host, err = b.store().Host(b.ctx, functions)
	return err
}

// place returns the address of size bytes at the operand and offset of an atomic instruction, or traps.
func (b *Bridge) place(m api.Memory, operand, offset uint64, size uint32) unsafe.Pointer {
	at := uint64(uint32(operand)) + uint64(uint32(offset))
	if at%uint64(size) != 0 {
		b.trapInHost("unaligned atomic")
	}
	bytes, ok := []byte(nil), false
	if at == uint64(uint32(at)) {
		bytes, ok = m.Read(uint32(at), size)
	}
	if !ok {
		b.trapInHost("out of bounds memory access")
	}
	return unsafe.Pointer(&bytes[0])
}

func (b *Bridge) trapInHost(text string) {
	panic(b.attempt(func() { b.throwTrap(text, errors.New(text)) }))
}

// wait32 is memory.atomic.wait32.
func (b *Bridge) wait32(m api.Memory, stack []uint64) {
	p := (*uint32)(b.place(m, stack[0], stack[3], 4))
	expected := uint32(stack[1])
	stack[0] = b.wait(unsafe.Pointer(p), stack[2], func() bool { return atomic.LoadUint32(p) == expected })
}

// wait64 is memory.atomic.wait64.
func (b *Bridge) wait64(m api.Memory, stack []uint64) {
	p := (*uint64)(b.place(m, stack[0], stack[3], 8))
	expected := stack[1]
	stack[0] = b.wait(unsafe.Pointer(p), stack[2], func() bool { return atomic.LoadUint64(p) == expected })
}

// wait suspends the agent for up to nanoseconds, without limit when they are negative.
func (b *Bridge) wait(p unsafe.Pointer, nanoseconds uint64, holds func() bool) uint64 {
	result := waiters.Wait(p, holds, time.Duration(nanoseconds), b.interrupted())
	if result == waiters.Interrupted {
		b.unwindInterrupted()
		result = waiters.TimedOut // the interrupt was taken back
	}
	return uint64(result)
}

// notify is memory.atomic.notify.
func (b *Bridge) notify(m api.Memory, stack []uint64) {
	p := b.place(m, stack[0], stack[2], 4)
	stack[0] = uint64(waiters.Notify(p, uint32(stack[1])))
}

// yield is called by loops: it lets the garbage collector have its turn, as every call into Go does, and ends an interrupted agent.
func (b *Bridge) yield(api.Memory, []uint64) {
	select {
	case <-b.interrupted():
		b.unwindInterrupted()
	default:
	}
}

// interrupted returns the channel that is closed when the running task is to end, nil without one.
func (b *Bridge) interrupted() <-chan struct{} {
	if b.config.interrupted == nil {
		return nil
	}
	return b.config.interrupted()
}

// unwindInterrupted leaves WebAssembly as the engine leaves JavaScript when it is interrupted.
func (b *Bridge) unwindInterrupted() {
	if _, err := b.threads.pause(goja.Undefined()); err != nil {
		panic(failedCall(err))
	}
}
