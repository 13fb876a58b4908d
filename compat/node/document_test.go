package node

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/node"
	"github.com/wasmglue/wasmglue/internal/node/missing"
	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/sandbox"
)

const document = "../../docs/node-compatibility.md"

// TestCompatibilityDocument holds docs/node-compatibility.md to what the modules say and have.
func TestCompatibilityDocument(t *testing.T) {
	r := realm.New(goja.New(), sandbox.New(nil, "/", nil), &realm.Process{})
	if err := node.Install(r); err != nil {
		t.Fatal(err)
	}
	want := compatibility(t, r)
	if *update {
		if err := os.WriteFile(document, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the modules are: make compatibility", document)
	}
}

func compatibility(t *testing.T, r *realm.Realm) []byte {
	var out bytes.Buffer
	out.WriteString(`# Compatibility with node's core modules

Made by ` + "`make compatibility`" + ` from the table of modules, and held true by a test. The reference is node 20.

A module is **full** when what node documents of it works, **partial** with what it lacks, or **absent**: then requiring it throws an error with the code
` + "`ERR_UNKNOWN_BUILTIN_MODULE`" + ` that says why. Exports that node has and a module here lacks are listed; those that are functions throw
` + "`ERR_METHOD_NOT_IMPLEMENTED`" + `, which names them, when they are called. Checks are lines of output that are compared with node's own.

| module | status | what it lacks | exports lacking | checks |
|---|---|---|---|---|
`)
	checks := checks(t)
	for _, m := range node.Inventory(r) {
		fmt.Fprintf(&out, "| %s | %s | %s | %s | %s |\n", m.Name, m.Status, m.Reason, strings.Join(names(m.Lacks), " "), checks[m.Name])
	}
	fmt.Fprintf(&out, "\nGlobals and what else the language brings: %s checks.\n", checks["web"])
	return out.Bytes()
}

func names(list []missing.Export) []string {
	var words []string
	for _, e := range list {
		if e.Function {
			words = append(words, "`"+e.Name+"()`")
		} else {
			words = append(words, "`"+e.Name+"`")
		}
	}
	return words
}

// checks counts the lines of golden output for each directory of scripts.
func checks(t *testing.T) map[string]string {
	files, err := filepath.Glob("../../compat/node/testdata/*/*.golden")
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]int{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines[moduleOf(filepath.Base(filepath.Dir(file)))] += bytes.Count(text, []byte("\n"))
	}
	out := map[string]string{}
	for module, n := range lines {
		out[module] = fmt.Sprint(n)
	}
	return out
}

// moduleOf is the module that a directory of scripts is about.
func moduleOf(directory string) string {
	switch directory {
	case "asynchooks":
		return "async_hooks"
	case "childprocess":
		return "child_process"
	case "diagnostics":
		return "diagnostics_channel"
	case "perfhooks":
		return "perf_hooks"
	case "stringdecoder":
		return "string_decoder"
	case "workerthreads":
		return "worker_threads"
	}
	return directory
}
