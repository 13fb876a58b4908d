package realm

import "github.com/dop251/goja"

// WebAssembly is what the rooms must know of the WebAssembly objects of a realm.
type WebAssembly interface {
	// IsPlatformObject tells whether v is a Module, Instance, Memory, Table, Global, Tag or Exception.
	IsPlatformObject(v goja.Value) bool
	// IsMemoryBuffer tells whether v is the buffer of a memory: nothing else may detach it.
	IsMemoryBuffer(v goja.Value) bool
	// Clone makes another object for the same Module or shared Memory; ok is false for what structured cloning must refuse.
	Clone(v goja.Value) (o *goja.Object, ok bool)
}
