package action

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
)

// packageFS is a package with a package.json, unless that is "", and files.
func packageFS(manifest string, files ...string) fs.FS {
	fsys := fstest.MapFS{}
	if manifest != "" {
		fsys["package.json"] = &fstest.MapFile{Data: []byte(manifest)}
	}
	for _, name := range files {
		fsys[name] = &fstest.MapFile{}
	}
	return fsys
}

// The outcomes are what node 20 does with the same files, except for the last
// group, where it gives up.
func TestFindEntry(t *testing.T) {
	files := []string{"index.js", "lib/index.js", "lib/x.js", "lib/both", "lib/both.js", "data.json", "mod.wasm"}
	for _, c := range []struct {
		manifest string
		files    []string
		want     Entry
	}{
		{``, files, Entry{File: "index.js", Kind: JavaScript}},
		{`{}`, files, Entry{File: "index.js", Kind: JavaScript}},
		{`[]`, files, Entry{File: "index.js", Kind: JavaScript}},
		{`"lib"`, files, Entry{File: "index.js", Kind: JavaScript}},
		{`{"main":""}`, files, Entry{File: "index.js", Kind: JavaScript}},
		{`{"main":5}`, files, Entry{File: "index.js", Kind: JavaScript}},
		{`{"main":"."}`, files, Entry{File: "index.js", Kind: JavaScript}},
		{`{"Main":"lib/x"}`, files, Entry{File: "index.js", Kind: JavaScript}},
		{"\xef\xbb\xbf" + `{"main":"lib/x"}`, files, Entry{File: "lib/x.js", Kind: JavaScript}},
		{`{"main":"lib/x","main":"lib"}`, files, Entry{File: "lib/index.js", Kind: JavaScript}},
		{`{"main":"lib/x.js","type":"module"}`, files, Entry{File: "lib/x.js", Kind: JavaScript, Type: "module"}},
		{`{"main":"lib/x","type":"odd"}`, files, Entry{File: "lib/x.js", Kind: JavaScript}},
		{`{"main":"./lib/both"}`, files, Entry{File: "lib/both", Kind: Other}},
		{`{"main":"lib/"}`, files, Entry{File: "lib/index.js", Kind: JavaScript}},
		{`{"main":"lib/../data"}`, files, Entry{File: "data.json", Kind: JSON}},
		{`{"main":"mod.wasm"}`, files, Entry{File: "mod.wasm", Kind: WebAssembly}},
		{`{"main":"nope"}`, files, Entry{File: "index.js", Kind: JavaScript, InvalidMain: "nope"}},
		{`{"main":"index.js/x"}`, files, Entry{File: "index.js", Kind: JavaScript, InvalidMain: "index.js/x"}},
		{`{"main":"../outside"}`, files, Entry{File: "index.js", Kind: JavaScript, InvalidMain: "../outside"}},
		{`{"main":"/etc/passwd"}`, files, Entry{File: "index.js", Kind: JavaScript, InvalidMain: "/etc/passwd"}},
		{``, []string{"index.json"}, Entry{File: "index.json", Kind: JSON}},

		{``, []string{"index.mjs", "main.wasm"}, Entry{File: "index.mjs", Kind: JavaScript}},
		{``, []string{"index.ts"}, Entry{File: "index.ts", Kind: TypeScript}},
		{``, []string{"main.wasm", "other.js"}, Entry{File: "main.wasm", Kind: WebAssembly}},
	} {
		got, err := FindEntry(packageFS(c.manifest, c.files...))
		if err != nil || got != c.want {
			t.Errorf("%s: got %+v, %v, want %+v", c.manifest, got, err, c.want)
		}
	}
}

// TestFindEntryOnDisk has the errors of a real file system, where a file on
// the way is not the same as nothing there.
func TestFindEntryOnDisk(t *testing.T) {
	dir := t.TempDir()
	for name, body := range map[string]string{"package.json": `{"main":"index.js/x"}`, "index.js": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := FindEntry(os.DirFS(dir))
	if want := (Entry{File: "index.js", Kind: JavaScript, InvalidMain: "index.js/x"}); err != nil || got != want {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestFindEntryErrors(t *testing.T) {
	var bad *PackageError
	for _, manifest := range []string{`{`, `null`, `{"main":"x"} x`, " "} {
		if _, err := FindEntry(packageFS(manifest, "index.js")); !errors.As(err, &bad) {
			t.Errorf("%s: %v", manifest, err)
		}
	}
	var none *NoEntryError
	if _, err := FindEntry(packageFS(`{"main":"x"}`, "y.js")); !errors.As(err, &none) || none.Main != "x" {
		t.Errorf("wrong main and no index: %v", err)
	}
	if _, err := FindEntry(packageFS("", "deeper/index.js")); !errors.Is(err, ErrNoEntry) {
		t.Errorf("one level down: %v", err)
	}
}
