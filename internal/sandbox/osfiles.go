package sandbox

import (
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
	f, err := os.OpenFile(name, flag, perm)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (osFiles) ReadFile(name string) ([]byte, error)       { return os.ReadFile(name) }
func (osFiles) Stat(name string) (fs.FileInfo, error)      { return os.Stat(name) }
func (osFiles) Lstat(name string) (fs.FileInfo, error)     { return os.Lstat(name) }
func (osFiles) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }
func (osFiles) ReadLink(name string) (string, error)       { return os.Readlink(name) }
func (osFiles) RealPath(name string) (string, error)       { return filepath.EvalSymlinks(name) }
func (osFiles) Mkdir(name string, perm fs.FileMode) error  { return os.Mkdir(name, perm) }
func (osFiles) Remove(name string) error                   { return os.Remove(name) }
func (osFiles) Rename(from, to string) error               { return os.Rename(from, to) }
func (osFiles) Link(from, to string) error                 { return os.Link(from, to) }
func (osFiles) Symlink(target, name string) error          { return os.Symlink(target, name) }
func (osFiles) Chmod(name string, mode fs.FileMode) error  { return os.Chmod(name, mode) }
func (osFiles) Chown(name string, uid, gid int) error      { return os.Chown(name, uid, gid) }
func (osFiles) Chtimes(name string, atime, mtime time.Time) error {
	return os.Chtimes(name, atime, mtime)
}
func (osFiles) Truncate(name string, size int64) error { return os.Truncate(name, size) }
