package wasmapi

import (
	"context"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge"
)

var update = flag.Bool("update", false, "have node write the golden files")

const printInNode = "const print = (...a) => console.log(a.map(String).join(' '));\n"

func TestGolden(t *testing.T) {
	scripts, _ := filepath.Glob("scripts/*.js")
	assembler := read(t, "scripts/assemble.js")
	for _, path := range scripts {
		name := strings.TrimSuffix(filepath.Base(path), ".js")
		if name == "assemble" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			golden := filepath.Join("golden", name+".txt")
			source := assembler + read(t, path)
			if *update {
				askNode(t, source, golden)
			}
			compare(t, name, lines(runBridge(t, source)), lines(read(t, golden)))
		})
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func askNode(t *testing.T, source, golden string) {
	cmd := exec.Command("node", "-")
	cmd.Stdin = strings.NewReader(printInNode + source)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(golden, out, 0o644); err != nil {
		t.Fatal(err)
	}
}

// runBridge returns what the script prints in a goja runtime with nothing but WebAssembly.
func runBridge(t *testing.T, source string) string {
	rt := goja.New()
	wa, err := wasmbridge.Install(rt, wasmbridge.NewConfig())
	if err != nil {
		t.Fatal(err)
	}
	defer wa.Close(context.Background())
	var out strings.Builder
	err = rt.Set("print", func(c goja.FunctionCall) goja.Value {
		for i, a := range c.Arguments {
			if i > 0 {
				out.WriteByte(' ')
			}
			out.WriteString(a.String())
		}
		out.WriteByte('\n')
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rt.RunString(source); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func lines(s string) []string { return strings.Split(strings.TrimRight(s, "\n"), "\n") }

// compare holds the lines against node's: those listed in differences must differ, all others must not.
func compare(t *testing.T, script string, got, want []string) {
	if unordered[script] {
		slices.Sort(got)
		slices.Sort(want)
	}
	if len(got) != len(want) {
		t.Fatalf("%d lines, node prints %d", len(got), len(want))
	}
	found := map[string]bool{}
	for i := range want {
		label := label(want[i])
		reason, listed := differences[script][label]
		switch differs := got[i] != want[i]; {
		case differs && !listed:
			t.Errorf(" got %s\nnode %s", got[i], want[i])
		case differs:
			found[label] = true
			t.Logf("%s: %s", label, reason)
		}
	}
	for l := range differences[script] {
		if !found[l] {
			t.Errorf("%q is listed as a difference from node, and is none", l)
		}
	}
}

// label returns what a line is about.
func label(line string) string {
	if l, _, ok := strings.Cut(line, ": "); ok {
		return l
	}
	l, _, _ := strings.Cut(line, " ")
	return l
}
