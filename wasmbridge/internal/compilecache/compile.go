package compilecache

import (
	"context"
	"errors"
	"io"

	"github.com/tetratelabs/wazero"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
)

// Compile compiles m, keeps it under the ID, and returns it as [Cache.Load]
// would. m is the module after the passes; config is what r was made with. An
// error is wazero's: m is not valid, or too large to compile.
//
// The code is made in a Runtime of its own, so that the Runtime that runs it
// holds the skeleton of the module only.
func (c *Cache) Compile(ctx context.Context, r wazero.Runtime, config wazero.RuntimeConfig, id ID, m *wasm.Module) (wazero.CompiledModule, error) {
	l := loadable{skeleton: skeleton(m, id)}
	whole := m.Encode()
	if err := l.make(ctx, config, whole); err != nil {
		return nil, err
	}
	if l.code != nil {
		c.store.save(c.store.path(id), l.prefix(), l.skeleton, l.code)
		if compiled, ok := c.installer.install(ctx, r, &l); ok {
			return compiled, nil
		}
	}
	return r.CompileModule(ctx, whole) // an interpreter: there is no code to keep
}

// make compiles the whole module and learns the skeleton's key.
func (l *loadable) make(ctx context.Context, config wazero.RuntimeConfig, whole []byte) error {
	rec := &recorder{}
	cache, err := attach(rec)
	if err != nil {
		return nil // Open has found wazero to be as expected; go on without code
	}
	defer cache.Close(ctx)
	r := wazero.NewRuntimeWithConfig(ctx, config.WithCompilationCache(cache))
	defer r.Close(ctx)
	if compiled, err := r.CompileModule(ctx, whole); err != nil {
		return err
	} else if err := compiled.Close(ctx); err != nil {
		return err
	}
	l.code = rec.code
	rec.onlyKey = true
	if compiled, err := r.CompileModule(ctx, l.skeleton); err == nil {
		_ = compiled.Close(ctx)
	}
	l.key = rec.key
	return nil
}

// recorder is a file cache that has nothing and remembers what it is asked for
// and given.
type recorder struct {
	onlyKey bool // fail, so that nothing is compiled
	key     [32]byte
	code    []byte
}

var errOnlyKey = errors.New("compilecache: only the key is wanted")

func (r *recorder) Get(key [32]byte) (io.ReadCloser, bool, error) {
	r.key = key
	if r.onlyKey {
		return nil, false, errOnlyKey
	}
	return nil, false, nil
}

func (r *recorder) Add(_ [32]byte, content io.Reader) (err error) {
	r.code, err = io.ReadAll(content)
	return err
}

func (r *recorder) Delete([32]byte) error { return nil }
