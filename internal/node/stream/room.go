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
var parts = []string{"errors", "destroy", "finished", "readable", "iterator", "writable", "duplex", "transform", "pipeline", "operators", "index"}

var scripts = sync.OnceValues(func() ([]*realm.Script, error) {
	list := make([]*realm.Script, len(parts))
	for i, name := range parts {
		source, err := sources.ReadFile(name + ".js")
		if err != nil {
			return nil, err
		}
		list[i] = realm.NewScript("node:stream/"+name, "parts, require, native", string(source))
	}
	return list, nil
})

// Load builds the module's exports.
func Load(r *realm.Realm) (goja.Value, error) {
	list, err := scripts()
	if err != nil {
		return nil, err
	}
	native := r.Runtime.NewObject()
	r.Method(native, "coded", 3, func(c goja.FunctionCall) goja.Value {
		return r.CodedError(c.Argument(0).String(), c.Argument(1).String(), c.Argument(2).String())
	})
	r.Method(native, "argType", 3, func(c goja.FunctionCall) goja.Value {
		r.ThrowArgType(c.Argument(0).String(), c.Argument(1).String(), c.Argument(2))
		return nil
	})
	shared := r.Runtime.NewObject()
	for _, script := range list {
		if _, err := script.Run(r, shared, r.RequireInternal, native); err != nil {
			return nil, err
		}
	}
	return shared.Get("exports"), nil
}
