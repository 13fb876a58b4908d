package wasmbridge_test

import (
	"context"
	"fmt"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge"
)

// A bare goja runtime gets the WebAssembly namespace and runs a module that adds two numbers.
func ExampleInstall() {
	rt := goja.New()
	wa, err := wasmbridge.Install(rt, wasmbridge.NewConfig())
	if err != nil {
		panic(err)
	}
	defer wa.Close(context.Background())

	v, err := rt.RunString(`
		const bytes = new Uint8Array([
			0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,             // magic, version
			0x01, 0x07, 0x01, 0x60, 0x02, 0x7f, 0x7f, 0x01, 0x7f,       // type: (i32, i32) -> i32
			0x03, 0x02, 0x01, 0x00,                                     // function 0 has type 0
			0x07, 0x07, 0x01, 0x03, 0x61, 0x64, 0x64, 0x00, 0x00,       // export "add"
			0x0a, 0x09, 0x01, 0x07, 0x00, 0x20, 0x00, 0x20, 0x01, 0x6a, 0x0b,
		]);
		const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
		exports.add(40, 2)`)
	if err != nil {
		panic(err)
	}
	fmt.Println(v)
	// Output: 42
}
