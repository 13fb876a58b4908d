package fs

import (
	"io"
	"os"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/sandbox"
)

func init() {
	operations["readFile"] = readFile
	operations["writeFile"] = writeFile
	operations["copyFile"] = copyFile
	operations["truncate"] = onPath("open", func(_ *core, files sandbox.FileSystem, full string, rest []goja.Value) func() error {
		size := rest[0].ToInteger()
		return func() error { return files.Truncate(full, size) }
	})
}

// readFile(path or fd, flags) returns the bytes as a Buffer.
func readFile(c *core, fc goja.FunctionCall) job {
	result := func(data []byte, err error) (func() goja.Value, error) {
		return func() goja.Value { return c.NewBuffer(data) }, err
	}
	if goja.IsNumber(fc.Argument(0)) {
		d := c.fd(fc.Argument(0))
		return job{"read", nil, func() (func() goja.Value, error) { return result(io.ReadAll(d.file)) }}
	}
	given, full := c.name(fc.Argument(0))
	flags := openFlags(int(fc.Argument(1).ToInteger()))
	files := c.system()
	j := job{call: "open", names: []string{given}}
	j.work = func() (func() goja.Value, error) {
		if flags != os.O_RDONLY {
			return result(readOpened(files, full, flags))
		}
		return result(files.ReadFile(full))
	}
	return c.readingDirectory(j, full)
}

func readOpened(files sandbox.FileSystem, full string, flags int) ([]byte, error) {
	file, err := files.OpenFile(full, flags, 0o666)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return io.ReadAll(file)
}

// callError is an error of another system call than the operation's own; node's message then names no path.
type callError struct {
	call  string
	cause error
}

func (e *callError) Error() string { return e.call + ": " + e.cause.Error() }
func (e *callError) Unwrap() error { return e.cause }

// readingDirectory turns the failure to read a directory into node's.
func (c *core) readingDirectory(j job, full string) job {
	work := j.work
	files := c.system()
	j.work = func() (func() goja.Value, error) {
		result, err := work()
		if err != nil {
			if info, statErr := files.Stat(full); statErr == nil && info.IsDir() {
				return nil, &callError{"read", syscall.EISDIR}
			}
		}
		return result, err
	}
	return j
}

// writeFile(path or fd, bytes, flags, mode)
func writeFile(c *core, fc goja.FunctionCall) job {
	data, _ := c.Bytes(fc.Argument(1))
	if goja.IsNumber(fc.Argument(0)) {
		d := c.fd(fc.Argument(0))
		return job{"write", nil, func() (func() goja.Value, error) {
			_, err := d.write(data, 0, true)
			return nil, err
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
		_, err = file.Write(data)
		if closing := file.Close(); err == nil {
			err = closing
		}
		return nil, err
	}}
}

const copyExclusive = 1 // COPYFILE_EXCL

// copyFile(from, to, flags)
func copyFile(c *core, fc goja.FunctionCall) job {
	given, from := c.name(fc.Argument(0))
	givenTo, to := c.name(fc.Argument(1))
	flags := os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	if fc.Argument(2).ToInteger()&copyExclusive != 0 {
		flags = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	}
	files := c.system()
	return job{"copyfile", []string{given, givenTo}, func() (func() goja.Value, error) {
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
	_, err = io.Copy(target, source)
	if closing := target.Close(); err == nil {
		err = closing
	}
	return err
}
