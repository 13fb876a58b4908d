package action

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
)

// unpackTarGz checks and writes entry by entry: a tar has no directory, and to
// read it twice would double the cost of every honest package.
func unpackTarGz(x *extractor, p *plan, data []byte) error {
	gz, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return &FormatError{TarGz, err}
	}
	raw := &boundedReader{ctx: x.ctx, r: gz, left: tarStreamBytes(p), limit: &LimitError{Limit: p.maxName, Max: p.maxBytes}}
	archive := tar.NewReader(raw)
	for {
		th, err := archive.Next()
		if err == io.EOF {
			break
		}
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) { // names are ours to check
			return tarError(err)
		}
		if err := unpackTarEntry(x, p, th, archive); err != nil {
			return err
		}
	}
	// Behind the last entry comes padding and the checksum of the whole.
	if _, err := io.Copy(io.Discard, raw); err != nil {
		return tarError(err)
	}
	return nil
}

// tarStreamBytes bounds the decompressed stream: the files, and for each entry
// its header, padding and room for a long name. archive/tar reads extended
// headers without asking anyone, so the bound has to be below it.
func tarStreamBytes(p *plan) int64 {
	const perEntry, trailer = 8 << 10, 1 << 20
	return p.maxBytes + int64(p.limits.Entries)*perEntry + trailer
}

func unpackTarEntry(x *extractor, p *plan, th *tar.Header, body io.Reader) error {
	h := header{name: th.Name, size: th.Size, executable: th.Mode&0o111 != 0, target: th.Linkname}
	switch th.Typeflag {
	case tar.TypeReg, tar.TypeGNUSparse:
		h.kind = regular
	case tar.TypeDir:
		h.kind = directory
	case tar.TypeSymlink:
		h.kind = symlink
	case tar.TypeXGlobalHeader: // a comment, as `git archive` writes one
		return nil
	case tar.TypeLink:
		return &EntryError{th.Name, fmt.Errorf("%w: it is a hard link", ErrSpecialFile)}
	default:
		return &EntryError{th.Name, fmt.Errorf("%w: it has type %q", ErrSpecialFile, th.Typeflag)}
	}
	clean, err := p.admit(h)
	if err != nil {
		return err
	}
	return x.entry(h, clean, body)
}

// tarError keeps what is no fault of the format and blames that for the rest.
func tarError(err error) error {
	var limit *LimitError
	if errors.As(err, &limit) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return &FormatError{TarGz, err}
}

// boundedReader ends with limit when more than left bytes come through it, and
// with the context's error when that is done.
type boundedReader struct {
	ctx   context.Context
	r     io.Reader
	left  int64
	limit error
}

func (b *boundedReader) Read(p []byte) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, b.limit
	}
	return n, err
}
