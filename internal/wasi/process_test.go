package wasi

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/wasmglue/wasmglue/internal/wasi/files"
)

// program reads a sample of the compatibility suite, which has the sources.
func program(t *testing.T, name string) []byte {
	t.Helper()
	binary, err := os.ReadFile("../../compat/wasi/samples/" + name + ".wasm")
	if err != nil {
		t.Fatal(err)
	}
	return binary
}

func TestTrapHasFrames(t *testing.T) {
	err := Run(t.Context(), Config{}, program(t, "traps"), Process{Stdin: strings.NewReader("u")})
	var trap *TrapError
	if !errors.As(err, &trap) || trap.Stack() != "RuntimeError: unreachable\n    at wasm-function[2] (wasm)" {
		t.Errorf("got %v", err)
	}
	if err = Run(t.Context(), Config{}, program(t, "traps"), Process{Stdin: strings.NewReader("s")}); !errors.As(err, &trap) || trap.Name != "RangeError" {
		t.Errorf("a recursion without end: %v", err)
	}
}

func TestBothEngines(t *testing.T) {
	for _, interpreter := range []bool{false, true} {
		var out bytes.Buffer
		err := Run(t.Context(), Config{Interpreter: interpreter}, program(t, "process"), Process{Args: []string{"process", "args", "x"}, Stdout: &out})
		if err != nil || out.String() != "1 [args]\n2 [x]\n" {
			t.Errorf("interpreter %v: %q, %v", interpreter, out.String(), err)
		}
	}
}

func TestMounts(t *testing.T) {
	dir := t.TempDir()
	run := func(m Mount) string {
		var out bytes.Buffer
		if err := Run(t.Context(), Config{}, program(t, "files"), Process{Stdout: &out, Mounts: []Mount{m}}); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if got := run(Mount{Guest: "/", Host: dir, ReadOnly: true}); !strings.HasPrefix(got, "create: Read-only file system\n") {
		t.Errorf("read-only: %.60q", got)
	}
	if got := run(Mount{Guest: "/", FS: fstest.MapFS{"a": {}}}); !strings.HasPrefix(got, "create: File exists\n") {
		t.Errorf("an fs.FS: %.60q", got)
	}
	if got := run(Mount{Guest: "/elsewhere", Host: dir}); !strings.HasPrefix(got, "create: Capabilities insufficient\n") && !strings.HasPrefix(got, "create: No such file") &&
		!strings.HasPrefix(got, "create: Bad file descriptor") {
		t.Errorf("no mount for the path: %.60q", got)
	}
	if list, err := os.ReadDir(dir); err != nil || len(list) > 0 {
		t.Errorf("%v, %v", list, err)
	}
	err := Run(t.Context(), Config{}, program(t, "files"), Process{Mounts: []Mount{{Guest: "/", Host: filepath.Join(dir, "none")}}})
	var preopen *files.PreopenError
	if !errors.As(err, &preopen) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing directory: %v", err)
	}
}

func TestParseMount(t *testing.T) {
	for text, want := range map[string]Mount{
		".":            {Guest: ".", Host: "."},
		"/a::/b":       {Guest: "/b", Host: "/a"},
		"a:b::/b":      {Guest: "/b", Host: "a:b"},
		"/a::/b::ro":   {Guest: "/b", Host: "/a", ReadOnly: true},
		"/a::/b::rw":   {Guest: "/b", Host: "/a"},
		"":             {},
		"::/b":         {},
		"/a::":         {},
		"/a::/b::x":    {},
		"/a::/b::ro::": {},
	} {
		got, err := ParseMount(text)
		if got != want || (err == nil) != (want.Host != "") {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
}

func TestNotAProgram(t *testing.T) {
	binary, err := os.ReadFile("direct/testdata/numbers.wasm")
	if err != nil {
		t.Fatal(err)
	}
	var command *CommandError
	if err := Run(t.Context(), Config{}, binary, Process{}); !errors.As(err, &command) || !strings.Contains(err.Error(), "add") {
		t.Errorf("got %v", err)
	}
}

func TestInterruption(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() {
		ended <- Run(ctx, Config{}, program(t, "process"), Process{Args: []string{"process", "echo"}, Stdin: r})
	}()
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("a read was ended with %v", err)
	}
}

// TestCache compiles into a cache, out of it, and out of one whose entries are damaged.
func TestCache(t *testing.T) {
	cfg := Config{CacheDir: t.TempDir()}
	run := func() {
		t.Helper()
		var out bytes.Buffer
		if err := Run(t.Context(), cfg, program(t, "process"), Process{Args: []string{"process", "args"}, Stdout: &out}); err != nil || out.String() != "1 [args]\n" {
			t.Errorf("%q, %v", out.String(), err)
		}
	}
	run()
	entries := 0
	damage := func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		entries++
		return os.WriteFile(path, []byte("damaged"), 0o600)
	}
	run()
	if err := filepath.WalkDir(cfg.CacheDir, damage); err != nil || entries == 0 {
		t.Errorf("%d entries, %v", entries, err)
	}
	run()
}

func TestMemoryLimit(t *testing.T) {
	var instantiate *InstantiateError
	var invalid *CompileError
	err := Run(t.Context(), Config{MemoryLimitPages: 1}, program(t, "process"), Process{})
	if !errors.As(err, &instantiate) && !errors.As(err, &invalid) {
		t.Errorf("a program that starts with more memory than it may have: %v", err)
	}
}
