//go:build unix

package net

import (
	"os"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// LoadPipe builds internal/net/pipe: openPipe(fd) makes a handle of a pipe or a local socket that is open, and owns it from then on.
func LoadPipe(r *realm.Realm) (goja.Value, error) {
	exports := r.Runtime.NewObject()
	r.Method(exports, "openPipe", 1, func(c goja.FunctionCall) goja.Value {
		return NewHandle(r, newPipe(int(c.Argument(0).ToInteger()))).Object()
	})
	return exports, nil
}

// pipe is a descriptor as a Conn.
type pipe struct{ *os.File }

func newPipe(fd int) pipe {
	_ = syscall.SetNonblock(fd, true) // so that closing it ends a read
	return pipe{os.NewFile(uintptr(fd), "pipe")}
}

// CloseWrite ends the writing half of a local socket.
func (p pipe) CloseWrite() error {
	raw, err := p.SyscallConn()
	if err != nil {
		return err
	}
	var failure error
	if err := raw.Control(func(fd uintptr) { failure = syscall.Shutdown(int(fd), syscall.SHUT_WR) }); err != nil {
		return err
	}
	if failure == syscall.ENOTSOCK { // a pipe has one direction: its end is its close
		return p.Close()
	}
	return failure
}
