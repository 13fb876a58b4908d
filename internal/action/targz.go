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

// unpackTarGz reads the archive twice. A tar has no directory, and whether it
// is refused for its last entry must not cost thousands of files written and
// removed; to decompress is far cheaper than to make files.
func unpackTarGz(x *extractor, p *plan, data []byte) error {
	var headers []header
	var paths []string
	err := eachTarEntry(x.ctx, p, data, func(th *tar.Header, _ io.Reader) error {
		h, err := tarHeader(th)
		if err != nil {
			return err
		}
		clean, err := p.admit(h)
		headers, paths = append(headers, h), append(paths, clean)
		return err
	})
	if err != nil {
		return err
	}
	next := 0
	return eachTarEntry(x.ctx, p, data, func(_ *tar.Header, body io.Reader) error {
		i := next
		next++
		return x.entry(headers[i], paths[i], body)
	})
}

// eachTarEntry shows the entries in order and checks the archive to its end.
func eachTarEntry(ctx context.Context, p *plan, data []byte, show func(*tar.Header, io.Reader) error) error {
	gz, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return &FormatError{TarGz, err}
	}
	raw := &boundedReader{ctx: ctx, r: gz, left: tarStreamBytes(p), limit: &LimitError{Limit: p.maxName, Max: p.maxBytes}}
	archive := tar.NewReader(raw)
	for {
		th, err := archive.Next()
		if err == io.EOF {
			break
		}
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) { // names are ours to check
			return tarError(err)
		}
		if th.Typeflag == tar.TypeXGlobalHeader { // a comment, as `git archive` writes one
			continue
		}
		if err := show(th, archive); err != nil {
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

func tarHeader(th *tar.Header) (header, error) {
	h := header{name: th.Name, size: th.Size, executable: th.Mode&0o111 != 0, target: th.Linkname}
	switch th.Typeflag {
	case tar.TypeReg, tar.TypeGNUSparse:
		h.kind = regular
	case tar.TypeDir:
		h.kind = directory
	case tar.TypeSymlink:
		h.kind = symlink
	case tar.TypeLink:
		return h, &EntryError{th.Name, fmt.Errorf("%w: it is a hard link", ErrSpecialFile)}
	default:
		return h, &EntryError{th.Name, fmt.Errorf("%w: it has type %q", ErrSpecialFile, th.Typeflag)}
	}
	return h, nil
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
