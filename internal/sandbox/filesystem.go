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

	// Access asks whether the file exists (mode 0), and may be read (4), written (2) or executed (1).
	Access(name string, mode uint32) error
	// Statfs tells of the file system that holds the file.
	Statfs(name string) (Volume, error)
	// Watch calls notify, on any goroutine, for each change of the file or of the entries of the directory, until stop.
	Watch(name string, notify func(Change)) (stop func(), err error)

	Mkdir(name string, perm fs.FileMode) error
	Remove(name string) error
	Unlink(name string) error // files only
	Rmdir(name string) error  // directories only
	Rename(from, to string) error
	Link(from, to string) error
	Symlink(target, name string) error
	Chmod(name string, mode fs.FileMode) error
	Chown(name string, uid, gid int) error
	Lchown(name string, uid, gid int) error // of a symbolic link itself
	Chtimes(name string, atime, mtime time.Time) error
	Lchtimes(name string, atime, mtime time.Time) error // of a symbolic link itself
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
	Chtimes(atime, mtime time.Time) error
}

// Volume is what statfs tells of a file system.
type Volume struct {
	Type, BlockSize, Blocks, Free, Available, Files, FreeFiles uint64
}

// Change is one change that a watch saw: of the contents or attributes, or (Renamed) of the directory's entries.
type Change struct {
	Name    string // the entry's, or the watched file's own
	Renamed bool
}

const errNotDir = syscall.ENOTDIR
