package wasmbridge_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/wasmglue/wasmglue/wasmbridge"
)

// FuzzInstantiate compiles whatever it is given and, if that is a module, instantiates it with imports made to measure
// and looks at all its exports. Nothing is called, and modules that could have a start function (section 8) are only
// compiled: they may run for ever. No input may panic.
func FuzzInstantiate(f *testing.F) {
	seeds, _ := filepath.Glob("testdata/*.wasm")
	for _, path := range seeds {
		b, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, bin []byte) {
		rt, _ := newRealm(t, wasmbridge.NewConfig().WithMemoryLimitPages(64))
		if err := rt.Set("input", rt.NewArrayBuffer(bin)); err != nil {
			t.Fatal(err)
		}
		_, _ = rt.RunString(`
			let m; try { m = new WebAssembly.Module(input) } catch (e) { if (!(e instanceof WebAssembly.CompileError)) throw e }
			if (m) {
				const make = { function: () => () => 0, memory: () => new WebAssembly.Memory({ initial: 1 }), global: () => 0,
					table: () => new WebAssembly.Table({ element: "anyfunc", initial: 1 }), tag: () => new WebAssembly.Tag({ parameters: [] }) };
				const imports = {};
				for (const i of WebAssembly.Module.imports(m)) (imports[i.module] ??= {})[i.name] = make[i.kind]();
				if (!new Uint8Array(input).includes(8)) for (const x of Object.values(new WebAssembly.Instance(m, imports).exports)) String(x.value ?? x.length ?? x.buffer);
			}`)
	})
}
