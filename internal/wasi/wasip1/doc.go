// Package wasip1 holds the numbers of the WebAssembly System Interface, preview 1: error codes, rights, flags and file types, as
// https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md lists them.
package wasip1

// The names under which a module imports the interface. Unstable is the one before it (snapshot 0), which differs in a few layouts.
const (
	Module   = "wasi_snapshot_preview1"
	Unstable = "wasi_unstable"
)
