package fs

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/sandbox"
)

func init() {
	operations["mkdir"] = mkdir
	operations["mkdtemp"] = mkdtemp
	operations["rmdir"] = onPath("rmdir", removeOf(true))
	operations["unlink"] = onPath("unlink", removeOf(false))
	operations["rename"] = onTwoPaths("rename", func(f sandbox.FileSystem, from, to string) error { return f.Rename(from, to) })
	operations["link"] = onTwoPaths("link", func(f sandbox.FileSystem, from, to string) error { return f.Link(from, to) })
	operations["symlink"] = symlink
	operations["readlink"] = textOfPath("readlink", sandbox.FileSystem.ReadLink)
	operations["realpath"] = textOfPath("realpath", sandbox.FileSystem.RealPath)
	operations["access"] = onPath("access", access)
	operations["chmod"] = onPath("chmod", func(_ *core, f sandbox.FileSystem, full string, rest []goja.Value) func() error {
		mode := fileMode(rest[0])
		return func() error { return f.Chmod(full, mode) }
	})
	operations["chown"] = onPath("chown", chown)
	operations["lchown"] = onPath("lchown", chown)
	operations["utimes"] = onPath("utime", utimes)
	operations["lutimes"] = onPath("lutime", utimes)
	operations["readdir"] = readdir
}

func removeOf(directory bool) func(*core, sandbox.FileSystem, string, []goja.Value) func() error {
	return func(_ *core, f sandbox.FileSystem, full string, _ []goja.Value) func() error {
		return func() error {
			info, err := f.Lstat(full)
			switch {
			case err != nil:
				return err
			case directory && !info.IsDir():
				return syscall.ENOTDIR
			case !directory && info.IsDir():
				return syscall.EISDIR
			}
			return f.Remove(full)
		}
	}
}

// mkdir(path, mode, recursive) returns the first directory it made, when recursive.
func mkdir(c *core, fc goja.FunctionCall) job {
	given, full := c.name(fc.Argument(0))
	mode := fileMode(fc.Argument(1)) &^ c.Sandbox.Umask()
	files := c.system()
	if !fc.Argument(2).ToBoolean() {
		return job{"mkdir", []string{given}, func() (func() goja.Value, error) { return nil, files.Mkdir(full, mode) }}
	}
	return job{"mkdir", []string{given}, func() (func() goja.Value, error) {
		first, err := mkdirAll(files, full, mode)
		if err != nil || first == "" {
			return nil, err
		}
		return c.text(first), nil
	}}
}

func mkdirAll(files sandbox.FileSystem, full string, mode fs.FileMode) (first string, err error) {
	if info, err := files.Stat(full); err == nil {
		if info.IsDir() {
			return "", nil
		}
		return "", syscall.EEXIST
	}
	parent := filepath.Dir(full)
	if parent != full {
		if first, err = mkdirAll(files, parent, mode); err != nil {
			if errors.Is(err, syscall.EEXIST) {
				err = syscall.ENOTDIR
			}
			return "", err
		}
	}
	if err := files.Mkdir(full, mode); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return first, nil
		}
		return "", err
	}
	if first == "" {
		first = full
	}
	return first, nil
}

// mkdtemp(prefix)
func mkdtemp(c *core, fc goja.FunctionCall) job {
	given, _ := c.name(fc.Argument(0))
	files, resolve := c.system(), c.Sandbox.Resolve
	base := resolve(given)
	if given != "" && os.IsPathSeparator(given[len(given)-1]) {
		base += "/"
	}
	return job{"mkdtemp", []string{given + "XXXXXX"}, func() (func() goja.Value, error) {
		for {
			suffix := randomSuffix()
			err := files.Mkdir(base+suffix, 0o700)
			if err == nil {
				return c.text(given + suffix), nil
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

func textOfPath(call string, get func(sandbox.FileSystem, string) (string, error)) operation {
	return func(c *core, fc goja.FunctionCall) job {
		given, full := c.name(fc.Argument(0))
		files := c.system()
		return job{call, []string{given}, func() (func() goja.Value, error) {
			found, err := get(files, full)
			return c.text(found), err
		}}
	}
}

// access(path, mode) asks the system where it can, else judges by the mode bits.
func access(c *core, files sandbox.FileSystem, full string, rest []goja.Value) func() error {
	mode := uint32(rest[0].ToInteger())
	return func() error {
		info, err := files.Stat(full)
		if err != nil || mode == 0 {
			return err
		}
		if !files.Virtual() {
			return systemAccess(full, mode)
		}
		if mode&2 != 0 {
			return syscall.EROFS
		}
		if mode&1 != 0 && info.Mode().Perm()&0o111 == 0 {
			return syscall.EACCES
		}
		return nil
	}
}

func chown(_ *core, files sandbox.FileSystem, full string, rest []goja.Value) func() error {
	uid, gid := int(rest[0].ToInteger()), int(rest[1].ToInteger())
	return func() error { return files.Chown(full, uid, gid) }
}

func utimes(_ *core, files sandbox.FileSystem, full string, rest []goja.Value) func() error {
	atime, mtime := timeOf(rest[0]), timeOf(rest[1])
	return func() error { return files.Chtimes(full, atime, mtime) }
}

// readdir(path, recursive) returns [names, types, parents] with node's UV_DIRENT numbers.
func readdir(c *core, fc goja.FunctionCall) job {
	given, full := c.name(fc.Argument(0))
	recursive := fc.Argument(1).ToBoolean()
	files := c.system()
	return job{"scandir", []string{given}, func() (func() goja.Value, error) {
		list := &listing{files: files}
		err := list.add(full, given, "", recursive)
		return func() goja.Value { return list.value(c) }, err
	}}
}

// listing collects the entries of a directory, and of those below it.
type listing struct {
	files          sandbox.FileSystem
	names, parents []any
	types          []any
}

func (l *listing) add(full, given, prefix string, recursive bool) error {
	entries, err := l.files.ReadDir(full)
	if err != nil {
		return err
	}
	for _, e := range entries {
		l.names = append(l.names, path.Join(prefix, e.Name()))
		l.parents = append(l.parents, given)
		l.types = append(l.types, direntType(e.Type()))
	}
	if !recursive {
		return nil
	}
	for _, e := range entries {
		if e.IsDir() {
			if err := l.add(filepath.Join(full, e.Name()), path.Join(given, e.Name()), path.Join(prefix, e.Name()), true); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *listing) value(c *core) goja.Value {
	rt := c.Runtime
	return rt.NewArray(rt.NewArray(l.names...), rt.NewArray(l.types...), rt.NewArray(l.parents...))
}

// direntType is UV_DIRENT_*.
func direntType(mode fs.FileMode) int {
	switch mode & fs.ModeType {
	case 0:
		return 1
	case fs.ModeDir:
		return 2
	case fs.ModeSymlink:
		return 3
	case fs.ModeNamedPipe:
		return 4
	case fs.ModeSocket:
		return 5
	case fs.ModeDevice | fs.ModeCharDevice:
		return 6
	case fs.ModeDevice:
		return 7
	}
	return 0
}
