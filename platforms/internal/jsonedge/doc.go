// Package jsonedge reads JSON (RFC 8259) where a platform hands it over, exactly as V8's JSON.parse does: lone surrogates survive, 1e400 is
// Infinity, -0 keeps its sign, the last of two equal keys wins, "__proto__" is an ordinary key, and bytes that are no UTF-8 become U+FFFD.
//
// A platform first takes a message apart with [Members], which checks every byte but builds nothing, and may answer from that alone; what
// belongs to the guest goes, as raw text, straight into its realm with [Parse].
package jsonedge

import "fmt"

// MaxDepth is how deep arrays and objects may be nested. V8 knows no limit; without one a body of brackets would exhaust the stack of
// whatever reads or prints the value later.
const MaxDepth = 10_000

// SyntaxError says why a text is not JSON, or not JSON we take.
type SyntaxError struct {
	Offset int // of the byte that is wrong
	Reason string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("invalid JSON at byte %d: %s", e.Offset, e.Reason)
}
