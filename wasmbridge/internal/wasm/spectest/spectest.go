// Package spectest reads the WebAssembly specification's test data that the
// wazero module carries, for the tests of the packages around it.
package spectest

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Module is one binary of the test data.
type Module struct {
	Suite string // "v1", "v2", "threads", ...
	File  string // "block.0.wasm"
	Bytes []byte
}

// Name returns suite and file.
func (m *Module) Name() string { return m.Suite + "/" + m.File }

// dir returns the root of the test data, or skips the test when the wazero
// module's sources are not at hand.
func dir(t testing.TB) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/tetratelabs/wazero").Output()
	if err != nil {
		t.Skipf("the wazero module's directory is unknown: %v", err)
	}
	return filepath.Join(strings.TrimSpace(string(out)), "internal", "integration_test", "spectest")
}

// Modules returns every binary of the test data, valid or not.
func Modules(t testing.TB) []Module {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join(dir(t), "*", "testdata", "*.wasm"))
	var found []Module
	for _, p := range paths {
		found = append(found, read(t, p))
	}
	if len(found) == 0 {
		t.Skip("no test data")
	}
	return found
}

func read(t testing.TB, path string) Module {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return Module{Suite: filepath.Base(filepath.Dir(filepath.Dir(path))), File: filepath.Base(path), Bytes: b}
}

// Case is one module of a test script with what the script says of it.
type Case struct {
	Module
	Kind string // "module", "assert_invalid", "assert_malformed", "assert_unlinkable", "assert_uninstantiable"
	Text string // the reason, for assertions
	Line int
}

// Cases returns the binary modules of every script of the test data.
func Cases(t testing.TB) []Case {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join(dir(t), "*", "testdata", "*.json"))
	var cases []Case
	for _, p := range paths {
		cases = append(cases, script(t, p)...)
	}
	if len(cases) == 0 {
		t.Skip("no test data")
	}
	return cases
}

func script(t testing.TB, path string) (cases []Case) {
	var s struct {
		Commands []struct {
			Type, Filename, Text string
			ModuleType           string `json:"module_type"`
			Line                 int
		}
	}
	b, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(b, &s)
	}
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	for _, c := range s.Commands {
		if c.ModuleType == "text" || filepath.Ext(c.Filename) != ".wasm" {
			continue
		}
		file := filepath.Join(filepath.Dir(path), c.Filename)
		cases = append(cases, Case{Module: read(t, file), Kind: c.Type, Text: c.Text, Line: c.Line})
	}
	return cases
}

// Scripts returns the paths of the scripts of one suite.
func Scripts(t testing.TB, suite string) []string {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join(dir(t), suite, "testdata", "*.json"))
	if len(paths) == 0 {
		t.Skip("no test data")
	}
	return paths
}
