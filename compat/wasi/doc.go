// Package wasi runs programs of the WebAssembly System Interface and compares them with real node.
//
// samples/ holds the programs with their sources; testdata/<case>.node is what node prints for a case, through its own node:wasi, and
// testdata/<case>.want what is right where node is not, with the reason in [cases]. "go test ./compat/wasi -run Golden -update" asks node
// again.
package wasi
