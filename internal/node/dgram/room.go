// Package dgram is node:dgram: datagrams over UDP. Its handles are Go, in the manner of libuv's.
package dgram

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed dgram.js
var source string

var script = realm.NewModuleScript("node:dgram", source)

// Load builds the exports of dgram.
func Load(r *realm.Realm) (goja.Value, error) { return script.Load(r, nil) }
