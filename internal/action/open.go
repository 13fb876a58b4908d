package action

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Open gives the action at a path: a directory or a JavaScript, TypeScript or
// WebAssembly file is used where it lies, an archive is unpacked into a
// temporary directory within limits. Close the Tree when it is done with.
//
// A path that does not exist matches fs.ErrNotExist; see [Unpack] for the
// errors of archives.
func Open(ctx context.Context, name string, limits Limits) (*Tree, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("open action: %w", err)
	}
	if info.IsDir() {
		return &Tree{Dir: name, Format: Directory}, nil
	}
	if format := formatByName(name); format != Unknown {
		return &Tree{Dir: filepath.Dir(name), Format: format, Entry: filepath.Base(name), Files: 1, Bytes: info.Size()}, nil
	}
	return openArchive(ctx, name, limits.withDefaults())
}

func formatByName(name string) Format {
	switch KindOf(filepath.ToSlash(name)) {
	case JavaScript, TypeScript:
		return Source
	case WebAssembly:
		return Wasm
	}
	return Unknown
}

func openArchive(ctx context.Context, name string, limits Limits) (*Tree, error) {
	data, err := readArchive(name, limits)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "wasmglue-action-")
	if err != nil {
		return nil, fmt.Errorf("open action: %w", err)
	}
	tree, err := Unpack(ctx, data, dir, limits)
	if err != nil {
		return nil, fmt.Errorf("open action %s: %w", name, errors.Join(err, os.Remove(dir)))
	}
	tree.temporary = true
	return tree, nil
}

func readArchive(name string, limits Limits) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open action: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limits.ArchiveBytes+1))
	if err != nil {
		return nil, fmt.Errorf("open action: %w", err)
	}
	if int64(len(data)) > limits.ArchiveBytes {
		return nil, &LimitError{Limit: "packed bytes", Max: limits.ArchiveBytes}
	}
	return data, nil
}

// Close removes the directory of a Tree that [Open] unpacked. It does nothing
// to one that was used in place, or that [Unpack] wrote where it was told.
func (t *Tree) Close() error {
	if !t.temporary {
		return nil
	}
	t.temporary = false
	return os.RemoveAll(t.Dir)
}
