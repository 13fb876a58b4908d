package node

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/node/missing"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// Module is what the table says of a core module, and what was found missing in it.
type Module struct {
	Name, Status, Reason string
	Lacks                []missing.Export // of node's exports
}

// Inventory lists node's core modules as r has them, after it has built them all.
func Inventory(r *realm.Realm) []Module {
	b := r.Builtins.(*registry)
	var list []Module
	for _, name := range missing.Modules() {
		e, ok := table[name]
		if !ok {
			list = append(list, Module{Name: name, Status: string(absent), Reason: "not implemented"})
			continue
		}
		m := Module{Name: name, Status: string(e.status), Reason: e.reason}
		if e.load != nil && name != "module" { // module's exports are the loader's, which not every realm has
			v, err := b.load(name)
			if object, ok := v.(*goja.Object); ok && err == nil && e.exports != nil {
				object.Get(e.exports()[0]) // is built now
			}
			m.Lacks = b.lacking[name]
		}
		list = append(list, m)
	}
	return list
}
