// Package stream is node:stream: Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished and their promises. It is JavaScript,
// as what it does is to call back into JavaScript in node's order.
package stream

import (
	"embed"
	"sync"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed *.js
var sources embed.FS

// parts are the files of the room in the order they are run: each adds to the object `parts` what later ones use.
var parts = []string{"errors", "kinds", "generator", "destroy", "finished", "readable", "iterator", "writable", "duplex", "transform", "pipeline",
	"duplexify", "duplexpair", "operators", "index"}

var scripts = sync.OnceValue(func() []*realm.Script {
	list := make([]*realm.Script, len(parts))
	for i, name := range parts {
		list[i] = script(name)
	}
	return list
})

// adapters is the part about web streams, which few programs use.
var adapters = sync.OnceValue(func() *realm.Script { return script("adapters") })

func script(name string) *realm.Script {
	source, err := sources.ReadFile(name + ".js")
	if err != nil {
		panic(err) // the files are embedded
	}
	return realm.NewScript("node:stream/"+name, "parts, require", string(source))
}

var consumers = sync.OnceValue(func() *realm.ModuleScript {
	source, err := sources.ReadFile("consumers.js")
	if err != nil {
		panic(err) // the files are embedded
	}
	return realm.NewModuleScript("node:stream/consumers", string(source))
})

// LoadConsumers builds the exports of stream/consumers.
func LoadConsumers(r *realm.Realm) (goja.Value, error) { return consumers().Load(r, nil) }

// Load builds the module's exports.
func Load(r *realm.Realm) (goja.Value, error) {
	shared := r.Runtime.NewObject()
	r.Method(shared, "loadWeb", 0, func(goja.FunctionCall) goja.Value {
		if _, err := adapters().Run(r, shared, r.RequireInternal); err != nil {
			panic(realm.Rethrow(err))
		}
		return goja.Undefined()
	})
	for _, script := range scripts() {
		if _, err := script.Run(r, shared, r.RequireInternal); err != nil {
			return nil, err
		}
	}
	return shared.Get("exports"), nil
}
