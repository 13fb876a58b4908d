package sandbox

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"time"
)

// ReadOnly mounts any fs.FS as the guest's root directory. Every attempt to change it is EROFS.
func ReadOnly(fsys fs.FS) FileSystem { return ioFiles{fsys} }

// Empty is a file system with nothing in it but its root.
func Empty() FileSystem { return ReadOnly(emptyFS{}) }

type emptyFS struct{}

func (emptyFS) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

type ioFiles struct{ fsys fs.FS }

func (ioFiles) Virtual() bool { return true }

// inside turns a guest's absolute name into fs.FS's form.
func inside(name string) string {
	name = strings.Trim(name, "/")
	if name == "" {
		return "."
	}
	return name
}

// errno gives the errors of package fs their numbers.
func errno(op, name string, err error) error {
	if err == nil {
		return nil
	}
	number := syscall.EIO
	switch {
	case errors.As(err, &number):
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrInvalid):
		number = syscall.ENOENT
	case errors.Is(err, fs.ErrPermission):
		number = syscall.EACCES
	}
	return &fs.PathError{Op: op, Path: name, Err: number}
}

func unsupported(op, name string) error {
	return &fs.PathError{Op: op, Path: name, Err: syscall.ENOSYS}
}

func readOnly(op, name string) error {
	return &fs.PathError{Op: op, Path: name, Err: syscall.EROFS}
}

func (f ioFiles) OpenFile(name string, flag int, _ fs.FileMode) (File, error) {
	if flag&(os.O_WRONLY|os.O_RDWR|os.O_CREATE|os.O_TRUNC|os.O_APPEND) != 0 {
		return nil, readOnly("open", name)
	}
	file, err := f.fsys.Open(inside(name))
	if err != nil {
		return nil, errno("open", name, err)
	}
	return &ioFile{File: file, name: name}, nil
}

func (f ioFiles) ReadFile(name string) ([]byte, error) {
	data, err := fs.ReadFile(f.fsys, inside(name))
	return data, errno("open", name, err)
}

func (f ioFiles) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(f.fsys, inside(name))
	return info, errno("stat", name, err)
}

func (f ioFiles) Lstat(name string) (fs.FileInfo, error) {
	info, err := fs.Lstat(f.fsys, inside(name))
	return info, errno("lstat", name, err)
}

func (f ioFiles) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(f.fsys, inside(name))
	return list, errno("scandir", name, err)
}

func (f ioFiles) ReadLink(name string) (string, error) {
	target, err := fs.ReadLink(f.fsys, inside(name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: syscall.EINVAL}
	}
	return target, errno("readlink", name, err)
}

// RealPath only checks that the name exists: an fs.FS resolves its links inside itself.
func (f ioFiles) RealPath(name string) (string, error) {
	if _, err := f.Stat(name); err != nil {
		return "", err
	}
	return name, nil
}

// Access judges by the mode bits; nothing can be written.
func (f ioFiles) Access(name string, mode uint32) error {
	info, err := f.Stat(name)
	switch {
	case err != nil:
		return err
	case mode&2 != 0:
		return readOnly("access", name)
	case mode&1 != 0 && info.Mode().Perm()&0o111 == 0:
		return &fs.PathError{Op: "access", Path: name, Err: syscall.EACCES}
	}
	return nil
}

func (f ioFiles) Statfs(name string) (Volume, error) { return Volume{}, unsupported("statfs", name) }

// Watch never has anything to tell.
func (f ioFiles) Watch(name string, _ func(Change)) (stop func(), err error) {
	_, err = f.Stat(name)
	return func() {}, err
}

func (f ioFiles) Mkdir(name string, _ fs.FileMode) error     { return readOnly("mkdir", name) }
func (f ioFiles) Remove(name string) error                   { return readOnly("unlink", name) }
func (f ioFiles) Unlink(name string) error                   { return readOnly("unlink", name) }
func (f ioFiles) Rmdir(name string) error                    { return readOnly("rmdir", name) }
func (f ioFiles) Lchown(name string, _, _ int) error         { return readOnly("lchown", name) }
func (f ioFiles) Lchtimes(name string, _, _ time.Time) error { return readOnly("lutime", name) }
func (f ioFiles) Rename(from, _ string) error                { return readOnly("rename", from) }
func (f ioFiles) Link(from, _ string) error                  { return readOnly("link", from) }
func (f ioFiles) Symlink(_, name string) error               { return readOnly("symlink", name) }
func (f ioFiles) Chmod(name string, _ fs.FileMode) error     { return readOnly("chmod", name) }
func (f ioFiles) Chown(name string, _, _ int) error          { return readOnly("chown", name) }
func (f ioFiles) Chtimes(name string, _, _ time.Time) error  { return readOnly("utime", name) }
func (f ioFiles) Truncate(name string, _ int64) error        { return readOnly("open", name) }

// ioFile gives an fs.File the parts that a guest's file has and fs.File may lack.
type ioFile struct {
	fs.File
	name string
}

func (f *ioFile) ReadAt(p []byte, off int64) (int, error) {
	if r, ok := f.File.(io.ReaderAt); ok {
		return r.ReadAt(p, off)
	}
	if _, err := f.Seek(off, io.SeekStart); err != nil {
		return 0, err
	}
	return io.ReadFull(f.File, p)
}

func (f *ioFile) Seek(offset int64, whence int) (int64, error) {
	if s, ok := f.File.(io.Seeker); ok {
		return s.Seek(offset, whence)
	}
	return 0, &fs.PathError{Op: "seek", Path: f.name, Err: syscall.ESPIPE}
}

func (f *ioFile) ReadDir(n int) ([]fs.DirEntry, error) {
	if d, ok := f.File.(fs.ReadDirFile); ok {
		return d.ReadDir(n)
	}
	return nil, &fs.PathError{Op: "scandir", Path: f.name, Err: errNotDir}
}

func (f *ioFile) Write([]byte) (int, error)          { return 0, f.badf("write") }
func (f *ioFile) WriteAt([]byte, int64) (int, error) { return 0, f.badf("write") }
func (f *ioFile) Truncate(int64) error               { return f.badf("ftruncate") }
func (f *ioFile) Sync() error                        { return nil }
func (f *ioFile) Chmod(fs.FileMode) error            { return readOnly("fchmod", f.name) }
func (f *ioFile) Chown(int, int) error               { return readOnly("fchown", f.name) }

func (f *ioFile) Chtimes(time.Time, time.Time) error { return readOnly("futime", f.name) }

func (f *ioFile) badf(op string) error {
	return &fs.PathError{Op: op, Path: f.name, Err: syscall.EBADF}
}
