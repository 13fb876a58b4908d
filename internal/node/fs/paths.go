package fs

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/sandbox"
)

func init() {
	operations["mkdir"] = mkdir
	operations["mkdtemp"] = mkdtemp
	operations["rmdir"] = onPlainPath("rmdir", sandbox.FileSystem.Rmdir)
	operations["unlink"] = onPlainPath("unlink", sandbox.FileSystem.Unlink)
	operations["rename"] = onTwoPaths("rename", sandbox.FileSystem.Rename)
	operations["link"] = onTwoPaths("link", sandbox.FileSystem.Link)
	operations["symlink"] = symlink
	operations["readlink"] = readlink
	operations["access"] = onPath("access", func(files sandbox.FileSystem, full string, rest []goja.Value) func() error {
		mode := uint32(rest[0].ToInteger())
		return func() error { return files.Access(full, mode) }
	})
	operations["chmod"] = onPath("chmod", func(files sandbox.FileSystem, full string, rest []goja.Value) func() error {
		mode := fileMode(rest[0])
		return func() error { return files.Chmod(full, mode) }
	})
	operations["chown"] = onPath("chown", func(files sandbox.FileSystem, full string, rest []goja.Value) func() error {
		uid, gid := owner(rest)
		return func() error { return files.Chown(full, uid, gid) }
	})
	operations["lchown"] = onPath("lchown", func(files sandbox.FileSystem, full string, rest []goja.Value) func() error {
		uid, gid := owner(rest)
		return func() error { return files.Lchown(full, uid, gid) }
	})
	operations["utimes"] = onPath("utime", func(files sandbox.FileSystem, full string, rest []goja.Value) func() error {
		atime, mtime := timeOf(rest[0]), timeOf(rest[1])
		return func() error { return files.Chtimes(full, atime, mtime) }
	})
	operations["lutimes"] = onPath("lutime", func(files sandbox.FileSystem, full string, rest []goja.Value) func() error {
		atime, mtime := timeOf(rest[0]), timeOf(rest[1])
		return func() error { return files.Lchtimes(full, atime, mtime) }
	})
}

// mkdir(path, mode, recursive) returns the first directory it made, when recursive.
func mkdir(c *core, fc goja.FunctionCall) job {
	given, full := c.name(fc.Argument(0))
	mode := fileMode(fc.Argument(1)) &^ c.Sandbox.Umask()
	files := c.system()
	if !fc.Argument(2).ToBoolean() {
		return job{"mkdir", []string{given}, func() (func() goja.Value, error) { return nil, files.Mkdir(full, mode) }}
	}
	dir := c.Sandbox.Dir()
	if filepath.IsAbs(given) {
		dir = ""
	}
	return job{"mkdir", []string{given}, func() (func() goja.Value, error) {
		if dir != "" { // of a working directory that is gone nothing is made again
			if _, err := files.Stat(dir); err != nil {
				return nil, err
			}
		}
		first, err := mkdirAll(files, full, mode)
		if err != nil || first == "" {
			return nil, err
		}
		return c.text(first, false), nil
	}}
}

// mkdirAll makes a directory and those above it. A file in the way is EEXIST at the end of the name, ENOTDIR within it.
func mkdirAll(files sandbox.FileSystem, full string, mode fs.FileMode) (first string, err error) {
	err = files.Mkdir(full, mode)
	switch parent := filepath.Dir(full); {
	case err == nil:
		return full, nil
	case errors.Is(err, syscall.ENOENT) && parent != full:
		if first, err = mkdirAll(files, parent, mode); err != nil {
			if errors.Is(err, fs.ErrExist) {
				err = &callError{"mkdir", []string{parent}, syscall.ENOTDIR}
			}
			return "", err
		}
		if err = files.Mkdir(full, mode); errors.Is(err, fs.ErrExist) { // who else made it does not matter
			err = nil
		}
		if first == "" {
			first = full
		}
		return first, err
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.ENAMETOOLONG), errors.Is(err, syscall.EROFS):
		if info, statErr := files.Stat(full); statErr == nil && info.IsDir() {
			return "", nil
		}
		return "", err
	}
	if info, statErr := files.Stat(full); statErr == nil && info.IsDir() {
		return "", nil
	}
	return "", err
}

// mkdtemp(prefix, raw)
func mkdtemp(c *core, fc goja.FunctionCall) job {
	given, _ := c.name(fc.Argument(0))
	raw := fc.Argument(1).ToBoolean()
	files := c.system()
	base := c.Sandbox.Resolve(given)
	if given != "" && os.IsPathSeparator(given[len(given)-1]) {
		base += "/"
	}
	return job{"mkdtemp", []string{given + "XXXXXX"}, func() (func() goja.Value, error) {
		for {
			suffix := randomSuffix()
			err := files.Mkdir(base+suffix, 0o700)
			if err == nil {
				return c.text(given+suffix, raw), nil
			}
			if !errors.Is(err, fs.ErrExist) {
				return nil, err
			}
		}
	}}
}

func randomSuffix() string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	b := make([]byte, 6)
	_, _ = rand.Read(b) // never fails
	for i := range b {
		b[i] = letters[int(b[i])%len(letters)]
	}
	return string(b)
}

// symlink(target, path): the target is stored as it is given.
func symlink(c *core, fc goja.FunctionCall) job {
	target, _ := c.name(fc.Argument(0))
	given, full := c.name(fc.Argument(1))
	files := c.system()
	return job{"symlink", []string{target, given}, func() (func() goja.Value, error) { return nil, files.Symlink(target, full) }}
}

// readlink(path, raw)
func readlink(c *core, fc goja.FunctionCall) job {
	given, full := c.name(fc.Argument(0))
	raw := fc.Argument(1).ToBoolean()
	files := c.system()
	return job{"readlink", []string{given}, func() (func() goja.Value, error) {
		target, err := files.ReadLink(full)
		return c.text(target, raw), err
	}}
}
