package cli

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/wasmglue/wasmglue/internal/action"
	"github.com/wasmglue/wasmglue/internal/wasi"
	"github.com/wasmglue/wasmglue/internal/wasi/direct"
)

// wasmEntry tells which WebAssembly module an action consists of, if it has no JavaScript: see docs/direct-wasm.md.
func (s *source) wasmEntry() (file string, ok bool) {
	if s.tree.Entry != "" {
		return s.tree.Entry, action.KindOf(s.tree.Entry) == action.WebAssembly
	}
	entry, err := action.FindEntry(os.DirFS(s.dir))
	return entry.File, err == nil && entry.Kind == action.WebAssembly
}

// invokeWasm calls an action that is a WebAssembly module.
func (in *invocation) invokeWasm(s *source, file, name string, params []byte) int {
	ctx := background()
	cfg := direct.Config{Name: filepath.Base(file), Engine: wasi.Config{CacheDir: cacheDir()}}
	module, err := direct.Open(ctx, cfg, os.DirFS(s.dir), file)
	if err != nil {
		return in.fail(exitFailure, "loading %s: %v", file, err)
	}
	defer func() { _ = module.Close(ctx) }()
	call := direct.Call{Export: name, Params: params, Env: os.Environ(), Stdout: in.stdout, Stderr: in.stderr}
	result, err := module.Call(ctx, call)
	if err != nil {
		return in.fail(exitFailure, "calling %s of %s: %v", name, file, err)
	}
	fmt.Fprintf(in.stdout, "%s\n", result)
	return 0
}
