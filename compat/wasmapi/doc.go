// Package wasmapi compares the WebAssembly namespace with node's, interface by interface.
//
// scripts/ holds the cases: each script calls check(label, function) and prints what came of it. golden/ is what node 20
// prints; "go test ./compat/wasmapi -run Golden -update" asks node again. Where a line differs from node's for a reason,
// differences.go says so; a difference that it does not list fails, and so does one that is no more.
package wasmapi
