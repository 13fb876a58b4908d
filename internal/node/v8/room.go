// Package v8 is node:v8 as far as it does not depend on the engine: serialize and deserialize in V8's wire format, and heap statistics of the
// host's memory.
package v8

import (
	_ "embed"
	"fmt"
	"hash/crc32"
	"math"
	"runtime"
	"runtime/debug"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed v8.js
var source string

//go:embed serializer.js
var serializerSource string

//go:embed deserializer.js
var deserializerSource string

var (
	script             = realm.NewModuleScript("node:v8", source)
	serializerScript   = realm.NewModuleScript("node:internal/v8/serializer", serializerSource)
	deserializerScript = realm.NewModuleScript("node:internal/v8/deserializer", deserializerSource)
)

// Load builds the exports.
func Load(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "heap", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(heap()) })
	r.Method(native, "refuseFlags", 1, func(c goja.FunctionCall) goja.Value {
		unknown := unknownFlags(c.Argument(0).String())
		if r.Process.Stderr != nil {
			for _, flag := range unknown {
				fmt.Fprintf(r.Process.Stderr, "Error: unrecognized flag %s\nTry --help for options\n", flag)
			}
		}
		return r.Runtime.ToValue(len(unknown) > 0)
	})
	r.Method(native, "version", 1, func(c goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(int64(crc32.ChecksumIEEE([]byte(runtime.Version() + runtime.GOARCH + c.Argument(0).String()))))
	})
	return script.Load(r, native)
}

// heap describes the process's memory. The limit is Go's own, or what V8 would have.
func heap() map[string]any {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	limit := debug.SetMemoryLimit(-1)
	if limit == math.MaxInt64 {
		limit = 4345298944
	}
	return map[string]any{
		"size": int64(m.HeapSys), "used": int64(m.HeapAlloc), "free": int64(m.HeapIdle), "physical": int64(m.HeapSys - m.HeapReleased),
		"limit": limit, "malloced": int64(m.Sys - m.HeapSys),
	}
}

// LoadSerializer builds internal/v8/serializer.
func LoadSerializer(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "writer", 0, func(goja.FunctionCall) goja.Value { return newWriter(r) })
	r.Method(native, "kind", 1, func(c goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(string(r.KindOf(c.Argument(0).(*goja.Object))))
	})
	return serializerScript.Load(r, native)
}

// LoadDeserializer builds internal/v8/deserializer.
func LoadDeserializer(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "reader", 1, func(c goja.FunctionCall) goja.Value {
		b, _ := r.Bytes(c.Argument(0))
		return newReader(r, b)
	})
	return deserializerScript.Load(r, native)
}
