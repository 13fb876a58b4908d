package compilecache

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/tetratelabs/wazero"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/passes"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/validate"
)

// process is what one process has of the cache.
type process struct {
	cache   *Cache
	runtime wazero.Runtime
	config  wazero.RuntimeConfig
}

func start(t testing.TB, dir string, config wazero.RuntimeConfig) *process {
	t.Helper()
	c, err := Open(Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	r := wazero.NewRuntimeWithConfig(ctx, config.WithCompilationCache(c.Wazero()))
	p := &process{c, r, config}
	t.Cleanup(func() { p.stop() })
	return p
}

func (p *process) stop() {
	ctx := context.Background()
	_ = p.runtime.Close(ctx)
	_ = p.cache.Close(ctx)
}

// load returns what f of the module returns, and whether it was a hit.
func (p *process) load(t testing.TB, bin []byte) (result uint64, hit bool) {
	t.Helper()
	ctx := context.Background()
	id := NewID(bin, passes.Default().Key(), "")
	compiled, hit := p.cache.Load(ctx, p.runtime, id)
	if !hit {
		m, err := wasm.Parse(bin)
		if err == nil {
			compiled, err = p.cache.Compile(ctx, p.runtime, p.config, id, m)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	defer compiled.Close(ctx)
	instance, err := p.runtime.InstantiateModule(ctx, compiled, wazero.NewModuleConfig().WithName(""))
	if err != nil {
		t.Fatal(err)
	}
	results, err := instance.ExportedFunction("f").Call(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return results[0], hit
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	config := wazero.NewRuntimeConfig()
	compiles(t, t.TempDir())
	for round := range 3 {
		p := start(t, dir, config)
		for v := range int32(3) {
			for again := range 2 {
				got, hit := p.load(t, module(v, 10))
				if want := round > 0 || again > 0; got != uint64(v) || hit != want {
					t.Errorf("round %d, time %d: f() = %d, hit %v; want %d, %v", round, again, got, hit, v, want)
				}
			}
		}
	}
}

// TestLoadWithInterpreter shares a directory with an engine that has no use
// for machine code: it must not run the skeleton.
func TestLoadWithInterpreter(t *testing.T) {
	dir := t.TempDir()
	start(t, dir, wazero.NewRuntimeConfig()).load(t, module(7, 10))
	p := start(t, dir, wazero.NewRuntimeConfigInterpreter())
	for range 2 {
		if got, hit := p.load(t, module(7, 10)); got != 7 || hit {
			t.Errorf("f() = %d, hit %v; want 7, no hit", got, hit)
		}
	}
}

// TestLoadOnAnotherCPU pretends that an entry was made where wazero's keys
// differ: the entry must not be used, and be replaced.
func TestLoadOnAnotherCPU(t *testing.T) {
	dir := t.TempDir()
	compiles(t, t.TempDir())
	bin := module(5, 3)
	p := start(t, dir, wazero.NewRuntimeConfig())
	p.load(t, bin)
	path := p.cache.store.path(NewID(bin, passes.Default().Key(), ""))
	p.stop()
	b, ok := p.cache.store.read(path)
	if !ok {
		t.Fatal("no entry")
	}
	b = bytes.Clone(b)
	b[0] ^= 1
	p.cache.store.save(path, b)
	for round := range 2 {
		p := start(t, dir, wazero.NewRuntimeConfig())
		if got, hit := p.load(t, bin); got != 5 || hit != (round == 1) {
			t.Errorf("round %d: f() = %d, hit %v", round, got, hit)
		}
		p.stop()
	}
}

func TestDamagedModules(t *testing.T) {
	dir := t.TempDir()
	bin := module(3, 10)
	compiles(t, t.TempDir())
	start(t, dir, wazero.NewRuntimeConfig()).load(t, bin)
	entry := entries(t, dir)[0]
	whole, err := os.ReadFile(entry)
	if err != nil {
		t.Fatal(err)
	}
	for at := 0; at < len(whole); at += len(whole)/20 + 1 {
		damaged := bytes.Clone(whole)
		damaged[at] ^= 0x10
		for _, b := range [][]byte{damaged, whole[:at]} {
			if err := os.WriteFile(entry, b, 0o600); err != nil {
				t.Fatal(err)
			}
			p := start(t, dir, wazero.NewRuntimeConfig())
			if got, hit := p.load(t, bin); got != 3 || hit {
				t.Errorf("damaged at %d: f() = %d, hit %v", at, got, hit)
			}
			p.stop()
		}
	}
}

// TestConcurrentLoads loads few modules from many goroutines of one process.
func TestConcurrentLoads(t *testing.T) {
	p := start(t, t.TempDir(), wazero.NewRuntimeConfig())
	var wg sync.WaitGroup
	for i := range 12 {
		wg.Go(func() {
			for range 5 {
				if got, _ := p.load(t, module(int32(i%3), 5)); got != uint64(i%3) {
					t.Errorf("f() = %d, want %d", got, i%3)
				}
			}
		})
	}
	wg.Wait()
}

func TestInvalidModule(t *testing.T) {
	p := start(t, t.TempDir(), wazero.NewRuntimeConfig())
	m := &wasm.Module{}
	m.AddFunc(wasm.FuncType{}, new(wasm.Assembler).I32Const(1).Body())
	if _, err := p.cache.Compile(context.Background(), p.runtime, p.config, ID{}, m); err == nil {
		t.Error("an invalid module was compiled")
	}
	if n := entries(t, p.cache.store.dir); len(n) != 0 {
		t.Errorf("%d entries were made", len(n))
	}
}

// The benchmarks load a module of 2,000 functions into a new Runtime: from an
// entry, from wazero's own cache behind our own validation and
// passes, and without anything.
func BenchmarkHit(b *testing.B) {
	bin, config, ctx := benchmarkModule(b), wazero.NewRuntimeConfig(), context.Background()
	id, dir := NewID(bin, passes.Default().Key(), ""), b.TempDir()
	m, err := wasm.Parse(bin)
	if err == nil {
		m, err = passes.Default().Apply(m)
	}
	if err != nil {
		b.Fatal(err)
	}
	p := start(b, dir, config)
	if _, err := p.cache.Compile(ctx, p.runtime, config, id, m); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(bin)))
	for b.Loop() {
		p := start(b, dir, config)
		_, err := wasm.Parse(bin)
		if _, hit := p.cache.Load(ctx, p.runtime, NewID(bin, passes.Default().Key(), "")); err != nil || !hit {
			b.Fatal("no hit", err)
		}
		p.stop()
	}
}

func BenchmarkWazerosHit(b *testing.B) { benchmarkWazero(b, b.TempDir()) }

func BenchmarkMiss(b *testing.B) { benchmarkWazero(b, "") }

func benchmarkWazero(b *testing.B, dir string) {
	bin, ctx := benchmarkModule(b), context.Background()
	load := func() {
		cache := wazero.NewCompilationCache()
		if dir != "" {
			cache, _ = wazero.NewCompilationCacheWithDir(dir)
		}
		r := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig().WithCompilationCache(cache))
		m, err := wasm.Parse(bin)
		if err == nil {
			err = validate.Bodies(m)
		}
		if err != nil {
			b.Fatal(err)
		}
		m, _ = passes.Default().Apply(m)
		if _, err := r.CompileModule(ctx, m.Encode()); err != nil {
			b.Fatal(err)
		}
		_ = r.Close(ctx)
		_ = cache.Close(ctx)
	}
	load()
	b.SetBytes(int64(len(bin)))
	for b.Loop() {
		load()
	}
}

// benchmarkModule is the file WASM names, or else a module made here.
func benchmarkModule(b *testing.B) []byte {
	name := os.Getenv("WASM")
	if name == "" {
		return module(1, 2_000)
	}
	bin, err := os.ReadFile(filepath.Clean(name))
	if err != nil {
		b.Fatal(err)
	}
	return bin
}
