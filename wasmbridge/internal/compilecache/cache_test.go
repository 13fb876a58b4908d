package compilecache

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tetratelabs/wazero"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
)

// module returns a binary whose function "f" returns v, with n functions more.
func module(v int32, n int) []byte {
	m := &wasm.Module{}
	t := wasm.FuncType{Results: []wasm.ValueType{wasm.I32}}
	var a wasm.Assembler
	m.Export("f", wasm.KindFunc, m.AddFunc(t, a.I32Const(v).Body()))
	for i := range n {
		var b wasm.Assembler
		m.AddFunc(t, b.I32Const(int32(i)).I32Const(v).Op(0x6a).Body())
	}
	return m.Encode()
}

// run loads or compiles a module with a cache of its own over dir, as a new
// process would, and returns what f returns.
func run(t testing.TB, dir string, bin []byte) uint64 {
	t.Helper()
	p := start(t, dir, wazero.NewRuntimeConfig())
	defer p.stop()
	result, _ := p.load(t, bin)
	return result
}

func entries(t testing.TB, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*"+suffix))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// compiles tells whether wazero makes machine code here, without which nothing
// is cached.
func compiles(t testing.TB, dir string) {
	t.Helper()
	run(t, dir, module(1, 0))
	if len(entries(t, dir)) == 0 {
		t.Skip("wazero interprets on this platform")
	}
}

func TestEntryIsUsed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	compiles(t, dir)
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("the directory has mode %v (%v), want 0700", info.Mode(), err)
	}
	// An entry that says 2 under the name of the module that says 1 would be
	// refused; so the proof of use is an entry replaced with its digest.
	s := &store{dir, 1 << 20, formatVersion()}
	one := entries(t, dir)[0]
	if got := run(t, dir, module(2, 0)); got != 2 {
		t.Fatalf("f() = %d, want 2", got)
	}
	for _, other := range entries(t, dir) {
		if other != one {
			transplant(t, s, other, one)
		}
	}
	if got := run(t, dir, module(1, 0)); got != 2 {
		t.Errorf("f() = %d: the entry was not used", got)
	}
}

// transplant puts the code of entry from under the name of entry to.
func transplant(t *testing.T, s *store, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	code := b[headerSize:]
	header := append([]byte(magic), s.digest(to, code)...)
	if err := os.WriteFile(to, append(header, code...), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestDamagedEntries damages an entry in every way and expects the module to
// run and the entry to be whole again.
func TestDamagedEntries(t *testing.T) {
	dir := t.TempDir()
	compiles(t, dir)
	entry := entries(t, dir)[0]
	whole, err := os.ReadFile(entry)
	if err != nil {
		t.Fatal(err)
	}
	flip := func(at int) []byte {
		b := bytes.Clone(whole)
		b[at] ^= 1
		return b
	}
	for name, damaged := range map[string][]byte{
		"empty":          {},
		"short header":   whole[:10],
		"header only":    whole[:headerSize],
		"truncated":      whole[:len(whole)-1],
		"longer":         append(bytes.Clone(whole), 0),
		"other magic":    flip(0),
		"other digest":   flip(headerSize - 1),
		"code flipped":   flip(len(whole) / 2),
		"last byte":      flip(len(whole) - 1),
		"not an entry":   []byte(strings.Repeat("x", 1000)),
		"another's code": append([]byte(magic), whole...),
	} {
		t.Run(name, func(t *testing.T) {
			if err := os.WriteFile(entry, damaged, 0o600); err != nil {
				t.Fatal(err)
			}
			if got := run(t, dir, module(1, 0)); got != 1 {
				t.Errorf("f() = %d, want 1", got)
			}
			if after, err := os.ReadFile(entry); err != nil || !bytes.Equal(after, whole) {
				t.Errorf("the entry was not replaced (%v)", err)
			}
		})
	}
}

func TestEviction(t *testing.T) {
	dir := t.TempDir()
	s := &store{dir, 10 * 1100, "test"}
	code := make([]byte, 1000)
	for i := range 30 {
		path := s.path(ID{byte(i)})
		s.save(path, code)
		// Entry 0 stays in use; the age of the others is made clear.
		old := time.Now().Add(time.Duration(i-100) * time.Minute)
		_ = os.Chtimes(path, old, old)
		if _, ok := s.read(s.path(ID{0})); !ok {
			t.Fatalf("entry 0 was evicted after %d", i)
		}
	}
	var total int64
	for _, e := range entries(t, dir) {
		info, _ := os.Stat(e)
		total += info.Size()
	}
	if total > s.limit || total < s.limit/2 {
		t.Errorf("%d bytes are kept, the limit is %d", total, s.limit)
	}
	if _, ok := s.read(s.path(ID{29})); !ok {
		t.Error("the newest entry is gone")
	}
	if _, ok := s.read(s.path(ID{1})); ok {
		t.Error("the oldest entry is still there")
	}
	before := len(entries(t, dir))
	if s.save(s.path(ID{99}), make([]byte, s.limit+1)); len(entries(t, dir)) != before {
		t.Errorf("an entry larger than the cache changed %d entries to %d", before, len(entries(t, dir)))
	}
}

func TestAbandonedTemporaryFiles(t *testing.T) {
	dir := t.TempDir()
	s := &store{dir, 1 << 20, "test"}
	dead, alive := filepath.Join(dir, "x-1.tmp"), filepath.Join(dir, "x-2.tmp")
	for _, f := range []string{dead, alive} {
		if err := os.WriteFile(f, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	old := time.Now().Add(-2 * abandoned)
	_ = os.Chtimes(dead, old, old)
	s.save(s.path(ID{1}), []byte("code"))
	if _, err := os.Stat(dead); err == nil {
		t.Error("an abandoned temporary file was left")
	}
	if _, err := os.Stat(alive); err != nil {
		t.Error("a temporary file in use was removed")
	}
}

// TestConcurrentUse lets several caches over one directory compile the same
// modules at once.
func TestConcurrentUse(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			v := int32(i % 3)
			if got := run(t, dir, module(v, 5)); got != uint64(v) {
				t.Errorf("f() = %d, want %d", got, v)
			}
		})
	}
	wg.Wait()
}

func TestUnusableDirectories(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	target := t.TempDir()
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(target, link); err != nil {
		t.Skip(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "below"), link, ""} {
		if c, err := Open(Config{Dir: dir}); err == nil {
			c.Close(context.Background())
			t.Errorf("%q was accepted", dir)
		}
	}
	shared := t.TempDir()
	if err := os.Chmod(shared, 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(Config{Dir: shared}); err == nil && os.PathSeparator == '/' {
		t.Error("a directory that everybody may write to was accepted")
	}
}

func TestDefaultDirWithoutHome(t *testing.T) {
	for _, name := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData", "home"} {
		t.Setenv(name, "")
	}
	if dir, err := DefaultDir(); err == nil {
		t.Errorf("DefaultDir() = %q without HOME", dir)
	}
}
