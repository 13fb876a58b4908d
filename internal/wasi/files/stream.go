package files

import (
	"io"

	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// Stream makes a File of a Go reader and writer; a nil one is EBADF. It has no position and no times.
func Stream(r io.Reader, w io.Writer) File { return &stream{r: r, w: w} }

type stream struct {
	r       io.Reader
	w       io.Writer
	scratch []byte
}

func (s *stream) Stat() (Stat, wasip1.Errno) {
	return Stat{Type: wasip1.FiletypeSocketStream, Nlink: 1}, 0
}

// Readv fills one buffer at most: another read could block although there is something to return.
func (s *stream) Readv(buffers [][]byte) (int, wasip1.Errno) {
	if s.r == nil {
		return 0, wasip1.EBADF
	}
	for _, b := range buffers {
		if len(b) > 0 {
			return readSome(s.r, b)
		}
	}
	return 0, 0
}

// readSome reads once, or again after a reader returned nothing at all, which is no end of file.
func readSome(r io.Reader, p []byte) (int, wasip1.Errno) {
	for range 100 {
		n, err := r.Read(p)
		if n > 0 {
			return n, 0
		}
		if err != nil {
			return 0, wasip1.FromError(err)
		}
	}
	return 0, wasip1.EIO
}

// Writev writes the buffers as one piece, so that a line is not torn.
func (s *stream) Writev(buffers [][]byte) (int, wasip1.Errno) {
	if s.w == nil {
		return 0, wasip1.EBADF
	}
	piece := s.join(buffers)
	if len(piece) == 0 {
		return 0, 0
	}
	n, err := s.w.Write(piece)
	if n > 0 {
		return n, 0
	}
	return 0, wasip1.FromError(err)
}

func (s *stream) join(buffers [][]byte) []byte {
	s.scratch = s.scratch[:0]
	var only []byte
	for _, b := range buffers {
		switch {
		case len(b) == 0:
		case only == nil && len(s.scratch) == 0:
			only = b
		default:
			s.scratch = append(append(s.scratch, only...), b...)
			only = nil
		}
	}
	if only != nil {
		return only
	}
	return s.scratch
}

func (s *stream) SetTimes(Times) wasip1.Errno              { return wasip1.EINVAL }
func (s *stream) Sync(bool) wasip1.Errno                   { return wasip1.EINVAL }
func (s *stream) Close() wasip1.Errno                      { return 0 }
func (s *stream) Pread([]byte, int64) (int, wasip1.Errno)  { return 0, wasip1.ESPIPE }
func (s *stream) Pwrite([]byte, int64) (int, wasip1.Errno) { return 0, wasip1.ESPIPE }
func (s *stream) SeekTo(int64, int) (int64, wasip1.Errno)  { return 0, wasip1.ESPIPE }
func (s *stream) SetSize(int64) wasip1.Errno               { return wasip1.EINVAL }
func (s *stream) SetAppend(bool) wasip1.Errno              { return wasip1.ENOTSUP }
