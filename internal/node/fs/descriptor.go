package fs

import (
	"io"
	"io/fs"
	"os"
	"sync"
	"syscall"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// descriptor is one open file of the guest.
type descriptor struct {
	file   sandbox.File
	mu     sync.Mutex // reads and writes at the current position
	append bool
}

var errBadDescriptor error = syscall.EBADF

// fd returns an open file; its methods fail with EBADF when there is none.
func (c *core) fd(v goja.Value) *descriptor {
	if d := c.files[int(v.ToInteger())]; d != nil {
		return d
	}
	return &descriptor{file: closedFile{}}
}

func (c *core) register(d *descriptor) int {
	fd := 3
	for c.files[fd] != nil {
		fd++
	}
	c.files[fd] = d
	return fd
}

func init() {
	operations["open"] = open
	operations["close"] = closeFile
	operations["read"] = read
	operations["write"] = write
	operations["fstat"] = fstat
	operations["ftruncate"] = onFile("ftruncate", func(d *descriptor, rest []goja.Value) func() error {
		size := rest[0].ToInteger()
		return func() error { return d.file.Truncate(size) }
	})
	for _, name := range []string{"fsync", "fdatasync"} {
		operations[name] = onFile(name, func(d *descriptor, _ []goja.Value) func() error { return d.file.Sync })
	}
	operations["fchmod"] = onFile("fchmod", func(d *descriptor, rest []goja.Value) func() error {
		mode := fileMode(rest[0])
		return func() error { return d.file.Chmod(mode) }
	})
	operations["fchown"] = onFile("fchown", func(d *descriptor, rest []goja.Value) func() error {
		uid, gid := int(rest[0].ToInteger()), int(rest[1].ToInteger())
		return func() error { return d.file.Chown(uid, gid) }
	})
	operations["futimes"] = futimes
}

func onFile(call string, do func(d *descriptor, rest []goja.Value) func() error) operation {
	return func(c *core, fc goja.FunctionCall) job {
		work := do(c.fd(fc.Argument(0)), fc.Arguments[1:])
		return job{call, nil, func() (func() goja.Value, error) { return nil, work() }}
	}
}

// open(path, flags, mode)
func open(c *core, fc goja.FunctionCall) job {
	given, full := c.name(fc.Argument(0))
	flags := openFlags(int(fc.Argument(1).ToInteger()))
	mode := fileMode(fc.Argument(2)) &^ c.Sandbox.Umask()
	files := c.system()
	return job{"open", []string{given}, func() (func() goja.Value, error) {
		file, err := files.OpenFile(full, flags, mode)
		if err != nil {
			return nil, err
		}
		d := &descriptor{file: file, append: flags&os.O_APPEND != 0}
		return func() goja.Value { return c.Runtime.ToValue(c.register(d)) }, nil
	}}
}

func closeFile(c *core, fc goja.FunctionCall) job {
	number := int(fc.Argument(0).ToInteger())
	d := c.fd(fc.Argument(0))
	delete(c.files, number)
	return job{"close", nil, func() (func() goja.Value, error) { return nil, d.file.Close() }}
}

// position returns the argument of read and write: nil, undefined and -1 are the current one.
func position(v goja.Value) (at int64, current bool) {
	if v == nil || goja.IsUndefined(v) || goja.IsNull(v) {
		return 0, true
	}
	at = v.ToNumber().ToInteger()
	return at, at < 0
}

// read(fd, view, offset, length, position)
func read(c *core, fc goja.FunctionCall) job {
	d := c.fd(fc.Argument(0))
	part := c.part(fc)
	at, current := position(fc.Argument(4))
	return job{"read", nil, func() (func() goja.Value, error) {
		n, err := d.read(part, at, current)
		return func() goja.Value { return c.Runtime.ToValue(n) }, err
	}}
}

// part is the bytes that (_, view, offset, length) show; the caller has checked the numbers.
func (c *core) part(fc goja.FunctionCall) []byte {
	b, _ := c.Bytes(fc.Argument(1))
	offset := min(int(fc.Argument(2).ToInteger()), len(b))
	return b[offset : offset+min(int(fc.Argument(3).ToInteger()), len(b)-offset)]
}

func (d *descriptor) read(part []byte, at int64, current bool) (n int, err error) {
	if len(part) == 0 {
		return 0, nil
	}
	if current {
		d.mu.Lock()
		defer d.mu.Unlock()
		n, err = d.file.Read(part)
	} else {
		n, err = d.file.ReadAt(part, at)
	}
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = nil
	}
	return n, err
}

// write(fd, view, offset, length, position)
func write(c *core, fc goja.FunctionCall) job {
	d := c.fd(fc.Argument(0))
	part := c.part(fc)
	at, current := position(fc.Argument(4))
	return job{"write", nil, func() (func() goja.Value, error) {
		n, err := d.write(part, at, current || d.append)
		return func() goja.Value { return c.Runtime.ToValue(n) }, err
	}}
}

func (d *descriptor) write(part []byte, at int64, current bool) (int, error) {
	if !current {
		return d.file.WriteAt(part, at)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.file.Write(part)
}

func futimes(c *core, fc goja.FunctionCall) job {
	d := c.fd(fc.Argument(0))
	atime, mtime := timeOf(fc.Argument(1)), timeOf(fc.Argument(2))
	files := c.system()
	return job{"futime", nil, func() (func() goja.Value, error) {
		named, ok := d.file.(interface{ Name() string })
		if !ok {
			return nil, errBadDescriptor
		}
		return nil, files.Chtimes(named.Name(), atime, mtime)
	}}
}

// timeOf turns seconds, with a fraction, into a time.
func timeOf(v goja.Value) time.Time {
	seconds := v.ToFloat()
	whole := int64(seconds)
	return time.Unix(whole, int64((seconds-float64(whole))*1e9))
}

// stream is a standard stream as a file.
type stream struct {
	closedFile
	reader io.Reader
	writer io.Writer
	name   string
}

func (s *stream) Read(b []byte) (int, error) {
	if s.reader == nil {
		return 0, errBadDescriptor
	}
	return s.reader.Read(b)
}

func (s *stream) ReadAt(b []byte, _ int64) (int, error) { return s.Read(b) }

func (s *stream) Write(b []byte) (int, error) {
	if s.writer == nil {
		return 0, errBadDescriptor
	}
	return s.writer.Write(b)
}

func (s *stream) WriteAt(b []byte, _ int64) (int, error) { return s.Write(b) }
func (s *stream) Sync() error                            { return nil }
func (s *stream) Close() error                           { return nil }

// Stat is that of the file behind the stream, if there is one.
func (s *stream) Stat() (fs.FileInfo, error) {
	for _, side := range []any{s.reader, s.writer} {
		if f, ok := side.(interface{ Stat() (os.FileInfo, error) }); ok {
			return f.Stat()
		}
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

// closedFile fails with EBADF, whatever is asked of it.
type closedFile struct{}

func (closedFile) Read([]byte) (int, error)           { return 0, errBadDescriptor }
func (closedFile) Write([]byte) (int, error)          { return 0, errBadDescriptor }
func (closedFile) ReadAt([]byte, int64) (int, error)  { return 0, errBadDescriptor }
func (closedFile) WriteAt([]byte, int64) (int, error) { return 0, errBadDescriptor }
func (closedFile) Seek(int64, int) (int64, error)     { return 0, errBadDescriptor }
func (closedFile) Close() error                       { return errBadDescriptor }
func (closedFile) Stat() (fs.FileInfo, error)         { return nil, errBadDescriptor }
func (closedFile) ReadDir(int) ([]fs.DirEntry, error) { return nil, errBadDescriptor }
func (closedFile) Truncate(int64) error               { return errBadDescriptor }
func (closedFile) Sync() error                        { return errBadDescriptor }
func (closedFile) Chmod(fs.FileMode) error            { return errBadDescriptor }
func (closedFile) Chown(int, int) error               { return errBadDescriptor }
