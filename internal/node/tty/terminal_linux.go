package tty

import (
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// mode is the settings of a terminal; nil is none.
type mode = *unix.Termios

// reopen opens the terminal once more, so that waiting for it does not block a thread, and the other descriptors of it stay as they are.
func reopen(f *os.File) (own *os.File, err error) {
	err = control(f, func(fd int) error {
		own, err = os.OpenFile("/proc/self/fd/"+strconv.Itoa(fd), os.O_RDWR|unix.O_NOCTTY|unix.O_NONBLOCK, 0)
		return err
	})
	return own, err
}

func control(f *os.File, do func(fd int) error) error {
	raw, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var failure error
	if err := raw.Control(func(fd uintptr) { failure = do(int(fd)) }); err != nil {
		return err
	}
	return failure
}

func settings(f *os.File) (m mode, err error) {
	err = control(f, func(fd int) error {
		m, err = unix.IoctlGetTermios(fd, unix.TCGETS)
		return err
	})
	return m, err
}

func apply(f *os.File, m mode) error {
	return control(f, func(fd int) error { return unix.IoctlSetTermios(fd, unix.TCSETSW, m) })
}

// setRaw lets every key through as it is typed, or goes back to what was before.
func (t *terminal) setRaw(on bool) error {
	if !on {
		if t.mode == nil {
			return nil
		}
		before := t.mode
		t.mode = nil
		return apply(t.given, before)
	}
	before, err := settings(t.given)
	if err != nil || t.mode != nil {
		return err
	}
	t.mode = before
	raw := *before
	raw.Iflag &^= unix.BRKINT | unix.ICRNL | unix.INPCK | unix.ISTRIP | unix.IXON
	raw.Oflag |= unix.ONLCR
	raw.Cflag |= unix.CS8
	raw.Lflag &^= unix.ECHO | unix.ICANON | unix.IEXTEN | unix.ISIG
	raw.Cc[unix.VMIN], raw.Cc[unix.VTIME] = 1, 0
	return apply(t.given, &raw)
}

// restore leaves the terminal to who comes after as it was found.
func (t *terminal) restore() { _ = t.setRaw(false) }

func (t *terminal) size() (columns, rows int, err error) {
	err = control(t.File, func(fd int) error {
		size, err := unix.IoctlGetWinsize(fd, unix.TIOCGWINSZ)
		if err == nil {
			columns, rows = int(size.Col), int(size.Row)
		}
		return err
	})
	return columns, rows, err
}
