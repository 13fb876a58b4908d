// Package compilecache keeps the machine code wazero makes of modules on disk,
// so that a module compiled once is loaded in milliseconds by later processes.
//
// Entries are keyed by wazero's hash of the rewritten module, by the features
// of the CPU, and by the versions of wazero and this format: what the passes
// change changes the key. An entry is native code that will be executed, so the
// directory belongs to the user alone, and the digest of an entry is checked
// before wazero sees a byte of it. Nothing that goes wrong with the cache is an
// error for the guest: an entry that cannot be read or is damaged is removed
// and the module compiled again, an entry that cannot be written is not.
//
// Several processes may use one directory: entries appear by rename and are
// never changed.
package compilecache

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/tetratelabs/wazero"
)

// DefaultMaxBytes bounds a cache whose Config does not say otherwise.
const DefaultMaxBytes = 1 << 30

// Config says where a cache lies and how large it may grow.
type Config struct {
	// Dir is created, with access for the user alone, when it does not exist.
	Dir string
	// MaxBytes bounds the sum of the entries; the least recently used ones are
	// removed. Zero means DefaultMaxBytes.
	MaxBytes int64
}

// DefaultDir returns the directory for wasmglue's machine code below the
// user's cache directory, or an error where there is none (HOME is not set).
func DefaultDir() (string, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("compilecache: no cache directory for this user: %w", err)
	}
	return filepath.Join(base, "wasmglue", "code"), nil
}

// Open returns a wazero cache that keeps its entries in c.Dir. Close it after
// the last Runtime that uses it. An error means that the directory cannot be
// used, or not safely; the caller goes on without cache, that is with
// [wazero.NewCompilationCache].
func Open(c Config) (wazero.CompilationCache, error) {
	if err := prepare(c.Dir); err != nil {
		return nil, fmt.Errorf("compilecache: cannot use %s: %w", c.Dir, err)
	}
	limit := c.MaxBytes
	if limit <= 0 {
		limit = DefaultMaxBytes
	}
	return attach(&store{dir: c.Dir, limit: limit, version: formatVersion()})
}

// prepare makes sure that dir is a directory only this user can change.
func prepare(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("not a directory")
	}
	if err := checkOwner(info); err != nil {
		return err
	}
	probe, err := os.CreateTemp(dir, "probe-*"+temporary)
	if err != nil {
		return err
	}
	_ = probe.Close()
	return os.Remove(probe.Name())
}
