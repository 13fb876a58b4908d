//go:build !linux

package compilecache

// populate does nothing.
func populate([]byte) {}
