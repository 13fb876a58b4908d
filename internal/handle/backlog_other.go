//go:build !unix

package handle

import "net"

// setBacklog leaves it to the system how many connections may wait.
func setBacklog(*net.TCPListener, int) {}
