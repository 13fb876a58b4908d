// Package missing knows what node's core modules export, and fills in what this host's lack: a function that is missing throws an error which
// names it as soon as it is called.
package missing

import (
	_ "embed"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// names lists the exports of node 20's core modules: a line with the module's name, then indented ones with its exports' names, those of
// functions followed by (). It is made by real node (make golden).
//
//go:embed exports.txt
var names string

// Export is one export of a module of node's.
type Export struct {
	Name     string
	Function bool
}

// Exports lists what node exports in module.
func Exports(module string) []Export {
	_, rest, found := strings.Cut("\n"+names, "\n"+module+"\n")
	if !found {
		return nil
	}
	var list []Export
	for line := range strings.Lines(rest) {
		if !strings.HasPrefix(line, "\t") {
			break
		}
		for name := range strings.FieldsSeq(line) {
			plain, function := strings.CutSuffix(name, "()")
			list = append(list, Export{plain, function})
		}
	}
	return list
}

// Modules lists node's core modules.
func Modules() []string {
	var list []string
	for line := range strings.Lines(names) {
		if !strings.HasPrefix(line, "\t") {
			list = append(list, strings.TrimSpace(line))
		}
	}
	return list
}

// In lists the exports of module that its exports object here does not have.
func In(module string, exports *goja.Object) []Export {
	has := map[string]bool{}
	for _, name := range exports.GetOwnPropertyNames() {
		has[name] = true
	}
	var list []Export
	for _, e := range Exports(module) {
		if !has[e.Name] && exports.Get(e.Name) == nil {
			list = append(list, e)
		}
	}
	return list
}

// stub makes the function that throws. It is JavaScript, for `new` has to reach it as well.
var stub = realm.NewScript("node:internal/missing", "name, fail", `
	const missing = function () { fail() }
	Object.defineProperty(missing, 'name', { value: name })
	return missing`)

// Fill defines the functions that are missing in module's exports as ones that throw ERR_METHOD_NOT_IMPLEMENTED, and returns what it found missing.
func Fill(r *realm.Realm, module string, exports *goja.Object) []Export {
	list := In(module, exports)
	for _, e := range list {
		if !e.Function {
			continue
		}
		full := module + "." + e.Name
		fail := r.Function(e.Name, 0, func(goja.FunctionCall) goja.Value { return r.NotImplemented(full) })
		if f, err := stub.Run(r, r.Runtime.ToValue(e.Name), fail); err == nil {
			_ = exports.DefineDataProperty(e.Name, f, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		}
	}
	return list
}
