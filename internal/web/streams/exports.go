package streams

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// Class is one of the room's classes and the module it is in.
type Class struct{ Name, Module string }

// Classes lists what the module stream/web exports, in node's order; all are globals too.
var Classes = []Class{
	{"ReadableStream", "readablestream"},
	{"ReadableStreamDefaultReader", "readablestream"},
	{"ReadableStreamBYOBReader", "readablestream"},
	{"ReadableStreamBYOBRequest", "controllers"},
	{"ReadableByteStreamController", "controllers"},
	{"ReadableStreamDefaultController", "controllers"},
	{"TransformStream", "transformstream"},
	{"TransformStreamDefaultController", "transformstream"},
	{"WritableStream", "writablestream"},
	{"WritableStreamDefaultWriter", "writablestream"},
	{"WritableStreamDefaultController", "writablestream"},
	{"ByteLengthQueuingStrategy", "strategies"},
	{"CountQueuingStrategy", "strategies"},
	{"TextEncoderStream", "text"},
	{"TextDecoderStream", "text"},
	{"CompressionStream", "compression"},
	{"DecompressionStream", "compression"},
}

// LoadWeb builds the module stream/web: each class at its first use.
func LoadWeb(r *realm.Realm) (goja.Value, error) {
	require, _ := goja.AssertFunction(r.RequireInternal)
	exports := r.Runtime.NewObject()
	for _, class := range Classes {
		fill := func() error {
			module := r.Call(require, goja.Undefined(), r.Runtime.ToValue("internal/webstreams/"+class.Module)).(*goja.Object)
			return exports.DefineDataProperty(class.Name, module.Get(class.Name), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		}
		r.LazyProperties(exports, []string{class.Name}, fill, nil)
	}
	return exports, nil
}
