package wasm

import "github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/binread"

// FormatError tells where and why a binary is not a module this package
// accepts. The text is V8's: what follows "WebAssembly.Module(): ".
type FormatError = binread.Error

// The limits of the JavaScript API ("Implementation-defined Limits"): a module
// that exceeds one of them is refused.
const (
	MaxModuleSize   = 1 << 30
	MaxTypes        = 1_000_000
	MaxFunctions    = 1_000_000
	MaxImports      = 1_000_000
	MaxExports      = 1_000_000
	MaxGlobals      = 1_000_000
	MaxTags         = 1_000_000
	MaxDataSegments = 100_000
	MaxElements     = 10_000_000 // segments, and entries of one segment
	MaxTables       = 100_000
	MaxParams       = 1_000
	MaxResults      = 1_000
	MaxBodySize     = 7_654_321
	MaxLocals       = 50_000
	MaxMemoryPages  = 65_536
)
