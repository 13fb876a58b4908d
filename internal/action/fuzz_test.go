package action

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

var fuzzLimits = Limits{Entries: 50, TotalBytes: 1 << 16, FileBytes: 1 << 15, PathDepth: 8, PathBytes: 100}

func FuzzUnpackZip(f *testing.F) {
	addHostile(f, makeZip)
	f.Add(repeatDirectory(makeZip(f, file("a", "")), 20))
	f.Add(withZip64(makeZip(f, file("a", "")), true))
	f.Fuzz(func(t *testing.T, data []byte) { fuzzUnpack(t, data) })
}

// FuzzUnpackTarGz takes the data as it is: the checksum of gzip only comes at
// the end, so that changed bytes get as far as archive/tar.
func FuzzUnpackTarGz(f *testing.F) {
	addHostile(f, makeTarGz)
	f.Fuzz(func(t *testing.T, data []byte) { fuzzUnpack(t, data) })
}

func addHostile(f *testing.F, build func(testing.TB, ...item) []byte) {
	f.Add(build(f, file("index.js", "1"), program("bin/x", "2"), lnk("l", "bin/x"), dir("d")))
	for _, h := range hostile {
		f.Add(build(f, h.items...))
	}
}

// fuzzUnpack checks what has to hold for any bytes: the limits, that nothing
// leads outside, that a refusal is a typed one and leaves nothing.
func fuzzUnpack(t *testing.T, data []byte) {
	outer := t.TempDir()
	root := filepath.Join(outer, "action")
	tree, err := Unpack(context.Background(), data, root, fuzzLimits)
	if err != nil {
		if !errors.Is(err, ErrBadArchive) && !errors.Is(err, ErrUnsupportedArchive) {
			t.Errorf("not a typed error: %v", err)
		}
		if left, _ := os.ReadDir(outer); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
		return
	}
	if tree.Bytes > fuzzLimits.TotalBytes {
		t.Errorf("unpacked %d bytes", tree.Bytes)
	}
	checkInside(t, root)
}

func checkInside(t *testing.T, root string) {
	nodes := -1 // for the root
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		nodes++
		if d.Type() != fs.ModeSymlink {
			return nil
		}
		target, err := filepath.EvalSymlinks(name)
		if err != nil {
			return nil // dangling or a circle
		}
		if rel, err := filepath.Rel(root, target); err != nil || !filepath.IsLocal(rel) {
			t.Errorf("link %s leads to %s", name, target)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if nodes > fuzzLimits.Entries {
		t.Errorf("made %d nodes", nodes)
	}
}

func FuzzFindEntry(f *testing.F) {
	for _, manifest := range []string{`{"main":"lib"}`, `{"main":"../x","type":"module"}`, `[]`, `null`, `{`, `{"main":"./a//b/../index"}`} {
		f.Add(manifest)
	}
	f.Fuzz(func(t *testing.T, manifest string) {
		fsys := packageFS(manifest, "index.js", "lib/index.js", "a/index.json", "main.wasm")
		entry, err := FindEntry(fsys)
		if err != nil {
			var bad *PackageError
			if !errors.As(err, &bad) {
				t.Errorf("not a PackageError: %v", err)
			}
			return
		}
		if info, err := fs.Stat(fsys, entry.File); err != nil || info.IsDir() {
			t.Errorf("entry %+v: %v", entry, err)
		}
	})
}
