package buffer

import "strings"

// Exports lists the names of the module's exports, which are made when the first of them is used.
func Exports() []string { return strings.Fields(exports) }

const exports = `
	Buffer SlowBuffer transcode isUtf8 isAscii kMaxLength kStringMaxLength btoa atob constants INSPECT_MAX_BYTES Blob resolveObjectURL File
`
