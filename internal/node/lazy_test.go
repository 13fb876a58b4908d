package node

import (
	"slices"
	"testing"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// TestLazyExportsAreWhatTheModuleExports keeps the lists of names true: a name that is missing there would be missing before the first use.
func TestLazyExportsAreWhatTheModuleExports(t *testing.T) {
	r := realm.New(goja.New(), sandbox.New(nil, "/", nil), &realm.Process{})
	if err := Install(r); err != nil {
		t.Fatal(err)
	}
	for name, e := range table {
		if e.exports == nil {
			continue
		}
		t.Run(name, func(t *testing.T) {
			v, err := e.load(r)
			if err != nil {
				t.Fatal(err)
			}
			built := v.(*goja.Object).GetOwnPropertyNames()
			listed := e.exports()
			slices.Sort(built)
			slices.Sort(listed)
			if !slices.Equal(built, listed) {
				t.Errorf("listed %q\n built %q", listed, built)
			}
		})
	}
	proto := r.BufferPrototype()
	before := proto.GetOwnPropertyNames()
	proto.Get("toString")
	after := proto.GetOwnPropertyNames()
	slices.Sort(before)
	slices.Sort(after)
	if !slices.Equal(before, after) {
		t.Errorf("Buffer.prototype has %q before its first use and %q after", before, after)
	}
}

// TestLazyModulesLackNothing keeps the stand-ins for missing functions out of modules that are built at their first use: they would come and go.
func TestLazyModulesLackNothing(t *testing.T) {
	r := realm.New(goja.New(), sandbox.New(nil, "/", nil), &realm.Process{})
	if err := Install(r); err != nil {
		t.Fatal(err)
	}
	for _, m := range Inventory(r) {
		if table[m.Name].exports != nil && len(m.Lacks) > 0 {
			t.Errorf("%s lacks %v", m.Name, m.Lacks)
		}
	}
}
