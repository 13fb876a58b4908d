// Package wasm is the in-memory model of a WebAssembly binary: what the
// JavaScript API has to know about a module (imports, exports, types, custom
// sections), and what rewriting needs to put it together again.
//
// [Parse] reads a binary once, [Module.Encode] writes it once; everything in
// between is a change to the [Module]. Function bodies and constant expressions
// stay raw sub-slices of the input: a module of ten megabytes is parsed in a few
// milliseconds. Package code walks the bodies, package validate type-checks
// them, package passes rewrites modules.
//
// The model covers the WebAssembly core specification 2.0 with the proposals
// threads, tail calls, extended constant expressions, exception handling
// (legacy and exnref) and typed function references. Garbage-collected types,
// memory64 and multiple memories are refused as V8 refuses them when their
// flags are off.
//
// Errors are worded as V8 words them, because the JavaScript API shows them to
// programs which expect that wording.
package wasm
