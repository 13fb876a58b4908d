// Package wasmcore runs the core WebAssembly specification's own tests through the JavaScript API, in a goja runtime
// with nothing but wasmbridge.
//
// The data is that of the wazero module this project is built with. run_core.js drives it; it is plain CommonJS and runs
// in node as well: node run_core.js DIR. By default a part of the files is run; "go test ./compat/wasmcore -all" runs
// every one.
package wasmcore
