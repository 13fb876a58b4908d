//go:build !linux

package sandbox

import "io/fs"

// SystemUmask returns the mask that processes usually have: asking for it would change it for a moment, for all threads.
func SystemUmask() fs.FileMode { return 0o022 }
