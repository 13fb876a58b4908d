package wasmbridge

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
)

// builtin is a function of a builtin set (section "Builtins").
type builtin struct {
	params, results []wasm.ValueType
	call            func(b *Bridge, c goja.FunctionCall) goja.Value
}

// accepts tells whether a module may import the builtin with type t.
func (f builtin) accepts(t wasm.FuncType) bool {
	if len(t.Params) != len(f.params) || len(t.Results) != len(f.results) {
		return false
	}
	for i, p := range t.Params {
		if p != f.params[i] && !(p.IsRef() && p.Nullable() == f.params[i]) {
			return false
		}
	}
	for i, r := range t.Results {
		if r != f.results[i] && r.Nullable() != f.results[i].Nullable() {
			return false
		}
	}
	return true
}

// builtinSets are the sets that exist, by name.
var builtinSets = map[string]map[string]builtin{"js-string": jsStringBuiltins}
