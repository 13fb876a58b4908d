//go:build !unix

package handle

import (
	"net"
	"syscall"
)

// setBacklog leaves it to the system how many connections may wait.
func setBacklog(*net.TCPListener, int) {}

func reuseAddress(_, _ string, _ syscall.RawConn) error { return nil }
