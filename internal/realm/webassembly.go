package realm

import "github.com/dop251/goja"

// WebAssembly is what the rooms must know of the WebAssembly objects of a realm.
type WebAssembly interface {
	// IsPlatformObject tells whether v is a Module, Instance, Memory, Table, Global, Tag or Exception.
	IsPlatformObject(v goja.Value) bool
	// IsMemoryBuffer tells whether v is the buffer of a memory: nothing else may detach it.
	IsMemoryBuffer(v goja.Value) bool
	// MemoryOf returns what the bytes of a memory's buffer live as long as; nil when v is no such buffer.
	MemoryOf(v goja.Value) any
	// Serialize returns a form of a Module or shared Memory that belongs to no realm; ok is false for what structured cloning must refuse.
	Serialize(v goja.Value) (serialized any, ok bool)
	// Deserialize makes the object for what Serialize returned in this realm or another of its cluster.
	Deserialize(serialized any) (*goja.Object, error)
}
