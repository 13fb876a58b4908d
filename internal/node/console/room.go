// Package console is node:console and the global console. As long as nobody touched process.stdout its lines go straight to the host.
package console

import (
	_ "embed"
	"io"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed console.js
var source string

//go:embed table.js
var tableSource string

var (
	script      = realm.NewModuleScript("node:internal/console", source)
	tableScript = realm.NewModuleScript("node:internal/console/table", tableSource)
)

// LoadInternal builds internal/console.
func LoadInternal(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "write", 2, func(c goja.FunctionCall) goja.Value {
		out := r.Process.Stdout
		if c.Argument(0).ToInteger() == 2 {
			out = r.Process.Stderr
		}
		if out != nil {
			_, _ = io.WriteString(out, c.Argument(1).String()) // console never throws
		}
		return goja.Undefined()
	})
	r.Method(native, "isTerminal", 1, func(c goja.FunctionCall) goja.Value {
		out := r.Process.Stdout
		if c.Argument(0).ToInteger() == 2 {
			out = r.Process.Stderr
		}
		return r.Runtime.ToValue(realm.IsTerminal(out))
	})
	return script.Load(r, native)
}

// LoadTable builds internal/console/table.
func LoadTable(r *realm.Realm) (goja.Value, error) { return tableScript.Load(r, nil) }
