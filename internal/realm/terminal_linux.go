package realm

import (
	"os"

	"golang.org/x/sys/unix"
)

func isTerminal(f *os.File) bool {
	raw, err := f.SyscallConn()
	if err != nil {
		return false
	}
	failure := error(unix.EBADF)
	_ = raw.Control(func(fd uintptr) { _, failure = unix.IoctlGetTermios(int(fd), unix.TCGETS) })
	return failure == nil
}
