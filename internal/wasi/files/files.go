// Package files is what a WebAssembly System Interface program sees of files: directories that a path cannot leave, files and streams, with
// the interface's own error codes.
//
// A [Directory] is its own boundary: whatever the path, "..", an absolute name or a symbolic link, nothing outside the directory is reached.
// On linux and darwin a directory of the host is walked with openat, component by component and never following a link unseen, so that
// another process that swaps a directory for a link gains nothing.
package files

import (
	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// Stat describes a file. Times are nanoseconds since 1970.
type Stat struct {
	Dev, Ino         uint64
	Type             wasip1.Filetype
	Nlink, Size      uint64
	Atim, Mtim, Ctim uint64
}

// Times are the times to set, in nanoseconds since 1970; nil leaves one as it is.
type Times struct {
	Atim, Mtim *uint64
}

// Node is anything open.
type Node interface {
	Stat() (Stat, wasip1.Errno)
	SetTimes(Times) wasip1.Errno
	// Sync writes what is buffered to the device; dataOnly leaves out times and the like.
	Sync(dataOnly bool) wasip1.Errno
	Close() wasip1.Errno
}

// File is an open file, pipe, terminal or device. Reads and writes may do less than asked; a read of nothing is the end of the file.
type File interface {
	Node
	Readv(buffers [][]byte) (int, wasip1.Errno)
	Writev(buffers [][]byte) (int, wasip1.Errno)
	Pread(p []byte, offset int64) (int, wasip1.Errno)
	Pwrite(p []byte, offset int64) (int, wasip1.Errno)
	SeekTo(offset int64, whence int) (int64, wasip1.Errno)
	SetSize(size int64) wasip1.Errno
	SetAppend(bool) wasip1.Errno
}

// Pollable is a File that may have to be waited for. Others are always ready.
type Pollable interface {
	// PollFD is a descriptor of the host to wait for; ok is false when the file never blocks.
	PollFD() (fd int, ok bool)
}

// Directory is an open directory. Paths are relative to it; one that leads out of it is [wasip1.Outside].
type Directory interface {
	Node
	// Open opens a file or a directory: the result is a [File] or a Directory.
	Open(path string, how How) (Node, wasip1.Errno)
	StatAt(path string, follow bool) (Stat, wasip1.Errno)
	SetTimesAt(path string, follow bool, times Times) wasip1.Errno
	Mkdir(path string) wasip1.Errno
	Rmdir(path string) wasip1.Errno
	Unlink(path string) wasip1.Errno
	Symlink(target, path string) wasip1.Errno
	Readlink(path string) (string, wasip1.Errno)
	// Link and Rename take a second directory, of the same kind as this one, else EXDEV.
	Link(path string, follow bool, to Directory, newPath string) wasip1.Errno
	Rename(path string, to Directory, newPath string) wasip1.Errno
	// Entries lists the directory, "." and ".." first.
	Entries() ([]Entry, wasip1.Errno)
}

// Entry is one name in a directory.
type Entry struct {
	Name string
	Ino  uint64
	Type wasip1.Filetype
}

// How says how to open.
type How struct {
	Read, Write                            bool
	Create, Exclusive, Truncate, Directory bool
	Follow                                 bool // a symbolic link in the last component
	Append                                 bool
}
