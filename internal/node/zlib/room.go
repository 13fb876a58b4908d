// Package zlib is node:zlib: codecs of DEFLATE data in its three formats and of brotli, under streams and functions on whole buffers.
package zlib

import (
	_ "embed"
	"hash/crc32"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed zlib.js
var source string

//go:embed options.js
var optionsSource string

//go:embed streams.js
var streamsSource string

//go:embed constants.js
var constantsSource string

var (
	script          = realm.NewModuleScript("node:zlib", source)
	optionsScript   = realm.NewModuleScript("node:internal/zlib/options", optionsSource)
	streamsScript   = realm.NewModuleScript("node:internal/zlib/streams", streamsSource)
	constantsScript = realm.NewModuleScript("node:internal/zlib/constants", constantsSource)
)

// Load builds the exports of zlib.
func Load(r *realm.Realm) (goja.Value, error) { return script.Load(r, define(r)) }

// LoadOptions builds internal/zlib/options: what is checked before a codec is made.
func LoadOptions(r *realm.Realm) (goja.Value, error) { return optionsScript.Load(r, define(r)) }

// LoadStreams builds internal/zlib/streams: Gzip and the other classes.
func LoadStreams(r *realm.Realm) (goja.Value, error) { return streamsScript.Load(r, define(r)) }

// LoadConstants builds internal/zlib/constants.
func LoadConstants(r *realm.Realm) (goja.Value, error) { return constantsScript.Load(r, nil) }

func define(r *realm.Realm) *goja.Object {
	n := natives{r}
	object := r.Runtime.NewObject()
	for name, f := range map[string]realm.Native{
		"open": n.open, "write": n.write, "resume": n.resume, "writeSync": n.writeSync, "taken": n.taken, "writeAll": n.writeAll, "reset": n.reset,
		"params": n.params, "close": n.close, "crc32": n.crc32,
	} {
		r.Method(object, name, 0, f)
	}
	return object
}

// crc32(data, value)
func (n natives) crc32(c goja.FunctionCall) goja.Value {
	sum := crc32.Update(uint32(c.Argument(1).ToInteger()), crc32.IEEETable, n.input(c.Argument(0)))
	return n.Runtime.ToValue(int64(sum))
}
