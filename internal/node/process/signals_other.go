//go:build !unix

package process

import (
	"os"
	"syscall"
)

// signalNamed knows what Ctrl+C sends; other signals do not exist here.
func signalNamed(name string) (os.Signal, int) {
	if name == "SIGINT" {
		return os.Interrupt, int(syscall.SIGINT)
	}
	return nil, 0
}
