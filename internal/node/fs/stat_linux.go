package fs

import (
	"io/fs"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// describe reads the system's own record where the file has one.
func describe(info fs.FileInfo) status {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return portable(info)
	}
	at := func(t syscall.Timespec) time.Time { return time.Unix(t.Unix()) }
	s := status{dev: uint64(st.Dev), mode: uint64(st.Mode), nlink: uint64(st.Nlink), uid: uint64(st.Uid), gid: uint64(st.Gid), rdev: uint64(st.Rdev),
		blksize: uint64(st.Blksize), ino: st.Ino, size: uint64(st.Size), blocks: uint64(st.Blocks),
		atime: at(st.Atim), mtime: at(st.Mtim), ctime: at(st.Ctim)}
	s.birthtime = s.ctime
	return s
}

// birth asks when the file was made, which the record of package os lacks. Not every file system knows: then it is when it was last changed.
func (s *status) birth(full string, follow bool) {
	flags := 0
	if !follow {
		flags = unix.AT_SYMLINK_NOFOLLOW
	}
	s.birthAt(unix.AT_FDCWD, full, flags)
}

func (s *status) birthOf(f *os.File) {
	raw, err := f.SyscallConn()
	if err != nil {
		return
	}
	_ = raw.Control(func(fd uintptr) { s.birthAt(int(fd), "", unix.AT_EMPTY_PATH) })
}

func (s *status) birthAt(dir int, name string, flags int) {
	var st unix.Statx_t
	if unix.Statx(dir, name, flags, unix.STATX_BTIME|unix.STATX_INO, &st) == nil && st.Mask&unix.STATX_BTIME != 0 && st.Ino == s.ino {
		s.birthtime = time.Unix(st.Btime.Sec, int64(st.Btime.Nsec))
	}
}
