//go:build unix

package handle

import (
	"errors"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// Share gives another process what the handle stands for: a duplicate of its descriptor, which the caller closes. From then on the handle is not
// read here: what arrives is for the other one.
func (h *Handle) Share() (*os.File, error) {
	h.mu.Lock()
	h.reading, h.shared = false, true
	conn, ok := h.conn.(syscall.Conn)
	h.mu.Unlock()
	h.settle()
	if !ok {
		return nil, syscall.EBADF
	}
	if reader, ok := conn.(interface{ SetReadDeadline(time.Time) error }); ok {
		_ = reader.SetReadDeadline(time.Unix(1, 0)) // a read that is under way would take the other's bytes
	}
	raw, err := conn.SyscallConn()
	if err != nil {
		return nil, err
	}
	duplicate := -1
	if failure := raw.Control(func(fd uintptr) { duplicate, err = unix.FcntlInt(fd, unix.F_DUPFD_CLOEXEC, 0) }); failure != nil {
		return nil, failure
	}
	if err != nil {
		return nil, err
	}
	_ = syscall.SetNonblock(duplicate, false) // programs do not expect otherwise
	return os.NewFile(uintptr(duplicate), "shared"), nil
}

// takeBack lets the handle be read here again, with h.mu held. What the other process has not taken is for whoever comes first.
func (h *Handle) takeBack() {
	h.shared = false
	if reader, ok := h.conn.(interface{ SetReadDeadline(time.Time) error }); ok {
		_ = reader.SetReadDeadline(time.Time{})
	}
	if conn, ok := h.conn.(syscall.Conn); ok {
		if raw, err := conn.SyscallConn(); err == nil {
			_ = raw.Control(func(fd uintptr) { _ = syscall.SetNonblock(int(fd), true) })
		}
	}
}

// interruptedByShare tells why a read failed: sharing a handle is the only thing that sets a deadline.
func (h *Handle) interruptedByShare(err error) bool { return errors.Is(err, os.ErrDeadlineExceeded) }

// givenAway tells whether the reader has to end because the handle is shared.
func (h *Handle) givenAway() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.shared {
		h.started = false
	}
	return h.shared
}
