package fs

import (
	"io/fs"
	"syscall"
	"time"
)

// describe reads the system's own record where the file has one.
func describe(info fs.FileInfo) status {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return portable(info)
	}
	at := func(t syscall.Timespec) time.Time { return time.Unix(t.Unix()) }
	s := status{dev: st.Dev, mode: uint64(st.Mode), nlink: uint64(st.Nlink), uid: uint64(st.Uid), gid: uint64(st.Gid), rdev: st.Rdev,
		blksize: uint64(st.Blksize), ino: st.Ino, size: uint64(st.Size), blocks: uint64(st.Blocks),
		atime: at(st.Atim), mtime: at(st.Mtim), ctime: at(st.Ctim)}
	s.birthtime = s.ctime
	return s
}
