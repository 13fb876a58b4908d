package module_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wasmglue/wasmglue/internal/module"
	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// ended tells that a program came to an end, with a result or an error, and did not take the process along.
func ended(t *testing.T, files map[string]string, main string) {
	t.Helper()
	endedIn(t, virtual(files), "/", main)
}

// endedOnDisk is for many files: looking into a directory of a fstest.MapFS takes time in proportion to all of them.
func endedOnDisk(t *testing.T, files map[string]string, main string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	endedIn(t, sandbox.OS(), dir, main)
}

func endedIn(t *testing.T, files sandbox.FileSystem, dir, main string) {
	t.Helper()
	p := newProgram(t, files, dir, module.Options{})
	p.Runtime.SetMaxCallStackSize(20_000)
	began := time.Now()
	p.run(t, main)
	t.Logf("%v, printed %.100q, failed: %.200v", time.Since(began), p.out, p.failed)
	if len(p.out) == 0 && p.failed == nil {
		t.Error("neither a result nor an error")
	}
}

func TestDeepRequireChain(t *testing.T) {
	files := map[string]string{}
	depth := 10_000
	if testing.Short() {
		depth = 1000
	}
	for i := range depth {
		files[fmt.Sprintf("m%d.js", i)] = fmt.Sprintf("module.exports = require('./m%d')", i+1)
	}
	files[fmt.Sprintf("m%d.js", depth)] = "module.exports = 'end'"
	files["main.js"] = "print(require('./m0'))"
	endedOnDisk(t, files, "main.js")
}

func TestDeepImportChain(t *testing.T) {
	files := map[string]string{}
	depth := 10_000
	if testing.Short() {
		depth = 1000
	}
	for i := range depth {
		files[fmt.Sprintf("m%d.mjs", i)] = fmt.Sprintf("export { x } from './m%d.mjs'", i+1)
	}
	files[fmt.Sprintf("m%d.mjs", depth)] = "export const x = 'end'"
	files["main.mjs"] = "import { x } from './m0.mjs'; print(x)"
	endedOnDisk(t, files, "main.mjs")
}

func TestLargeFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	line := "exports.a = function (x) { return x + 1 / 2 }; // a comment\n"
	ended(t, map[string]string{
		"main.js": "print(typeof require('./big').a)",
		"big.js":  strings.Repeat(line, 6<<20/len(line)),
	}, "main.js")
}

func TestLargeManifest(t *testing.T) {
	ended(t, map[string]string{
		"main.js":                     "print(require('p'))",
		"node_modules/p/package.json": `{"main": "m.js", "big": [` + strings.Repeat("1,", 5<<20/2) + `1]}`,
		"node_modules/p/m.js":         "module.exports = 'm'",
	}, "main.js")
}

func TestDeepManifest(t *testing.T) {
	for _, exports := range []string{
		strings.Repeat(`{"node":`, 5000) + `"./m.js"` + strings.Repeat(`}`, 5000),
		strings.Repeat(`[`, 200_000),
		strings.Repeat(`[`, 9000) + strings.Repeat(`]`, 9000),
	} {
		ended(t, map[string]string{"main.js": "print(require('p'))", "node_modules/p/package.json": `{"exports": ` + exports + `}`}, "main.js")
	}
}

func TestManifestsThatLeadInCircles(t *testing.T) {
	ended(t, map[string]string{
		"main.js":                     `try { require('#a') } catch (e) { print(e.code) } import('#a').catch((e) => print(e.code))`,
		"package.json":                `{"name": "p", "imports": {"#a": "p/x"}, "exports": {"./x": "./y.js", "./*": "./*"}}`,
		"node_modules/p/package.json": `{"name": "p", "imports": {"#a": "#a"}, "main": "."}`,
	}, "main.js")
	ended(t, map[string]string{"main.js": "print(require('./d'))", "d/package.json": `{"main": "."}`}, "main.js")
	ended(t, map[string]string{"main.js": "print(require('./d'))", "d/package.json": `{"main": "../d"}`, "d/index.js": ""}, "main.js")
}

func TestDeepNesting(t *testing.T) {
	for name, text := range map[string]string{
		"parens.js":    strings.Repeat("(", 100_000),
		"plus.js":      "print(" + strings.Repeat("1+", 5_000) + "1)",
		"import.js":    strings.Repeat("import(", 100_000),
		"braces.mjs":   strings.Repeat("{", 2_000),
		"template.mjs": strings.Repeat("`${", 2_000),
	} {
		ended(t, map[string]string{name: text}, name)
	}
}
