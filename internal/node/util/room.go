// Package util is node:util apart from inspect, which is a room of its own.
package util

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/sandbox"
)

//go:embed util.js
var utilSource string

//go:embed internal.js
var internalSource string

//go:embed comparisons.js
var comparisonsSource string

//go:embed parseargs.js
var parseArgsSource string

//go:embed mime.js
var mimeSource string

var (
	utilScript        = realm.NewModuleScript("node:util", utilSource)
	internalScript    = realm.NewModuleScript("node:internal/util", internalSource)
	comparisonsScript = realm.NewModuleScript("node:internal/util/comparisons", comparisonsSource)
	parseArgsScript   = realm.NewModuleScript("node:internal/util/parse_args", parseArgsSource)
	mimeScript        = realm.NewModuleScript("node:internal/mime", mimeSource)
)

// Load builds the exports of util.
func Load(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "parseEnv", 1, func(c goja.FunctionCall) goja.Value {
		variables := r.Runtime.NewObject()
		for _, pair := range sandbox.ParseEnvFile(c.Argument(0).String()) {
			_ = variables.Set(pair.Name, pair.Value)
		}
		return variables
	})
	return utilScript.Load(r, native)
}

// LoadComparisons builds internal/util/comparisons: deep equality.
func LoadComparisons(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "sameBytes", 2, func(c goja.FunctionCall) goja.Value {
		a, _ := r.Bytes(c.Argument(0))
		b, _ := r.Bytes(c.Argument(1))
		return r.Runtime.ToValue(string(a) == string(b))
	})
	return comparisonsScript.Load(r, native)
}

// LoadParseArgs builds internal/util/parse_args.
func LoadParseArgs(r *realm.Realm) (goja.Value, error) { return parseArgsScript.Load(r, nil) }

// LoadMIME builds internal/mime: MIMEType and MIMEParams.
func LoadMIME(r *realm.Realm) (goja.Value, error) { return mimeScript.Load(r, nil) }

// LoadInternal builds internal/util.
func LoadInternal(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "wellFormed", 1, func(c goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(c.Argument(0).ToString().String())
	})
	r.Method(native, "systemErrors", 0, func(goja.FunctionCall) goja.Value { return systemErrors(r) })
	return internalScript.Load(r, native)
}

// LoadTypes builds util/types.
func LoadTypes(r *realm.Realm) (goja.Value, error) { return newTypes(r).exports(), nil }

func systemErrors(r *realm.Realm) goja.Value {
	var rows []any
	for _, e := range realm.SystemErrors() {
		rows = append(rows, r.Runtime.NewArray(-int64(e.Errno), r.Runtime.NewArray(e.Code, e.Text)))
	}
	for _, e := range resolverErrors {
		rows = append(rows, r.Runtime.NewArray(e.number, r.Runtime.NewArray(e.code, e.text)))
	}
	return r.Runtime.NewArray(rows...)
}

// resolverErrors are libuv's own numbers, no system's.
var resolverErrors = []struct {
	number     int64
	code, text string
}{
	{-3000, "EAI_ADDRFAMILY", "address family not supported"},
	{-3001, "EAI_AGAIN", "temporary failure"},
	{-3002, "EAI_BADFLAGS", "bad ai_flags value"},
	{-3013, "EAI_BADHINTS", "invalid value for hints"},
	{-3003, "EAI_CANCELED", "request canceled"},
	{-3004, "EAI_FAIL", "permanent failure"},
	{-3005, "EAI_FAMILY", "ai_family not supported"},
	{-3006, "EAI_MEMORY", "out of memory"},
	{-3007, "EAI_NODATA", "no address"},
	{-3008, "EAI_NONAME", "unknown node or service"},
	{-3009, "EAI_OVERFLOW", "argument buffer overflow"},
	{-3014, "EAI_PROTOCOL", "resolved protocol is unknown"},
	{-3010, "EAI_SERVICE", "service not available for socket type"},
	{-3011, "EAI_SOCKTYPE", "socket type not supported"},
	{-4080, "ECHARSET", "invalid Unicode character"},
	{-4094, "UNKNOWN", "unknown error"},
	{-4095, "EOF", "end of file"},
	{-4028, "EFTYPE", "inappropriate file type or format"},
}
