package wasmbridge

import (
	"context"
	"errors"
	"weak"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/engine"
	linear "github.com/wasmglue/wasmglue/wasmbridge/internal/memory"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/synth"
)

// memory is a memory instance, and the state of the Memory object for it.
type memory struct {
	bridge *Bridge
	owner  *instance
	item   engine.Item
	typ    wasm.MemoryType
	is64   bool // the address type of the descriptor; the memory itself has 32-bit addresses
	linear *linear.Linear
	engine api.Memory

	address engine.Address

	object     weak.Pointer[goja.Object]
	bufferSize int
	buffer     *goja.Object // \[[BufferObject]], nil before it is asked for and after the memory grew
}

// madeMemory receives the memory that instantiating a module makes.
type madeMemory struct{ linear *linear.Linear }

func (m *madeMemory) set(l *linear.Linear) { m.linear = l }

func experimentalAllocator(ctx context.Context, a linear.Allocator) context.Context {
	return experimental.WithMemoryAllocator(ctx, a)
}

// newMemory makes the record of memory index of an instance, which l backs.
func (b *Bridge) newMemory(owner *instance, index uint32, l *linear.Linear, t wasm.MemoryType) *memory {
	mem, address := owner.engine.Memory()
	m := &memory{bridge: b, owner: owner, typ: t, linear: l, engine: mem, address: address,
		item: engine.Item{Instance: owner.engine, Kind: wasm.KindMemory, Index: index}}
	b.memories.set(address, m)
	if t.Shared {
		return m // its buffers are never detached, and any agent may grow it
	}
	self := weak.Make(m)
	l.OnGrow(b, func() {
		if m := self.Value(); m != nil {
			m.refreshBuffer()
		}
	})
	return m
}

func (m *memory) setObject(o *goja.Object) { m.object = weak.Make(o) }

// toObject is "create a memory object".
func (m *memory) toObject() *goja.Object {
	if o := m.object.Value(); o != nil {
		return o
	}
	return m.bridge.memory.create(m)
}

// pages is mem_size.
func (m *memory) pages() uint32 { return uint32(len(m.linear.Bytes()) / linear.PageSize) }

// memoryInterface defines Memory (section "Memories").
func (b *Bridge) memoryInterface() *iface[memory] {
	const context = "WebAssembly.Memory()"
	i := newInterface(b, "Memory", 1, func(a arguments) *memory {
		d := b.descriptor(a.values[0], context, "memory descriptor")
		is64 := d.addressType()
		initial, maximum, hasMaximum := d.sizes(is64, maxPages(is64))
		shared := false
		if v := d.member("shared"); v != nil {
			shared = v.ToBoolean()
		}
		if shared && !hasMaximum {
			b.throwTypeError("%s: If shared is true, maximum property should be defined.", context)
		}
		if hasMaximum && maximum > maxPages(is64) {
			b.throw(b.rangeError, "%s: Property 'maximum': value %d is above the upper bound %d", context, maximum, maxPages(is64))
		}
		limits := wasm.Limits{Min: clampPages(initial), Max: clampPages(maximum), HasMax: hasMaximum, Shared: shared}
		m := b.allocateMemory(wasm.MemoryType{Limits: limits}, initial, context)
		m.is64 = is64
		return m
	})
	i.method("grow", 1, func(m *memory, c goja.FunctionCall, context string) goja.Value {
		delta := b.addressValue(c.Argument(0), m.is64, context, "Argument 0")
		return b.addressResult(uint64(m.grow(delta, context)), m.is64)
	})
	i.attribute("buffer", "WebAssembly.Memory.buffer", func(m *memory) goja.Value { return m.bufferObject() }, nil)
	return i
}

const maxPages32 = 65536

// maxPages is the largest valid size of a memory in pages.
func maxPages(is64 bool) uint64 {
	if is64 {
		return 1<<37 - 1
	}
	return maxPages32
}

func clampPages(n uint64) uint32 { return uint32(min(n, maxPages32)) }

// allocateMemory is mem_alloc.
func (b *Bridge) allocateMemory(t wasm.MemoryType, initial uint64, context string) *memory {
	limit := b.cluster.config.limitPages
	if initial > maxPages32 || limit != 0 && t.Min > limit {
		b.throw(b.rangeError, "%s: could not allocate memory", context)
	}
	declared := t
	if limit != 0 && (!t.HasMax || t.Max > limit) {
		t.Max, t.HasMax = limit, true
	}
	ctx, made := b.withAllocator()
	owner, err := b.synthesize(ctx, synth.Memory(t))
	if err != nil {
		var failed *linear.AllocationError
		if errors.As(err, &failed) {
			b.throw(b.rangeError, "%s: could not allocate memory", context)
		}
		panic(b.rt.NewGoError(err))
	}
	return b.newMemory(owner, 0, made.linear, declared)
}

// synthesize instantiates a module of the bridge's own making.
func (b *Bridge) synthesize(ctx context.Context, bin []byte) (i *instance, err error) {
	store := b.store()
	e, err := guarded(func() (*engine.Instance, error) { return store.InstantiateSynthetic(ctx, bin, nil) })
	if err != nil {
		return nil, err
	}
	m, err := wasm.Parse(bin)
	if err != nil {
		return nil, err
	}
	return b.newInstance(e, m), nil
}

// grow is "grow the memory buffer".
func (m *memory) grow(delta uint64, context string) uint32 {
	before := m.pages()
	maximum := uint64(maxPages32)
	if m.typ.HasMax {
		maximum = uint64(m.typ.Max)
	}
	if uint64(before)+delta > maximum {
		m.bridge.throw(m.bridge.rangeError, "%s: Maximum memory size exceeded", context)
	}
	if delta == 0 {
		m.refreshBuffer()
		return before
	}
	if _, ok := m.engine.Grow(uint32(delta)); !ok {
		m.bridge.throw(m.bridge.rangeError, "%s: Unable to grow instance memory", context)
	}
	return before
}

// refreshBuffer is "refresh the Memory buffer": the object handed out so far is detached, and a new one made when it
// is next asked for.
func (m *memory) refreshBuffer() {
	if m.buffer == nil || m.typ.Shared {
		return
	}
	m.bridge.buffers.release(m.buffer)
	m.buffer = nil
}

// bufferObject returns the Memory object's buffer. A shared memory has a new one when its size has changed.
func (m *memory) bufferObject() *goja.Object {
	if size := len(m.linear.Bytes()); m.buffer == nil || m.typ.Shared && size != m.bufferSize {
		m.buffer, m.bufferSize = m.newBuffer(), size
	}
	return m.buffer
}

// newBuffer is "create a fixed length memory buffer".
func (m *memory) newBuffer() *goja.Object {
	b := m.bridge
	var o *goja.Object
	if m.typ.Shared {
		o = b.sharedBuffer(m.linear.Bytes())
	} else {
		o = b.rt.ToValue(b.rt.NewArrayBuffer(m.linear.Bytes())).(*goja.Object)
	}
	b.keepAlive(o, m)
	b.buffers.set(weak.Make(o), m)
	return o
}

// sharedBuffer makes the SharedArrayBuffer of a shared memory.
func (b *Bridge) sharedBuffer(bytes []byte) *goja.Object {
	var o *goja.Object
	if b.config.sharedBuffer != nil {
		o = b.config.sharedBuffer(b.rt, bytes)
	} else {
		o = b.rt.ToValue(b.rt.NewArrayBuffer(bytes)).(*goja.Object)
		if class, ok := b.rt.Get("SharedArrayBuffer").(*goja.Object); ok {
			if proto, ok := class.Get("prototype").(*goja.Object); ok {
				define(o.SetPrototype(proto))
			}
		}
	}
	must(b.freeze(goja.Undefined(), o))
	return o
}

// memoryBuffers knows the buffers of memories.
type memoryBuffers struct {
	weakMap[weak.Pointer[goja.Object], memory]
}

// release detaches a buffer.
func (w *memoryBuffers) release(o *goja.Object) {
	if buffer, ok := o.Export().(goja.ArrayBuffer); ok {
		buffer.Detach()
	}
}

// IsMemoryBuffer tells whether v is the ArrayBuffer of a WebAssembly memory. Such a buffer must not be detached by
// anything else: transferring it, in structured cloning or otherwise, is a TypeError.
func (b *Bridge) IsMemoryBuffer(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	return ok && b.buffers.get(weak.Make(o)) != nil
}

// BufferOwner returns what must stay reachable as long as the bytes of v are used, if v is the buffer of a memory, else nil.
func (b *Bridge) BufferOwner(v goja.Value) any {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	if m := b.buffers.get(weak.Make(o)); m != nil {
		return m.linear
	}
	return nil
}
