package cli_test

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// adding is a script that compiles (func (export "f") (result i32) i32.const 42) and calls it.
const adding = `const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 6, 1, 4, 0, 65, 42, 11])
console.log(new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.f())`

// process runs the script in a process of its own, whose environment is env and nothing else.
func process(t *testing.T, env ...string) {
	t.Helper()
	script := filepath.Join(t.TempDir(), "main.js")
	if err := os.WriteFile(script, []byte(adding), 0o600); err != nil {
		t.Fatal(err)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Cmd{Path: exe, Args: []string{"wasmglue", "run", script}, Env: append([]string{"TMPDIR=" + t.TempDir()}, env...)}
	out, err := command.CombinedOutput()
	if err != nil || string(out) != "42\n" {
		t.Fatalf("with %q: %v, %q", env, err, out)
	}
}

// entry is a file of the cache.
type entry struct {
	info    fs.FileInfo
	content []byte
}

// entries reads all files below dir.
func entries(t *testing.T, dir string) map[string]entry {
	t.Helper()
	found := map[string]entry{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		content, err := os.ReadFile(path)
		found[path] = entry{info, content}
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return found
}

// A process that does not find a module's code stores it, in a new file: so one that leaves the file alone has used it.
func TestCacheServesTheNextProcess(t *testing.T) {
	if runtime.GOARCH != "amd64" && runtime.GOARCH != "arm64" {
		t.Skip("no machine code here, so nothing to keep")
	}
	dir := filepath.Join(t.TempDir(), "cache")
	process(t, "WASMGLUE_CACHE="+dir)
	first := entries(t, dir)
	if len(first) == 0 {
		t.Fatal("the first process stored nothing")
	}
	process(t, "WASMGLUE_CACHE="+dir)
	second := entries(t, dir)
	for path, e := range second {
		if !os.SameFile(e.info, first[path].info) || !bytes.Equal(e.content, first[path].content) {
			t.Errorf("the second process wrote %s again", path)
		}
	}
	for path, e := range second {
		damaged := bytes.Clone(e.content)
		damaged[len(damaged)/2] ^= 0xff
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	process(t, "WASMGLUE_CACHE="+dir)
	for path, e := range entries(t, dir) {
		if !bytes.Equal(e.content, first[path].content) {
			t.Errorf("the damaged %s was not replaced", path)
		}
	}
}

func TestNoCache(t *testing.T) {
	home := t.TempDir()
	process(t, "WASMGLUE_CACHE=off", "HOME="+home, "XDG_CACHE_HOME="+home)
	if found := entries(t, home); len(found) != 0 {
		t.Errorf("switched off, and yet stored: %d files", len(found))
	}
	process(t) // neither home nor setting
	if runtime.GOOS == "windows" {
		return
	}
	file := filepath.Join(home, "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	process(t, "HOME="+file)
	if content, err := os.ReadFile(file); err != nil || string(content) != "x" {
		t.Errorf("%q, %v", content, err)
	}
}
