package sandbox

import (
	"io"
	"io/fs"
	"syscall"
	"time"
)

// FileSystem is the files of a guest. Names are absolute, in the guest's view. Errors are *fs.PathError or *os.LinkError around a
// syscall.Errno wherever there is one, so that node's error codes can be told from them.
type FileSystem interface {
	// Virtual tells that names are slash-separated and not those of the operating system.
	Virtual() bool

	OpenFile(name string, flag int, perm fs.FileMode) (File, error)
	ReadFile(name string) ([]byte, error)
	Stat(name string) (fs.FileInfo, error)
	Lstat(name string) (fs.FileInfo, error)
	ReadDir(name string) ([]fs.DirEntry, error)
	ReadLink(name string) (string, error)
	RealPath(name string) (string, error)

	Mkdir(name string, perm fs.FileMode) error
	Remove(name string) error
	Rename(from, to string) error
	Link(from, to string) error
	Symlink(target, name string) error
	Chmod(name string, mode fs.FileMode) error
	Chown(name string, uid, gid int) error
	Chtimes(name string, atime, mtime time.Time) error
	Truncate(name string, size int64) error
}

// File is an open file of a guest.
type File interface {
	io.ReadWriteCloser
	io.ReaderAt
	io.WriterAt
	io.Seeker
	Stat() (fs.FileInfo, error)
	ReadDir(n int) ([]fs.DirEntry, error)
	Truncate(size int64) error
	Sync() error
	Chmod(mode fs.FileMode) error
	Chown(uid, gid int) error
}

const errNotDir = syscall.ENOTDIR
