package sandbox

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// OS is the operating system's file system, whole: what node gives a script.
func OS() FileSystem { return osFiles{} }

type osFiles struct{}

func (osFiles) Virtual() bool { return false }

func (osFiles) OpenFile(name string, flag int, perm fs.FileMode) (File, error) {
	if flag&os.O_CREATE != 0 && perm&SystemUmask() != 0 {
		return createExactly(name, flag, perm)
	}
	return opened(os.OpenFile(name, flag, perm))
}

// createExactly gives a new file the mode that was asked for: the guest's mask, not the process's, has been applied to it.
func createExactly(name string, flag int, perm fs.FileMode) (File, error) {
	f, err := os.OpenFile(name, flag|os.O_EXCL, perm)
	if errors.Is(err, fs.ErrExist) && flag&os.O_EXCL == 0 {
		return opened(os.OpenFile(name, flag, perm))
	}
	if err == nil {
		err = f.Chmod(perm)
	}
	return opened(f, err)
}

func opened(f *os.File, err error) (File, error) {
	if err != nil {
		return nil, err
	}
	return OpenedFile{f}, nil
}

func (osFiles) Mkdir(name string, perm fs.FileMode) error {
	if err := os.Mkdir(name, perm); err != nil || perm&SystemUmask() == 0 {
		return err
	}
	return os.Chmod(name, perm)
}

// OpenedFile is an open file of the operating system.
type OpenedFile struct{ *os.File }

// SystemFile returns the operating system's file behind an open one, if there is one.
func SystemFile(f File) (*os.File, bool) {
	switch f := f.(type) {
	case OpenedFile:
		return f.File, true
	case readOnlyFile:
		return SystemFile(f.File)
	}
	return nil, false
}

func (osFiles) ReadFile(name string) ([]byte, error)       { return os.ReadFile(name) }
func (osFiles) Stat(name string) (fs.FileInfo, error)      { return os.Stat(name) }
func (osFiles) Lstat(name string) (fs.FileInfo, error)     { return os.Lstat(name) }
func (osFiles) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }
func (osFiles) ReadLink(name string) (string, error)       { return os.Readlink(name) }
func (osFiles) RealPath(name string) (string, error)       { return filepath.EvalSymlinks(name) }
func (osFiles) Remove(name string) error                   { return os.Remove(name) }
func (osFiles) Link(from, to string) error                 { return os.Link(from, to) }
func (osFiles) Symlink(target, name string) error          { return os.Symlink(target, name) }
func (osFiles) Chmod(name string, mode fs.FileMode) error  { return os.Chmod(name, mode) }
func (osFiles) Chown(name string, uid, gid int) error      { return os.Chown(name, uid, gid) }
func (osFiles) Lchown(name string, uid, gid int) error     { return os.Lchown(name, uid, gid) }
func (osFiles) Truncate(name string, size int64) error     { return os.Truncate(name, size) }
func (osFiles) Chtimes(name string, atime, mtime time.Time) error {
	return os.Chtimes(name, atime, mtime)
}
