package passes

import (
	"strconv"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
)

// ImportNames renames import i to (i in decimal, i in decimal): names become
// unique and never empty, and each import can come from an instance of its own,
// because wazero resolves module names only.
var ImportNames = Pass{
	Name:   "import-names",
	Needed: func(m *wasm.Module) bool { return len(m.Imports) > 0 },
	Run: func(m *wasm.Module) error {
		renamed := make([]wasm.Import, len(m.Imports))
		for i, im := range m.Imports {
			renamed[i] = wasm.Import{Module: strconv.Itoa(i), Name: strconv.Itoa(i), Type: im.Type}
		}
		m.Imports = renamed
		return nil
	},
}

// ExportNames replaces the guest's exports by one for each function it exports
// and one for every table, memory, global and tag of the module, exported or
// not, each under its [ExportName]. The guest's own names cannot collide with
// them because they are gone; JavaScript sees the names of the original.
var ExportNames = Pass{
	Name: "export-names",
	Run: func(m *wasm.Module) error {
		var exports []wasm.Export
		add := func(k wasm.ExternKind, i uint32) {
			exports = append(exports, wasm.Export{Name: ExportName(k, i), Kind: k, Index: i})
		}
		seen := map[uint32]bool{}
		for _, e := range m.Exports {
			if e.Kind == wasm.KindFunc && !seen[e.Index] {
				seen[e.Index] = true
				add(e.Kind, e.Index)
			}
		}
		for k := wasm.KindTable; k <= wasm.KindTag; k++ {
			for i := range m.Count(k) {
				add(k, uint32(i))
			}
		}
		m.Exports = exports
		return nil
	},
}

// ExportName returns the name under which [ExportNames] exports item index of
// the kind: "f7", "t0", "m0", "g2", "e1".
func ExportName(k wasm.ExternKind, index uint32) string {
	return "ftmge"[k:k+1] + strconv.FormatUint(uint64(index), 10)
}

// StripCustoms removes the custom sections. wazero would parse names and debug
// information on every load, which costs more than loading the code.
var StripCustoms = Pass{
	Name:   "strip-customs",
	Needed: func(m *wasm.Module) bool { return len(m.Customs) > 0 },
	Run: func(m *wasm.Module) error {
		m.Customs = nil
		return nil
	},
}
