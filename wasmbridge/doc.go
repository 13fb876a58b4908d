// Package wasmbridge gives a goja runtime the WebAssembly namespace: the WebAssembly JavaScript Interface
// (https://webassembly.github.io/spec/js-api/) and the streaming functions of the WebAssembly Web API, on wazero.
//
//	rt := goja.New()
//	wa, err := wasmbridge.Install(rt, wasmbridge.NewConfig())
//	defer wa.Close(ctx)
//
// The names of the specification's algorithms are the names of the functions here. Texts of errors are V8's, because
// programs compare them.
//
// A [Bridge] belongs to the goroutine its runtime belongs to. Realms that are to share memories and modules, as
// workers do, are installed with one [Cluster].
package wasmbridge
