package wasmbridge_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wasmglue/wasmglue/wasmbridge"
)

// Code from the cache behaves as code that was just compiled, down to the names in stack traces.
func TestCompilationCache(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "code")
	for _, round := range []string{"compiled", "loaded"} {
		rt, _ := newRealm(t, wasmbridge.NewConfig().WithCompilationCache(dir))
		expect(t, rt, `const x = instance("calls", { env: { add: (a, b) => a * b } }).exports; x.callImport(6, 7)`, "42")
		stack := run(t, rt, `try { x.trap() } catch (e) { e.stack }`).String()
		if !strings.Contains(stack, "inner (wasm://wasm/") {
			t.Errorf("%s: %s", round, stack)
		}
		if files, _ := os.ReadDir(dir); len(files) == 0 {
			t.Errorf("%s: the directory is empty", round)
		}
	}
}

// A directory that cannot be used is no reason to fail.
func TestCacheThatCannotBeUsed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	rt, _ := newRealm(t, wasmbridge.NewConfig().WithCompilationCache(filepath.Join(file, "code")))
	expect(t, rt, `instance("calls", { env: { add() {} } }).exports.add(1, 2)`, "3")
}
