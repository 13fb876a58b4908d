package wasmcore

import (
	"context"
	_ "embed"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge"
)

//go:embed run_core.js
var driver string

var all = flag.Bool("all", false, "run every file of the specification's tests")

// sampleEvery thins out the largest suite unless -all is given.
const sampleEvery = 6

// suites are the directories of the test data and how many assertions each must pass: all there are.
var suites = map[string]int{
	"v2":                        52915,
	"threads":                   327,
	"tail-call":                 108,
	"extended-const":            114,
	"exception-handling":        103,
	"typed-function-references": 1272,
}

func TestSuites(t *testing.T) {
	engines := map[string]wasmbridge.EngineKind{"auto": wasmbridge.EngineAuto, "interpreter": wasmbridge.EngineInterpreter}
	for suite, want := range suites {
		for name, kind := range engines {
			t.Run(suite+"/"+name, func(t *testing.T) { runSuite(t, suite, kind, want) })
		}
	}
}

func runSuite(t *testing.T, suite string, kind wasmbridge.EngineKind, want int) {
	files := testFiles(t, suite)
	complete := len(files)
	if suite == "v2" && !*all {
		files = sample(files)
	}
	total := runDriver(t, kind, files)
	if total.fail > 0 || total.pass == 0 {
		t.Errorf("%d of %d assertions failed", total.fail, total.pass+total.fail)
	}
	if len(files) == complete && total.pass != want {
		t.Errorf("%d assertions passed, want %d", total.pass, want)
	}
}

func testFiles(t *testing.T, suite string) []string {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/tetratelabs/wazero").Output()
	if err != nil {
		t.Skipf("the wazero module's directory is unknown: %v", err)
	}
	pattern := filepath.Join(strings.TrimSpace(string(out)), "internal", "integration_test", "spectest", suite, "testdata", "*.json")
	files, _ := filepath.Glob(pattern)
	if len(files) == 0 {
		t.Skip("no test data at " + pattern)
	}
	return files
}

func sample(files []string) (some []string) {
	for i := 0; i < len(files); i += sampleEvery {
		some = append(some, files[i])
	}
	return some
}

type result struct{ pass, fail int }

// runDriver runs run_core.js on the files and logs what it prints of failures.
func runDriver(t *testing.T, kind wasmbridge.EngineKind, files []string) (r result) {
	rt := goja.New()
	wa, err := wasmbridge.Install(rt, wasmbridge.NewConfig().WithEngine(kind))
	if err != nil {
		t.Fatal(err)
	}
	defer wa.Close(context.Background())
	set := func(name string, v any) {
		if err := rt.Set(name, v); err != nil {
			t.Fatal(err)
		}
	}
	set("readFile", func(c goja.FunctionCall) goja.Value {
		b, err := os.ReadFile(c.Argument(0).String())
		if err != nil {
			panic(rt.NewGoError(err))
		}
		return rt.ToValue(rt.NewArrayBuffer(b))
	})
	set("readText", func(c goja.FunctionCall) goja.Value {
		b, err := os.ReadFile(c.Argument(0).String())
		if err != nil {
			panic(rt.NewGoError(err))
		}
		return rt.ToValue(string(b))
	})
	set("log", func(c goja.FunctionCall) goja.Value {
		if line := c.Argument(0).String(); strings.Contains(line, "FAIL") || strings.Contains(line, " line ") {
			t.Log(line)
		}
		return nil
	})
	set("report", func(c goja.FunctionCall) goja.Value {
		total := c.Argument(0).ToObject(rt)
		r = result{int(total.Get("pass").ToInteger()), int(total.Get("fail").ToInteger())}
		return nil
	})
	set("files", files)
	if _, err := rt.RunScript("run_core.js", modules+driver+"\n;report(total)"); err != nil {
		t.Fatal(err)
	}
	return r
}

// modules is as much of node as the driver needs.
const modules = `
const console = { log };
const process = { argv: ['', '', ...files] };
function require(name) {
	if (name === 'fs') return {
		readFileSync: (f, encoding) => encoding ? readText(f) : new Uint8Array(readFile(f)),
		statSync: () => ({ isDirectory: () => false }),
	};
	return { join: (...a) => a.join('/'), dirname: f => f.replace(/[\\/][^\\/]*$/, ''), basename: f => f.replace(/.*[\\/]/, '') };
}
`
