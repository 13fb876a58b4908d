//go:build linux || darwin

package files

import (
	"os"

	"golang.org/x/sys/unix"

	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

func (d *hostDir) Entries() ([]Entry, wasip1.Errno) {
	// A description of its own: the position in a directory belongs to the description.
	fd, err := retry(func() (int, error) {
		return unix.Openat(d.fd, ".", unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	})
	if err != nil {
		return nil, errnoOf(err)
	}
	dir := os.NewFile(uintptr(fd), ".")
	defer dir.Close()
	names, err := dir.Readdirnames(-1)
	if err != nil {
		return nil, wasip1.FromError(err)
	}
	self, errno := d.Stat()
	if errno != 0 {
		return nil, errno
	}
	entries := make([]Entry, 0, len(names)+2)
	// What ".." really is lies outside: it gets this directory's own number, as the root's does.
	entries = append(entries, Entry{".", self.Ino, self.Type}, Entry{"..", self.Ino, self.Type})
	for _, name := range names {
		var raw unix.Stat_t
		if unix.Fstatat(d.fd, name, &raw, unix.AT_SYMLINK_NOFOLLOW) != nil {
			continue // gone since
		}
		st := newStat(&raw)
		entries = append(entries, Entry{name, st.Ino, st.Type})
	}
	return entries, 0
}
