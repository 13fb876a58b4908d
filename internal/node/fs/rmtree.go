package fs

import (
	"errors"
	"path/filepath"
	"syscall"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/sandbox"
)

func init() { operations["rmtree"] = rmtree }

// rmtree(path, retries, delay) removes a file, or a directory with all in it. What is gone already is no failure. What is busy is tried
// again, each time after delay milliseconds more.
func rmtree(c *core, fc goja.FunctionCall) job {
	given, full := c.name(fc.Argument(0))
	r := &removal{files: c.system(), retries: int(fc.Argument(1).ToInteger()), delay: time.Duration(fc.Argument(2).ToInteger()) * time.Millisecond}
	return job{"rm", []string{given}, func() (func() goja.Value, error) { return nil, r.remove(full, given) }}
}

type removal struct {
	files   sandbox.FileSystem
	retries int
	delay   time.Duration
}

func (r *removal) remove(full, given string) error {
	info, err := r.files.Lstat(full)
	switch {
	case errors.Is(err, syscall.ENOENT):
		return nil
	case err != nil:
		return &callError{"lstat", []string{given}, err}
	case !info.IsDir():
		return r.retry("unlink", given, func() error { return r.files.Unlink(full) })
	}
	return r.retry("rmdir", given, func() error { return r.removeDirectory(full, given) })
}

// removeDirectory tries the directory first: an empty one need not be readable.
func (r *removal) removeDirectory(full, given string) error {
	err := r.files.Rmdir(full)
	if !errors.Is(err, syscall.ENOTEMPTY) && !errors.Is(err, syscall.EEXIST) {
		return err
	}
	entries, err := r.files.ReadDir(full)
	if err != nil {
		return &callError{"scandir", []string{given}, err}
	}
	for _, e := range entries {
		if err := r.remove(filepath.Join(full, e.Name()), filepath.Join(given, e.Name())); err != nil {
			return err
		}
	}
	return r.files.Rmdir(full)
}

func (r *removal) retry(call, given string, try func() error) error {
	for attempt := 1; ; attempt++ {
		err := try()
		if err == nil || errors.Is(err, syscall.ENOENT) {
			return nil
		}
		if attempt <= r.retries && isBusy(err) {
			time.Sleep(time.Duration(attempt) * r.delay)
			continue
		}
		if other := (*callError)(nil); errors.As(err, &other) {
			return err
		}
		return &callError{call, []string{given}, err}
	}
}

func isBusy(err error) bool {
	for _, busy := range []syscall.Errno{syscall.EBUSY, syscall.EMFILE, syscall.ENFILE, syscall.ENOTEMPTY, syscall.EPERM} {
		if errors.Is(err, busy) {
			return true
		}
	}
	return false
}
