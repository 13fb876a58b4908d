// Package compilecache keeps the machine code wazero makes of modules on disk,
// so that a module compiled once is loaded in milliseconds by later processes.
//
// A module is found by the hash of its bytes and the names of the passes that
// rewrite them, so that on a hit nothing is validated, rewritten or even read
// but its declarations: see [Cache.Load]. The features of the CPU and the
// versions of wazero and this format are part of the key. An entry is native code that will be executed, so the
// directory belongs to the user alone, and the digest of an entry is checked
// before wazero sees a byte of it. Nothing that goes wrong with the cache is an
// error for the guest: an entry that cannot be read or is damaged is removed
// and the module compiled again, an entry that cannot be written is not.
//
// Several processes may use one directory: entries appear by rename and are
// never changed.
package compilecache

import (
	"context"
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

// Cache is an open directory of machine code. It may be used from any goroutine
// and by any number of Runtimes.
type Cache struct {
	store     *store
	installer *installer
	wazero    wazero.CompilationCache
}

// Open opens a cache. Close it after the last Runtime that uses it. An error
// means that the directory cannot be used, or not safely; the caller goes on
// without cache.
func Open(c Config) (*Cache, error) {
	if err := prepare(c.Dir); err != nil {
		return nil, fmt.Errorf("compilecache: cannot use %s: %w", c.Dir, err)
	}
	limit := c.MaxBytes
	if limit <= 0 {
		limit = DefaultMaxBytes
	}
	i := &installer{}
	w, err := attach(i)
	if err != nil {
		return nil, err
	}
	return &Cache{&store{c.Dir, limit, formatVersion()}, i, w}, nil
}

// Wazero returns what to give to wazero.RuntimeConfig.WithCompilationCache. What
// a Runtime compiles without [Cache.Compile] is shared with other Runtimes of
// the cache but not kept on disk.
func (c *Cache) Wazero() wazero.CompilationCache { return c.wazero }

// Close releases the code in memory. All Runtimes with the cache must be closed.
func (c *Cache) Close(ctx context.Context) error { return c.wazero.Close(ctx) }

// prepare makes sure that dir is a directory that nobody but this user or the
// system's administrator can change. It need not be writable: entries that came
// with an image are used all the same.
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
	return checkOwner(info)
}
