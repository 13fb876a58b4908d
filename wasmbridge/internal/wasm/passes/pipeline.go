// Package passes rewrites guest modules before they are compiled: each pass is a
// small change to the binary model that makes wazero able to run, or the bridge
// able to link, what the guest wrote. What JavaScript sees of a module is read
// from the parse before any pass ran.
package passes

import (
	"fmt"
	"strings"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
)

// Pass is one named change to a module.
type Pass struct {
	// Name identifies what the pass does, with a version after a colon when
	// that has changed: compiled code is cached under it.
	Name string
	// Needed tells whether the pass would change m; nil means always.
	Needed func(m *wasm.Module) bool
	// Run changes m. It may share slices with the module m was copied from and
	// must not write through them.
	Run func(m *wasm.Module) error
}

// Pipeline is a list of passes in the order they run.
type Pipeline []Pass

// Default returns the passes every guest module goes through.
func Default() Pipeline {
	return Pipeline{Threads, Exceptions, ImportNames, ExportNames, StripCustoms}
}

// Key names the passes and their order, for the key of a compiled module.
func (p Pipeline) Key() string {
	names := make([]string, len(p))
	for i := range p {
		names[i] = p[i].Name
	}
	return strings.Join(names, ",")
}

// Apply runs the passes on a copy of m and leaves m as it is. The copy shares
// everything the passes did not replace.
func (p Pipeline) Apply(m *wasm.Module) (*wasm.Module, error) {
	c := *m
	for i := range p {
		if p[i].Needed != nil && !p[i].Needed(&c) {
			continue
		}
		if err := p[i].Run(&c); err != nil {
			return nil, fmt.Errorf("pass %s: %w", p[i].Name, err)
		}
	}
	return &c, nil
}
