package action

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

// MainWasm is the name that a WebAssembly module without a package gets.
const MainWasm = "main.wasm"

// Tree is an action package on disk.
type Tree struct {
	Dir    string // its root
	Format Format // what it was made from
	// Entry is the one file it consists of, relative to Dir with forward
	// slashes, when the action came as a single file; else "" and [FindEntry]
	// knows.
	Entry string
	Files int   // regular files that were unpacked
	Bytes int64 // their size together

	temporary bool
}

// Unpack writes the archive or WebAssembly module data below dir, which must
// be empty or not exist yet (its parent must), and returns what it wrote.
//
// Errors that blame the archive match [ErrUnsupportedArchive] or
// [ErrBadArchive]; [EntryError], [LimitError] and [FormatError] tell them
// apart. After any error dir is as it was. Memory stays within the size of
// data plus a small amount for each entry, disk within the limits.
func Unpack(ctx context.Context, data []byte, dir string, limits Limits) (*Tree, error) {
	limits = limits.withDefaults()
	format := DetectFormat(data)
	if format == Unknown {
		return nil, ErrUnsupportedArchive
	}
	if int64(len(data)) > limits.ArchiveBytes {
		return nil, &LimitError{Limit: "packed bytes", Max: limits.ArchiveBytes}
	}
	root, made, err := openEmpty(dir)
	if err != nil {
		return nil, fmt.Errorf("unpack action: %w", err)
	}
	defer root.Close()
	x, p := newExtractor(ctx, root), newPlan(limits, len(data))
	err = unpackInto(x, p, format, data)
	x.close()
	if err != nil {
		return nil, withCleanup(err, x, dir, made)
	}
	tree := &Tree{Dir: dir, Format: format, Files: p.files, Bytes: p.bytes}
	if format == Wasm {
		tree.Entry = MainWasm
	}
	return tree, nil
}

func unpackInto(x *extractor, p *plan, format Format, data []byte) error {
	var err error
	switch format {
	case Zip:
		err = unpackZip(x, p, data)
	case TarGz:
		err = unpackTarGz(x, p, data)
	case Wasm:
		err = unpackWasm(x, p, data)
	}
	if err != nil {
		return err
	}
	return x.finish()
}

func unpackWasm(x *extractor, p *plan, data []byte) error {
	h := header{name: MainWasm, kind: regular, size: int64(len(data))}
	clean, err := p.admit(h)
	if err != nil {
		return err
	}
	return x.entry(h, clean, bytes.NewReader(data))
}

// withCleanup removes what was written, and adds to err what could not be.
func withCleanup(err error, x *extractor, dir string, made bool) error {
	cerr := x.undo()
	if cerr == nil && made {
		cerr = os.Remove(dir)
	}
	if cerr != nil {
		return fmt.Errorf("%w; and what was unpacked could not be removed: %w", err, cerr)
	}
	return err
}

// openEmpty opens dir as a root, and says whether it had to make it.
func openEmpty(dir string) (root *os.Root, made bool, err error) {
	if err = os.Mkdir(dir, 0o755); err == nil {
		made = true
	} else if !errors.Is(err, os.ErrExist) {
		return nil, false, err
	}
	if root, err = os.OpenRoot(dir); err != nil {
		return nil, made, err
	}
	if !made {
		if err = checkEmpty(root); err != nil {
			root.Close()
			return nil, false, err
		}
	}
	return root, made, nil
}

func checkEmpty(root *os.Root) error {
	d, err := root.Open(".")
	if err != nil {
		return err
	}
	defer d.Close()
	switch _, err := d.ReadDir(1); {
	case err == io.EOF:
		return nil
	case err != nil:
		return err
	}
	return fmt.Errorf("%s: %w: directory is not empty", root.Name(), os.ErrExist)
}
