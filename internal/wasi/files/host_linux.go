package files

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// openPlace opens a directory only to walk on from it, which needs no permission to read it.
const openPlace = unix.O_PATH | unix.O_DIRECTORY | unix.O_NOFOLLOW | unix.O_CLOEXEC

// futimens sets the times of an open file: utimensat without a path, which package unix cannot express.
func futimens(fd int, times []unix.Timespec) error {
	_, _, number := unix.Syscall6(unix.SYS_UTIMENSAT, uintptr(fd), 0, uintptr(unsafe.Pointer(unsafe.SliceData(times))), 0, 0, 0)
	if number != 0 {
		return number
	}
	return nil
}

func fdatasync(fd int) error { return unix.Fdatasync(fd) }

func isTerminal(fd int) bool {
	_, err := unix.IoctlGetTermios(fd, unix.TCGETS)
	return err == nil
}
