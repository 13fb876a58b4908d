package fs

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/sandbox"
)

func init() {
	operations["readFile"] = readFile
	operations["writeFile"] = writeFile
	operations["copyFile"] = copyFile
	operations["truncate"] = onPath("open", func(files sandbox.FileSystem, full string, rest []goja.Value) func() error {
		size := rest[0].ToInteger()
		return func() error { return files.Truncate(full, size) }
	})
}

// maxReadFile is the size of the largest file that is read as a whole.
const maxReadFile = 1<<31 - 1

// tooLargeError refuses to read a file as a whole.
type tooLargeError int64

func (e tooLargeError) Error() string {
	return fmt.Sprintf("File size (%d) is greater than 2 GiB", int64(e))
}

// readFile(path or fd, flags) returns the bytes as a Buffer.
func readFile(c *core, fc goja.FunctionCall) job {
	if goja.IsNumber(fc.Argument(0)) {
		f := c.fd(fc.Argument(0))
		p := c.place(f, nil, true)
		return c.contentsJob("read", nil, func() ([]byte, error) {
			p.wait()
			defer p.done()
			return readAll(f)
		})
	}
	given, full := c.name(fc.Argument(0))
	flags := openFlags(int(fc.Argument(1).ToInteger()))
	mode := 0o666 &^ c.Sandbox.Umask()
	files := c.system()
	return c.contentsJob("open", []string{given}, func() ([]byte, error) {
		file, err := files.OpenFile(full, flags, mode)
		if err != nil {
			return nil, err
		}
		defer func() { _ = file.Close() }()
		data, err := readAll(file)
		if err != nil {
			return nil, &callError{call: "read", cause: err}
		}
		return data, nil
	})
}

func (c *core) contentsJob(call string, names []string, read func() ([]byte, error)) job {
	return job{call, names, func() (func() goja.Value, error) {
		data, err := read()
		return func() goja.Value { return c.NewBuffer(data) }, err
	}}
}

// readAll reads to the end. The size only says how much to expect: files of /proc have none.
func readAll(f sandbox.File) ([]byte, error) {
	size := int64(0)
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		size = info.Size()
	} else if err == nil && info.IsDir() {
		return nil, syscall.EISDIR
	}
	if size > maxReadFile {
		return nil, tooLargeError(size)
	}
	data := make([]byte, 0, max(size+1, 512))
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case errors.Is(err, io.EOF):
			return data, nil
		case err != nil:
			return nil, err
		case len(data) > maxReadFile:
			return nil, tooLargeError(len(data))
		}
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
	}
}

// writeFile(path or fd, bytes, flags, mode, flush)
func writeFile(c *core, fc goja.FunctionCall) job {
	data, _ := c.Bytes(fc.Argument(1))
	flush := fc.Argument(4).ToBoolean()
	if goja.IsNumber(fc.Argument(0)) {
		f := c.fd(fc.Argument(0))
		p := c.place(f, nil, true)
		return job{"write", nil, func() (func() goja.Value, error) {
			p.wait()
			defer p.done()
			return nil, writeAll(f, data, flush)
		}}
	}
	given, full := c.name(fc.Argument(0))
	flags := openFlags(int(fc.Argument(2).ToInteger()))
	mode := fileMode(fc.Argument(3)) &^ c.Sandbox.Umask()
	files := c.system()
	return job{"open", []string{given}, func() (func() goja.Value, error) {
		file, err := files.OpenFile(full, flags, mode)
		if err != nil {
			return nil, err
		}
		if err := writeAll(file, data, flush); err != nil {
			_ = file.Close()
			return nil, &callError{call: "write", cause: err}
		}
		return nil, file.Close()
	}}
}

func writeAll(f io.Writer, data []byte, flush bool) error {
	if _, err := f.Write(data); err != nil {
		return err
	}
	if syncer, ok := f.(interface{ Sync() error }); ok && flush {
		return syncer.Sync()
	}
	return nil
}

const (
	copyExclusive  = 1 // COPYFILE_EXCL
	copyCloneForce = 4 // COPYFILE_FICLONE_FORCE
)

// copyFile(from, to, flags)
func copyFile(c *core, fc goja.FunctionCall) job {
	given, from := c.name(fc.Argument(0))
	givenTo, to := c.name(fc.Argument(1))
	how := fc.Argument(2).ToInteger()
	flags := os.O_WRONLY | os.O_CREATE
	if how&copyExclusive != 0 {
		flags |= os.O_EXCL
	}
	files := c.system()
	return job{"copyfile", []string{given, givenTo}, func() (func() goja.Value, error) {
		if how&copyCloneForce != 0 {
			return nil, syscall.ENOTSUP
		}
		return nil, copyContents(files, from, to, flags)
	}}
}

func copyContents(files sandbox.FileSystem, from, to string, flags int) error {
	source, err := files.OpenFile(from, os.O_RDONLY, 0)
	if err != nil {
		return err
	}
	defer func() { _ = source.Close() }()
	info, err := source.Stat()
	if err != nil {
		return err
	}
	if info.IsDir() {
		return syscall.EISDIR
	}
	target, err := files.OpenFile(to, flags, info.Mode().Perm())
	if err != nil {
		return err
	}
	err = overwrite(target, source, info)
	if closing := target.Close(); err == nil {
		err = closing
	}
	return err
}

// overwrite leaves a file that is to be copied onto itself as it is.
func overwrite(target, source sandbox.File, info fs.FileInfo) error {
	if there, err := target.Stat(); err != nil || os.SameFile(info, there) {
		return err
	}
	if err := target.Truncate(0); err != nil && !errors.Is(err, syscall.EINVAL) { // which a pipe or device answers
		return err
	}
	if err := target.Chmod(info.Mode().Perm()); err != nil && !errors.Is(err, syscall.EPERM) {
		return err
	}
	to, ok1 := realm.SystemFile(target)
	from, ok2 := realm.SystemFile(source)
	if ok1 && ok2 { // so that the kernel copies
		_, err := io.Copy(to, from)
		return err
	}
	_, err := io.Copy(target, source)
	return err
}
