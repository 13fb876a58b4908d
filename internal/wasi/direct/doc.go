// Package direct runs WebAssembly modules as actions, without JavaScript: parameters in as JSON, the result out as JSON.
//
// A command (a module with _start) gets the parameters on standard input and as its last argument, and its result is the last line of
// standard output that is a JSON object or array. Of any other module an exported function is called, its parameters mapped by name or
// order. docs/direct-wasm.md is the convention in full; wasmglue.json beside the module is its [Descriptor].
package direct
