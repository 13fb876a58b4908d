// Package modules holds the table of module scenarios: small programs of several files that try one clause of node's module system each, with the output of
// real node (testdata/*.golden.json, made by `go test ./compat/modules -golden`).
package modules
