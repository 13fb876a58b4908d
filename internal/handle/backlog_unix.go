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
