package resolve_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/wasmglue/wasmglue/internal/module/resolve"
)

// memory is a file system of the tests.
type memory struct{ files fstest.MapFS }

func (memory) Virtual() bool                           { return true }
func (m memory) ReadFile(name string) ([]byte, error)  { return fs.ReadFile(m.files, inside(name)) }
func (m memory) Stat(name string) (fs.FileInfo, error) { return fs.Stat(m.files, inside(name)) }
func (m memory) RealPath(name string) (string, error)  { return name, nil }
func inside(name string) string {
	if name = strings.Trim(name, "/"); name == "" {
		return "."
	}
	return name
}

// FuzzResolver resolves any specifier with any package.json: the result is a file, a core module, or an error that JavaScript can be told of.
func FuzzResolver(f *testing.F) {
	for _, manifest := range []string{
		`{"main": "m"}`, `{"exports": "./m.js"}`, `{"exports": {".": {"import": "./m.js", "default": null}, "./*": "./lib/*.js"}}`,
		`{"name": "p", "exports": {"./a*b": ["x", "./m.js"]}, "imports": {"#x": "p/a", "#*": "./*", "#y": {"node": "#x"}}}`,
		`{"exports": {"0": 1}}`, `{"exports": [[[]]], "main": "../../x"}`, `{`, `[]`, `null`, `{"exports": {"./": "./"}, "type": "module"}`,
	} {
		for _, specifier := range []string{"p", "p/a", "p/a/b", "#x", "#y", "./m", "../p", "@s/p", "file:///m.js", "p/..%2fx", "data:,x", "node:fs", "", ".", "p/"} {
			f.Add(manifest, specifier)
		}
	}
	f.Fuzz(func(t *testing.T, manifest, specifier string) {
		files := fstest.MapFS{
			"package.json":                {Data: []byte(manifest)},
			"m.js":                        {Data: []byte("1")},
			"node_modules/p/package.json": {Data: []byte(manifest)},
			"node_modules/p/m.js":         {Data: []byte("1")},
			"node_modules/p/lib/a.js":     {Data: []byte("1")},
		}
		r := resolve.New(memory{files}, resolve.Options{IsBuiltin: func(name string) bool { return name == "fs" }})
		at, err := r.Import(specifier, "file:///main.mjs")
		check(t, at.Path, err, files)
		name, err := r.Require(resolve.Request{Specifier: specifier, Parent: "/main.js", Extensions: []string{".js"},
			Paths: r.LookupPaths(specifier, "/", r.NodeModulePaths("/"))})
		if !strings.HasPrefix(name, "node:") {
			check(t, name, err, files)
		}
	})
}

func check(t *testing.T, path string, err error, files fstest.MapFS) {
	t.Helper()
	if err != nil {
		if _, ok := errors.AsType[*resolve.Error](err); !ok {
			t.Errorf("%T is no resolution error: %v", err, err)
		}
		return
	}
	if path != "" && files[inside(path)] == nil {
		t.Errorf("%q is no file", path)
	}
}

func FuzzFilePath(f *testing.F) {
	f.Add("/a b/%25?x#y")
	f.Add("/\xff\n\\ü")
	f.Fuzz(func(t *testing.T, name string) {
		if strings.HasPrefix(name, "/") && !strings.HasPrefix(name, "//") {
			if back, suffix, ok := resolve.FilePath(resolve.FileURL(name)); !ok || back != name || suffix != "" {
				t.Errorf("%q comes back as %q %q", name, back, suffix)
			}
		}
		_, _, _ = resolve.FilePath(name)
	})
}
