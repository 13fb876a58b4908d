package action

import "path"

// Kind says what a file is to the loader, by its extension.
type Kind int

// The kinds of file that can be loaded.
const (
	Other Kind = iota // node loads an unknown extension as JavaScript
	JavaScript
	TypeScript
	WebAssembly
	JSON
	Addon // .node, native code
)

// KindOf tells the kind of the file with this name.
func KindOf(name string) Kind {
	switch path.Ext(name) {
	case ".js", ".cjs", ".mjs":
		return JavaScript
	case ".ts", ".cts", ".mts":
		return TypeScript
	case ".wasm":
		return WebAssembly
	case ".json":
		return JSON
	case ".node":
		return Addon
	}
	return Other
}
