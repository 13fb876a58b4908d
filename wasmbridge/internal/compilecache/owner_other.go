//go:build !unix

package compilecache

import "io/fs"

// checkOwner does nothing: the user's cache directory is the user's own here,
// and modes say nothing.
func checkOwner(fs.FileInfo) error { return nil }
