package direct

import (
	"os"
	"testing"
)

// BenchmarkCall is one call of an action that was loaded: of an export in a fresh instance and in a kept one, and of a command.
func BenchmarkCall(b *testing.B) {
	for _, c := range []struct {
		name, module string
		descriptor   Descriptor
		call         Call
	}{
		{"fresh", "numbers", Descriptor{}, Call{Export: "add", Params: []byte(`{"a":1,"b":2}`)}},
		{"kept", "numbers", Descriptor{Reuse: true}, Call{Export: "add", Params: []byte(`{"a":1,"b":2}`)}},
		{"command", "command", Descriptor{}, Call{Params: []byte(`{"a":1,"b":2}`)}},
	} {
		b.Run(c.name, func(b *testing.B) {
			binary, err := os.ReadFile("testdata/" + c.module + ".wasm")
			if err != nil {
				b.Fatal(err)
			}
			a, err := Load(b.Context(), Config{Descriptor: &c.descriptor}, binary)
			if err != nil {
				b.Fatal(err)
			}
			defer func() { _ = a.Close(b.Context()) }()
			b.ReportAllocs()
			for b.Loop() {
				if _, err := a.Call(b.Context(), c.call); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
