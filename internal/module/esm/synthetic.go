package esm

import (
	"slices"

	"github.com/dop251/goja"
)

// synthetic is what a module without import and export clauses of its own exports: the standard's Synthetic Module Record.
type synthetic struct {
	names    []string
	requests []string                                  // modules that must be evaluated before (of a WebAssembly module)
	evaluate func(set func(name string, v goja.Value)) // throws by panicking
	commonJS bool                                      // for the wording of link errors
}

func (s *synthetic) has(name string) bool { return slices.Contains(s.names, name) }

// run evaluates the module: exports that it does not set are undefined.
func (s *synthetic) run(m *record) {
	done := map[string]bool{}
	s.evaluate(func(name string, v goja.Value) {
		if v == nil {
			v = goja.Undefined()
		}
		_ = m.environment.DefineDataProperty(name, v, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		done[name] = true
	})
	for _, name := range s.names {
		if !done[name] {
			_ = m.environment.DefineDataProperty(name, goja.Undefined(), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		}
	}
}
