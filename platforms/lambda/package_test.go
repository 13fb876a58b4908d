package lambda

import (
	"archive/zip"
	"bytes"
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/wasmglue/wasmglue/internal/action"
)

// elf returns the beginning of a binary for a machine.
func elf(machine byte) []byte {
	binary := make([]byte, 128)
	copy(binary, "\x7fELF\x02\x01\x01")
	binary[18] = machine
	return binary
}

var packedAction = fstest.MapFS{
	"index.js":          {Data: []byte("exports.handler = async () => 1"), Mode: 0o644},
	"node_modules/a.js": {Data: []byte("1"), Mode: 0o600},
	"tool.sh":           {Data: []byte("#!/bin/sh"), Mode: 0o755},
}

func TestPackage(t *testing.T) {
	var first, second bytes.Buffer
	contents := Contents{Action: packedAction, Runtime: elf(0x3e)}
	report, err := Package(&first, contents)
	if err != nil {
		t.Fatal(err)
	}
	if report.Architecture != "x86_64" || report.Files != 4 || report.Unpacked != 128+31+1+9 || report.Packed != int64(first.Len()) {
		t.Errorf("%+v of %d bytes", report, first.Len())
	}
	if _, err := Package(&second, contents); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same contents gave other bytes")
	}
	modes := map[string]fs.FileMode{"bootstrap": 0o755, "index.js": 0o644, "node_modules/a.js": 0o644, "tool.sh": 0o755}
	checkModes(t, first.Bytes(), modes)
}

func checkModes(t *testing.T, archive []byte, modes map[string]fs.FileMode) {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.File {
		if mode, ok := modes[f.Name]; !ok || f.Mode() != mode {
			t.Errorf("%s has mode %v, want %v", f.Name, f.Mode(), mode)
		}
		delete(modes, f.Name)
	}
	if len(modes) > 0 {
		t.Errorf("missing: %v", modes)
	}
}

func TestPackageLayer(t *testing.T) {
	var layer, function bytes.Buffer
	if report, err := Package(&layer, Contents{Runtime: elf(0xb7)}); err != nil || report.Architecture != "arm64" {
		t.Errorf("%+v %v", report, err)
	}
	checkModes(t, layer.Bytes(), map[string]fs.FileMode{"bootstrap": 0o755})
	if report, err := Package(&function, Contents{Action: packedAction}); err != nil || report.Architecture != "" {
		t.Errorf("%+v %v", report, err)
	}
	checkModes(t, function.Bytes(), map[string]fs.FileMode{"index.js": 0o644, "node_modules/a.js": 0o644, "tool.sh": 0o755})
}

func TestPackageRefuses(t *testing.T) {
	var binary *RuntimeError
	for name, content := range map[string][]byte{"text": []byte("#!/bin/sh"), "short": []byte("\x7fELF\x02\x01"), "other machine": elf(0x28), "empty": {}} {
		if _, err := Package(&bytes.Buffer{}, Contents{Runtime: content}); !errors.As(err, &binary) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var entry *action.EntryError
	own := fstest.MapFS{"bootstrap": {Data: []byte("x")}}
	if _, err := Package(&bytes.Buffer{}, Contents{Runtime: elf(0x3e), Action: own}); !errors.As(err, &entry) {
		t.Errorf("two files called bootstrap: %v", err)
	}
	var size *SizeError
	if _, err := Package(&bytes.Buffer{}, Contents{Action: hugeFS{}}); !errors.As(err, &size) || size.Unpacked != MaxUnpacked+1 {
		t.Errorf("too large: %v", err)
	}
}

// hugeFS has one file that is larger than Lambda takes; nobody may read it.
type hugeFS struct{}

func (hugeFS) Open(name string) (fs.File, error) {
	return fstest.MapFS{"big": {}}.Open(name)
}

func (hugeFS) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(fstest.MapFS{"big": {}}, name)
	for i, e := range entries {
		entries[i] = hugeEntry{e}
	}
	return entries, err
}

type hugeEntry struct{ fs.DirEntry }

func (e hugeEntry) Info() (fs.FileInfo, error) {
	info, err := e.DirEntry.Info()
	return hugeInfo{info}, err
}

type hugeInfo struct{ fs.FileInfo }

func (hugeInfo) Size() int64 { return MaxUnpacked + 1 }
