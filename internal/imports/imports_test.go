// Package imports holds the test that keeps the packages' imports pointing one way: see docs/architecture.md.
package imports

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

const module = "github.com/wasmglue/wasmglue/"

// floors are the house from top to bottom: a package may import packages of lower floors, of its own room, and nothing else of ours.
var floors = [][]string{
	{"cmd/", "bench"},
	{"internal/cli"},
	{"compat"},
	{"platforms/openwhisk", "platforms/lambda"},
	{"platforms/internal/"},
	{"jshost"},
	{"wasmbridge", "internal/module", "internal/builtins", "internal/node", "internal/web"},
	{"internal/handle"},
	{"internal/realm"},
	{"internal/wasi"},
	{"internal/prefault", "internal/eventloop", "internal/sandbox", "internal/action"},
	{"internal/enginestate"},
}

// rooms are trees whose packages may import one another although they stand on one floor.
var rooms = []string{"wasmbridge", "internal/module", "internal/builtins", "internal/node", "internal/web", "internal/wasi", "internal/sandbox", "internal/action",
	"platforms/openwhisk", "platforms/lambda", "platforms/internal", "jshost", "compat", "internal/cli"}

// extra lists imports that cross rooms of one floor, each with its reason.
var extra = map[string]string{
	"internal/node -> wasmbridge":     "node:wasi tells the bridge which of its functions are Go",
	"internal/builtins -> wasmbridge": "Atomics has the list of waiters that WebAssembly's threads have",
	"internal/node -> internal/web":   "a web standard's class is also an export of node's core modules",
}

type pkg struct {
	ImportPath string
	Imports    []string
}

func TestImportsPointOneWay(t *testing.T) {
	for _, p := range listPackages(t) {
		from := strings.TrimPrefix(p.ImportPath, module)
		for _, imported := range p.Imports {
			to, ours := strings.CutPrefix(imported, module)
			if ours {
				checkImport(t, from, to)
			}
		}
	}
}

func checkImport(t *testing.T, from, to string) {
	t.Helper()
	if from == "internal/imports" || room(from) != "" && room(from) == room(to) {
		return
	}
	if _, ok := extra[room(from)+" -> "+room(to)]; ok {
		return
	}
	above, below := floor(from), floor(to)
	switch {
	case above < 0:
		t.Errorf("%s stands on no floor: add it to docs/architecture.md and here", from)
	case below < 0:
		t.Errorf("%s (imported by %s) stands on no floor: add it to docs/architecture.md and here", to, from)
	case above >= below:
		t.Errorf("%s imports %s: imports point down the floors, never up or across", from, to)
	}
	if room(from) == "wasmbridge" {
		t.Errorf("%s imports %s: wasmbridge is usable on its own and knows nothing of ours", from, to)
	}
}

// TestRoomsOfNodeModules keeps node's core modules apart: they require one another in JavaScript, as in node.
func TestRoomsOfNodeModules(t *testing.T) {
	for _, p := range listPackages(t) {
		from := strings.TrimPrefix(p.ImportPath, module)
		if !strings.HasPrefix(from, "internal/node/") {
			continue
		}
		for _, imported := range p.Imports {
			if to := strings.TrimPrefix(imported, module); strings.HasPrefix(to, "internal/node/") && nodeRoom(to) != nodeRoom(from) {
				t.Errorf("%s imports %s: a node module requires another in JavaScript", from, to)
			}
		}
	}
}

func nodeRoom(path string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(path, "internal/node/"), "/")
	return name
}

func room(path string) string {
	for _, r := range rooms {
		if path == r || strings.HasPrefix(path, r+"/") {
			return r
		}
	}
	return ""
}

func floor(path string) int {
	for i, names := range floors {
		for _, name := range names {
			if path == strings.TrimSuffix(name, "/") || strings.HasPrefix(path, strings.TrimSuffix(name, "/")+"/") {
				return i
			}
		}
	}
	return -1
}

func listPackages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", module+"...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var packages []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
	if len(packages) < 8 {
		t.Fatalf("go list found only %d packages", len(packages))
	}
	return packages
}
