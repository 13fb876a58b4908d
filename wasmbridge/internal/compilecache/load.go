package compilecache

import (
	"context"
	"io"
	"sync"
	"sync/atomic"

	"github.com/tetratelabs/wazero"
)

// Load returns the compiled module with the ID, when the cache has it and its
// code runs on this CPU. r must have been made with [Cache.Wazero].
func (c *Cache) Load(ctx context.Context, r wazero.Runtime, id ID) (wazero.CompiledModule, bool) {
	b, ok := c.store.read(c.store.path(id))
	if !ok {
		return nil, false
	}
	l, ok := parseLoadable(b)
	if !ok {
		return nil, false
	}
	return c.installer.install(ctx, r, &l)
}

// installer is the file cache wazero sees. It has nothing but the code of the
// module being installed.
type installer struct {
	pending atomic.Pointer[delivery]

	// mu allows one installation at a time: wazero hands out a module that
	// another goroutine is just loading before it is complete.
	mu        sync.Mutex
	installed map[[32]byte]bool // keys whose code wazero has taken once
}

// delivery is code that wazero is about to ask for.
type delivery struct {
	key   [32]byte
	code  []byte
	taken atomic.Bool
}

// install makes wazero compile the skeleton and gives it the code instead.
func (i *installer) install(ctx context.Context, r wazero.Runtime, l *loadable) (wazero.CompiledModule, bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	d := &delivery{key: l.key, code: l.code}
	i.pending.Store(d)
	compiled, err := r.CompileModule(ctx, l.skeleton)
	i.pending.Store(nil)
	if err != nil {
		return nil, false
	}
	if d.taken.Load() {
		if i.installed == nil {
			i.installed = map[[32]byte]bool{}
		}
		i.installed[l.key] = true
	}
	if !i.installed[l.key] {
		// Another CPU, or an interpreter: wazero did compile the skeleton.
		_ = compiled.Close(ctx)
		return nil, false
	}
	return compiled, true // also when wazero had it in memory and did not ask
}

// Get returns the code of the module being installed, to whoever asks with its
// key.
func (i *installer) Get(key [32]byte) (io.ReadCloser, bool, error) {
	d := i.pending.Load()
	if d == nil || d.key != key {
		return nil, false, nil
	}
	d.taken.Store(true)
	return &codeReader{d.code}, true, nil
}

// codeReader reads code into the fresh memory wazero has mapped for it.
type codeReader struct{ rest []byte }

// Read implements io.Reader.
func (r *codeReader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		return 0, io.EOF
	}
	populate(p)
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// Close implements io.Closer.
func (r *codeReader) Close() error { return nil }

// Add does nothing: only [Cache.Compile] makes entries.
func (i *installer) Add([32]byte, io.Reader) error { return nil }

// Delete does nothing.
func (i *installer) Delete([32]byte) error { return nil }
