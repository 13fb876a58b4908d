package wasmbridge

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/engine"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
)

// ErrOtherCluster is why a shared memory cannot be deserialized in a realm: its bytes belong to another cluster.
var ErrOtherCluster = errors.New("wasmbridge: the memory belongs to another cluster")

// Serialized is a Module or a shared Memory on its way from one realm to another. It may be used on any goroutine, any
// number of times, and keeps alive what it stands for.
type Serialized struct {
	module *moduleSource
	memory *sharedMemory
}

// sharedMemory is what the Memory objects of several realms for one memory have in common.
type sharedMemory struct {
	cluster *Cluster
	origin  *memory // keeps the instance alive that owns the memory
	item    engine.Item
	typ     wasm.MemoryType
}

// Serialize is the serialization step of structured cloning for the objects of this package (HTML 2.7.2, JavaScript API
// "Module" and, for shared memories, the threads proposal). ok is false when v is none that can be cloned: whether it is
// a WebAssembly object at all, [Bridge.IsPlatformObject] tells. A Module must not be serialized for storage.
func (b *Bridge) Serialize(v goja.Value) (s Serialized, ok bool) {
	if b.namespace == nil {
		return s, false
	}
	if m := b.module.implements(v); m != nil {
		return Serialized{module: m.moduleSource}, true
	}
	if m := b.memory.implements(v); m != nil && m.typ.Shared {
		return Serialized{memory: &sharedMemory{b.cluster, m, m.item, m.typ}}, true
	}
	return s, false
}

// Deserialize makes the object for s in this realm. It returns [ErrOtherCluster] for a memory of another cluster; a
// module of another one is compiled when it is first instantiated.
func (b *Bridge) Deserialize(s Serialized) (o *goja.Object, err error) {
	b.Namespace()
	if s.memory != nil {
		return b.adoptMemory(s.memory)
	}
	if s.module == nil {
		return nil, errors.New("wasmbridge: nothing was serialized")
	}
	if ex := b.rt.Try(func() { o = b.module.create(&module{moduleSource: s.module}) }); ex != nil {
		return nil, ex
	}
	return o, nil
}

func (b *Bridge) adoptMemory(s *sharedMemory) (o *goja.Object, err error) {
	if s.cluster != b.cluster {
		return nil, ErrOtherCluster
	}
	if ex := b.rt.Try(func() {
		b.store()
		address := s.origin.address
		m := b.memories.get(address)
		if m == nil {
			m = &memory{bridge: b, owner: s.origin.owner, item: s.item, typ: s.typ, linear: s.origin.linear,
				engine: s.origin.engine, address: address}
			b.memories.set(address, m)
		}
		o = m.toObject()
	}); ex != nil {
		return nil, ex
	}
	return o, nil
}

// IsPlatformObject tells whether v is a WebAssembly.Module, Instance, Memory, Table, Global, Tag or Exception. Those
// that cannot be serialized make structured cloning fail with a DataCloneError.
func (b *Bridge) IsPlatformObject(v goja.Value) bool {
	if b.namespace == nil {
		return false
	}
	return b.module.implements(v) != nil || b.instance.implements(v) != nil || b.memory.implements(v) != nil ||
		b.table.implements(v) != nil || b.global.implements(v) != nil || b.tag.implements(v) != nil ||
		b.exception.implements(v) != nil
}
