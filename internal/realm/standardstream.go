package realm

import (
	"io"
	"io/fs"
	"os"
	"syscall"
	"time"

	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// standardStream is a standard stream as a file.
type standardStream struct {
	ClosedFile
	reader io.Reader
	writer io.Writer
	name   string
}

// SystemFile returns the operating system's file behind an open one, if there is one.
func SystemFile(f sandbox.File) (*os.File, bool) {
	s, ok := f.(*standardStream)
	if !ok {
		return sandbox.SystemFile(f)
	}
	for _, side := range []any{s.reader, s.writer} {
		if file, ok := side.(*os.File); ok {
			return file, true
		}
	}
	return nil, false
}

func (s *standardStream) Read(b []byte) (int, error) {
	if s.reader == nil {
		return 0, syscall.EBADF
	}
	return s.reader.Read(b)
}

func (s *standardStream) ReadAt(b []byte, at int64) (int, error) {
	if r, ok := s.reader.(io.ReaderAt); ok {
		return r.ReadAt(b, at)
	}
	return 0, syscall.ESPIPE
}

func (s *standardStream) Write(b []byte) (int, error) {
	if s.writer == nil {
		return 0, syscall.EBADF
	}
	return s.writer.Write(b)
}

func (s *standardStream) WriteAt(b []byte, at int64) (int, error) {
	if w, ok := s.writer.(io.WriterAt); ok {
		return w.WriteAt(b, at)
	}
	return 0, syscall.ESPIPE
}

func (s *standardStream) Sync() error  { return nil }
func (s *standardStream) Close() error { return nil }

// Stat is that of the file behind the stream, if there is one.
func (s *standardStream) Stat() (fs.FileInfo, error) {
	if f, ok := SystemFile(s); ok {
		return f.Stat()
	}
	return pipeInfo(s.name), nil
}

// pipeInfo describes a stream that is no file.
type pipeInfo string

func (p pipeInfo) Name() string     { return string(p) }
func (pipeInfo) Size() int64        { return 0 }
func (pipeInfo) Mode() fs.FileMode  { return fs.ModeNamedPipe | 0o600 }
func (pipeInfo) ModTime() time.Time { return time.Time{} }
func (pipeInfo) IsDir() bool        { return false }
func (pipeInfo) Sys() any           { return nil }

// ClosedFile fails with EBADF, whatever is asked of it.
type ClosedFile struct{}

func (ClosedFile) Read([]byte) (int, error)           { return 0, syscall.EBADF }
func (ClosedFile) Write([]byte) (int, error)          { return 0, syscall.EBADF }
func (ClosedFile) ReadAt([]byte, int64) (int, error)  { return 0, syscall.EBADF }
func (ClosedFile) WriteAt([]byte, int64) (int, error) { return 0, syscall.EBADF }
func (ClosedFile) Seek(int64, int) (int64, error)     { return 0, syscall.EBADF }
func (ClosedFile) Close() error                       { return syscall.EBADF }
func (ClosedFile) Stat() (fs.FileInfo, error)         { return nil, syscall.EBADF }
func (ClosedFile) ReadDir(int) ([]fs.DirEntry, error) { return nil, syscall.EBADF }
func (ClosedFile) Truncate(int64) error               { return syscall.EBADF }
func (ClosedFile) Sync() error                        { return syscall.EBADF }
func (ClosedFile) Chmod(fs.FileMode) error            { return syscall.EBADF }
func (ClosedFile) Chown(int, int) error               { return syscall.EBADF }
func (ClosedFile) Chtimes(_, _ time.Time) error       { return syscall.EBADF }
