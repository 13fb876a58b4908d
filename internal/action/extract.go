package action

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
)

// extractor writes planned entries below an os.Root. The root, not our own
// reading of names, is what keeps writes inside.
type extractor struct {
	ctx   context.Context
	root  *os.Root
	made  map[string]bool // directories that exist
	at    string          // the directory that here is open on
	here  *os.Root
	tops  []string // first components written, for removal
	links []link
	buf   []byte
}

type link struct{ name, path, target string }

func newExtractor(ctx context.Context, root *os.Root) *extractor {
	return &extractor{ctx: ctx, root: root, made: map[string]bool{".": true}, buf: make([]byte, 32<<10)}
}

// entry writes one admitted entry; body is read for regular files only.
func (x *extractor) entry(h header, clean string, body io.Reader) error {
	if err := x.ctx.Err(); err != nil {
		return err
	}
	switch h.kind {
	case directory:
		return x.directory(clean)
	case symlink:
		// Links are made last, so that no file is ever written through one.
		x.links = append(x.links, link{h.name, clean, h.target})
		return x.directory(path.Dir(clean))
	}
	if err := x.directory(path.Dir(clean)); err != nil {
		return err
	}
	return x.file(h, clean, body)
}

func (x *extractor) directory(clean string) error {
	if x.made[clean] {
		return nil
	}
	x.noteTop(clean)
	if err := x.root.MkdirAll(clean, 0o755); err != nil {
		return fmt.Errorf("unpack action: %w", err)
	}
	for dir := clean; !x.made[dir]; dir = path.Dir(dir) {
		x.made[dir] = true
	}
	return nil
}

func (x *extractor) file(h header, clean string, body io.Reader) (err error) {
	x.noteTop(clean)
	// Only the executable bit survives: setuid, setgid, sticky and unreadable
	// files have no use in a package.
	mode := os.FileMode(0o644)
	if h.executable {
		mode = 0o755
	}
	parent, err := x.parent(path.Dir(clean))
	if err != nil {
		return err
	}
	f, err := parent.OpenFile(path.Base(clean), os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return fmt.Errorf("unpack action: %w", err)
	}
	defer func() {
		if cerr := f.Close(); err == nil && cerr != nil {
			err = fmt.Errorf("unpack action: %w", cerr)
		}
	}()
	return x.copy(f, h, body)
}

// parent opens dir. Files of one directory come one after the other: to keep
// it open spares walking down from the root for each.
func (x *extractor) parent(dir string) (*os.Root, error) {
	if dir == "." {
		return x.root, nil
	}
	if x.here != nil && x.at == dir {
		return x.here, nil
	}
	here, err := x.root.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("unpack action: %w", err)
	}
	x.close()
	x.at, x.here = dir, here
	return here, nil
}

// close lets go of the directory that is kept open.
func (x *extractor) close() {
	if x.here != nil {
		_ = x.here.Close()
		x.here = nil
	}
}

// copy moves exactly h.size bytes. It keeps apart whose fault an error is: the
// archive's when reading, the machine's when writing.
func (x *extractor) copy(w io.Writer, h header, body io.Reader) error {
	var written int64
	for {
		if err := x.ctx.Err(); err != nil {
			return err
		}
		n, rerr := body.Read(x.buf)
		if written += int64(n); written > h.size {
			return &EntryError{h.name, fmt.Errorf("%w: longer than the %d bytes it declares", ErrEntryCorrupt, h.size)}
		}
		if _, err := w.Write(x.buf[:n]); err != nil {
			return fmt.Errorf("unpack action: %w", err)
		}
		switch {
		case rerr == io.EOF && written == h.size:
			return nil
		case rerr == io.EOF:
			return &EntryError{h.name, fmt.Errorf("%w: shorter than the %d bytes it declares", ErrEntryCorrupt, h.size)}
		case rerr != nil:
			return bodyError(h.name, rerr)
		}
	}
}

// bodyError blames the entry, unless the error already says what is wrong.
func bodyError(name string, err error) error {
	var limit *LimitError
	if errors.As(err, &limit) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return &EntryError{Entry: name, Reason: fmt.Errorf("%w: %w", ErrEntryCorrupt, err)}
}

// finish makes the links.
func (x *extractor) finish() error {
	for _, l := range x.links {
		x.noteTop(l.path)
		if err := x.root.Symlink(l.target, l.path); err != nil {
			return fmt.Errorf("unpack action: %w", err)
		}
	}
	return nil
}

func (x *extractor) noteTop(clean string) {
	top, _, _ := strings.Cut(clean, "/")
	if top != "." && (len(x.tops) == 0 || x.tops[len(x.tops)-1] != top) {
		x.tops = append(x.tops, top)
	}
}

// undo removes everything that was written.
func (x *extractor) undo() error {
	var errs []error
	for _, top := range x.tops {
		errs = append(errs, x.root.RemoveAll(top))
	}
	return errors.Join(errs...)
}
