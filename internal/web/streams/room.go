// Package streams is the Streams Standard (https://streams.spec.whatwg.org/) and the transform streams of the Encoding Standard. It is JavaScript,
// for it is all about the order in which callbacks and promises run; Go moves the bytes.
package streams

import (
	"embed"
	"sync"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed *.js
var sources embed.FS

// Modules names the internal modules of the room: each is internal/webstreams/ and the name of a file here.
var Modules = []string{
	"bytecontrol", "classes", "compression", "control", "controllers", "from", "iterator", "pipe", "promises", "queue", "readable", "readablestream", "strategies",
	"tee", "text", "transfer", "transform", "transformstream", "writable", "writablestream",
}

// Loader returns what builds one of the modules.
func Loader(name string) func(*realm.Realm) (goja.Value, error) {
	script := sync.OnceValue(func() *realm.ModuleScript {
		source, err := sources.ReadFile(name + ".js")
		if err != nil {
			panic(err) // not a name of Modules
		}
		return realm.NewModuleScript("node:internal/webstreams/"+name, string(source))
	})
	return func(r *realm.Realm) (goja.Value, error) { return script().Load(r, native(r)) }
}
