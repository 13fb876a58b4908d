//go:build unix

package process

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// signalNamed returns the signal of a name such as SIGTERM; nil when there is none, or none that can be listened to.
func signalNamed(name string) (os.Signal, int) {
	number := unix.SignalNum(name)
	if number == 0 || number == syscall.SIGKILL || number == syscall.SIGSTOP {
		return nil, 0
	}
	return number, int(number)
}
