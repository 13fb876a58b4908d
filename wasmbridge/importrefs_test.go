package wasmbridge_test

import (
	"testing"

	"github.com/wasmglue/wasmglue/wasmbridge"
)

// Imported JavaScript functions that a module puts into its table are told apart, with other imports between them.
func TestReferencesToImportedFunctions(t *testing.T) {
	for name, kind := range map[string]wasmbridge.EngineKind{"compiler": wasmbridge.EngineAuto, "interpreter": wasmbridge.EngineInterpreter} {
		t.Run(name, func(t *testing.T) {
			rt, _ := newRealm(t, wasmbridge.NewConfig().WithEngine(kind))
			got := run(t, rt, `
				const env = { m: new WebAssembly.Memory({ initial: 1 }) }, seen = []
				for (let i = 0; i < 6; i++) env["f" + i] = (x) => x * 10 + i
				for (let i = 0; i < 3; i++) env["g" + i] = (a, b) => { seen.push(i + ":" + a + b) }
				const { t } = new WebAssembly.Instance(module("importrefs"), { env }).exports
				const answers = []
				for (let k = 0; k < 9; k++) answers.push(t.get(k)(k, 1))
				answers.join() + " " + seen.join()`)
			if want := "0,11,22,33,44,55,,, 0:61,1:71,2:81"; got.String() != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}
