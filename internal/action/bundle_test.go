package action

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"
)

func TestWriteZipIsReproducible(t *testing.T) {
	var first, second bytes.Buffer
	tree := fstest.MapFS{
		"b.js":   {Data: []byte("b"), ModTime: time.Now(), Mode: 0o600},
		"a/c.js": {Data: []byte("c"), Mode: 0o777},
	}
	if err := WriteZip(&first, tree); err != nil {
		t.Fatal(err)
	}
	var b Bundle // the same files, added the other way round at another time
	b.AddBytes("b.js", false, []byte("b"))
	if err := b.AddFS("a", fstest.MapFS{"c.js": {Data: []byte("c"), Mode: 0o755, ModTime: time.Unix(1e9, 0)}}); err != nil {
		t.Fatal(err)
	}
	if err := b.WriteZip(&second); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("same content, different bytes")
	}
}

func TestWriteZipRoundTrip(t *testing.T) {
	source := t.TempDir()
	if err := os.MkdirAll(filepath.Join(source, "bin"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, mode := range map[string]fs.FileMode{"bin/tool": 0o755, "index.js": 0o600} {
		if err := os.WriteFile(filepath.Join(source, name), []byte(name), mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("bin/tool", filepath.Join(source, "link")); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	var data bytes.Buffer
	if err := WriteZip(&data, os.DirFS(source)); err != nil {
		t.Fatal(err)
	}
	root, _, err := unpackNew(t, data.Bytes(), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := contents(t, root), contents(t, source); !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWriteZipRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		tree fstest.MapFS
		want error
	}{
		"link outside": {fstest.MapFS{"l": {Data: []byte("../../etc"), Mode: fs.ModeSymlink}}, ErrLinkEscape},
		"a socket":     {fstest.MapFS{"s": {Mode: fs.ModeSocket}}, ErrSpecialFile},
		"the name":     {fstest.MapFS{"index.js": {}}, ErrDuplicate},
	} {
		var b Bundle
		b.AddBytes("index.js", false, nil)
		err := b.AddFS("", c.tree)
		if err == nil {
			err = b.WriteZip(&bytes.Buffer{})
		}
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	for name, data := range map[string][]byte{
		"a.js": []byte("1"), "b.wasm": []byte("\x00asm\x01\x00\x00\x00"),
		"c.zip": makeZip(t, file("index.js", "zipped")), "d.bin": []byte("what is this"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]Tree{
		".": {Format: Directory}, "a.js": {Format: Source, Entry: "a.js"}, "b.wasm": {Format: Wasm, Entry: "b.wasm"}, "c.zip": {Format: Zip},
	} {
		tree, err := Open(context.Background(), filepath.Join(dir, name), Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if tree.Format != want.Format || tree.Entry != want.Entry {
			t.Errorf("%s: %+v", name, tree)
		}
		checkClose(t, tree, tree.Format == Zip)
	}
	if _, err := Open(context.Background(), filepath.Join(dir, "d.bin"), Limits{}); !errors.Is(err, ErrUnsupportedArchive) {
		t.Errorf("d.bin: %v", err)
	}
	if _, err := Open(context.Background(), filepath.Join(dir, "none"), Limits{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("none: %v", err)
	}
}

func checkClose(t *testing.T, tree *Tree, removed bool) {
	t.Helper()
	if err := tree.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(tree.Dir); errors.Is(err, fs.ErrNotExist) != removed {
		t.Errorf("after Close of %v: %v", tree.Format, err)
	}
}
