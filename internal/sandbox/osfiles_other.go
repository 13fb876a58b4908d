//go:build !unix

package sandbox

import (
	"io/fs"
	"os"
	"syscall"
	"time"
)

func (osFiles) Access(name string, _ uint32) error { _, err := os.Stat(name); return err }
func (osFiles) Rename(from, to string) error       { return os.Rename(from, to) }

func (osFiles) Unlink(name string) error {
	if info, err := os.Lstat(name); err == nil && info.IsDir() {
		return &fs.PathError{Op: "unlink", Path: name, Err: syscall.EPERM}
	}
	return os.Remove(name)
}

func (osFiles) Rmdir(name string) error {
	if info, err := os.Lstat(name); err == nil && !info.IsDir() {
		return &fs.PathError{Op: "rmdir", Path: name, Err: syscall.ENOTDIR}
	}
	return os.Remove(name)
}

func (osFiles) Lchtimes(name string, _, _ time.Time) error { return unsupported("lutime", name) }

// Chtimes sets the times of the open file by its name.
func (f OpenedFile) Chtimes(atime, mtime time.Time) error { return os.Chtimes(f.Name(), atime, mtime) }
