package fs

import (
	"errors"
	"io"
	"os"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

func init() {
	operations["opendir"] = opendir
	operations["readEntries"] = readEntries
}

// opendir(path) opens a directory as a file, of which readEntries reads.
func opendir(c *core, fc goja.FunctionCall) job {
	given, full := c.name(fc.Argument(0))
	files := c.system()
	return job{"opendir", []string{given}, func() (func() goja.Value, error) {
		file, err := files.OpenFile(full, os.O_RDONLY, 0)
		if err != nil {
			return nil, err
		}
		if info, err := file.Stat(); err != nil || !info.IsDir() {
			_ = file.Close()
			return nil, errors.Join(syscall.ENOTDIR, err)
		}
		return func() goja.Value { return c.Runtime.ToValue(c.files.Add(&realm.OpenFile{File: file})) }, nil
	}}
}

// readEntries(fd, count, raw) returns [names, types] of the next few entries.
func readEntries(c *core, fc goja.FunctionCall) job {
	f := c.fd(fc.Argument(0))
	count, raw := max(1, int(fc.Argument(1).ToInteger())), fc.Argument(2).ToBoolean()
	return job{"scandir", nil, func() (func() goja.Value, error) {
		entries, err := f.ReadDir(count)
		if err == io.EOF {
			err = nil
		}
		list := &listing{raw: raw}
		for _, e := range entries {
			list.entries = append(list.entries, listed{name: e.Name(), kind: direntType(e.Type())})
		}
		return func() goja.Value { return list.value(c) }, err
	}}
}
