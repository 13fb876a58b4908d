//go:build unix

package handle

import (
	"net"
	"syscall"
)

// setBacklog says how many connections may wait. Listening again changes it.
func setBacklog(l *net.TCPListener, n int) {
	if raw, err := l.SyscallConn(); err == nil {
		_ = raw.Control(func(fd uintptr) { _ = syscall.Listen(int(fd), n) })
	}
}

// reuseAddress lets several sockets be bound to one address.
func reuseAddress(_, _ string, raw syscall.RawConn) (err error) {
	if failure := raw.Control(func(fd uintptr) { err = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1) }); failure != nil {
		return failure
	}
	return err
}
