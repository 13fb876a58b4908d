//go:build linux || darwin

package files

import (
	"golang.org/x/sys/unix"

	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// hostNode is a descriptor of the host that belongs to us.
type hostNode struct{ fd int }

func (n *hostNode) Stat() (Stat, wasip1.Errno) {
	var raw unix.Stat_t
	if err := unix.Fstat(n.fd, &raw); err != nil {
		return Stat{}, errnoOf(err)
	}
	return newStat(&raw), 0
}

func (n *hostNode) SetTimes(times Times) wasip1.Errno {
	st, errno := n.Stat()
	if errno != 0 {
		return errno
	}
	return errnoOf(futimens(n.fd, times.timespecs(st)))
}

func (n *hostNode) Sync(dataOnly bool) wasip1.Errno {
	if dataOnly {
		return errnoOf(fdatasync(n.fd))
	}
	return errnoOf(unix.Fsync(n.fd))
}

func (n *hostNode) Close() wasip1.Errno {
	fd := n.fd
	if fd < 0 {
		return wasip1.EBADF
	}
	n.fd = -1
	return errnoOf(unix.Close(fd))
}

// hostFile is an open file of the host that is no directory.
type hostFile struct {
	hostNode
	waits bool // not a regular file: it may not be ready
}

func (f *hostFile) Readv(buffers [][]byte) (int, wasip1.Errno) {
	n, err := retry(func() (int, error) { return unix.Readv(f.fd, buffers) })
	return max(n, 0), errnoOf(err)
}

func (f *hostFile) Writev(buffers [][]byte) (int, wasip1.Errno) {
	n, err := retry(func() (int, error) { return unix.Writev(f.fd, buffers) })
	return max(n, 0), errnoOf(err)
}

func (f *hostFile) Pread(p []byte, offset int64) (int, wasip1.Errno) {
	n, err := retry(func() (int, error) { return unix.Pread(f.fd, p, offset) })
	return max(n, 0), errnoOf(err)
}

func (f *hostFile) Pwrite(p []byte, offset int64) (int, wasip1.Errno) {
	n, err := retry(func() (int, error) { return unix.Pwrite(f.fd, p, offset) })
	return max(n, 0), errnoOf(err)
}

func (f *hostFile) SeekTo(offset int64, whence int) (int64, wasip1.Errno) {
	n, err := unix.Seek(f.fd, offset, whence)
	return max(n, 0), errnoOf(err)
}

func (f *hostFile) SetSize(size int64) wasip1.Errno { return errnoOf(unix.Ftruncate(f.fd, size)) }

func (f *hostFile) SetAppend(on bool) wasip1.Errno {
	flags, err := unix.FcntlInt(uintptr(f.fd), unix.F_GETFL, 0)
	if err != nil {
		return errnoOf(err)
	}
	if on {
		flags |= unix.O_APPEND
	} else {
		flags &^= unix.O_APPEND
	}
	_, err = unix.FcntlInt(uintptr(f.fd), unix.F_SETFL, flags)
	return errnoOf(err)
}

func (f *hostFile) PollFD() (int, bool) { return f.fd, f.waits }

var filetypes = map[uint32]wasip1.Filetype{
	unix.S_IFDIR:  wasip1.FiletypeDirectory,
	unix.S_IFREG:  wasip1.FiletypeRegularFile,
	unix.S_IFLNK:  wasip1.FiletypeSymbolicLink,
	unix.S_IFCHR:  wasip1.FiletypeCharacterDevice,
	unix.S_IFBLK:  wasip1.FiletypeBlockDevice,
	unix.S_IFSOCK: wasip1.FiletypeSocketStream,
	unix.S_IFIFO:  wasip1.FiletypeSocketStream, // the interface has no pipes: node, too, calls them sockets
}

func newStat(raw *unix.Stat_t) Stat {
	return Stat{
		Dev: uint64(raw.Dev), Ino: raw.Ino, Type: filetypes[uint32(raw.Mode)&unix.S_IFMT],
		Nlink: uint64(raw.Nlink), Size: uint64(raw.Size),
		Atim: nanoseconds(raw.Atim), Mtim: nanoseconds(raw.Mtim), Ctim: nanoseconds(raw.Ctim),
	}
}

// nanoseconds: the interface has no times before 1970.
func nanoseconds(t unix.Timespec) uint64 { return uint64(max(t.Nano(), 0)) }

// timespecs completes times from what the file has.
func (t Times) timespecs(st Stat) []unix.Timespec {
	atim, mtim := st.Atim, st.Mtim
	if t.Atim != nil {
		atim = *t.Atim
	}
	if t.Mtim != nil {
		mtim = *t.Mtim
	}
	return []unix.Timespec{unix.NsecToTimespec(int64(atim)), unix.NsecToTimespec(int64(mtim))}
}
