package files

import "golang.org/x/sys/unix"

// openPlace opens a directory only to walk on from it.
const openPlace = unix.O_RDONLY | unix.O_DIRECTORY | unix.O_NOFOLLOW | unix.O_CLOEXEC

// futimens sets the times of an open file, to the microsecond: the system has nothing finer for a descriptor.
func futimens(fd int, times []unix.Timespec) error {
	return unix.Futimes(fd, []unix.Timeval{unix.NsecToTimeval(times[0].Nano()), unix.NsecToTimeval(times[1].Nano())})
}

func fdatasync(fd int) error { return unix.Fsync(fd) }

func isTerminal(fd int) bool {
	_, err := unix.IoctlGetTermios(fd, unix.TIOCGETA)
	return err == nil
}
