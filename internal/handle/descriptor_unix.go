//go:build unix

package handle

import (
	"os"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// OpenPipe makes the handle of a pipe or a local socket that is open as fd, and owns it from then on.
func OpenPipe(r *realm.Realm, fd int) *Handle {
	_ = syscall.SetNonblock(fd, true) // so that closing it ends a read
	return New(r, descriptor{os.NewFile(uintptr(fd), "pipe")})
}

// openInherited(fd) makes the handle of a pipe or a local socket that this process was started with; it answers null for what is none.
func openInherited(r *realm.Realm, fd int) goja.Value {
	var stat syscall.Stat_t
	if !r.Inherited(fd) || syscall.Fstat(fd, &stat) != nil {
		return goja.Null()
	}
	if kind := stat.Mode & syscall.S_IFMT; kind != syscall.S_IFIFO && kind != syscall.S_IFSOCK {
		return goja.Null()
	}
	r.TakeInherited(fd)
	return OpenPipe(r, fd).object
}

// descriptor is an open file as a Conn.
type descriptor struct{ *os.File }

// CloseWrite ends the writing half of a local socket.
func (d descriptor) CloseWrite() error {
	raw, err := d.SyscallConn()
	if err != nil {
		return err
	}
	var failure error
	if err := raw.Control(func(fd uintptr) { failure = syscall.Shutdown(int(fd), syscall.SHUT_WR) }); err != nil {
		return err
	}
	if failure == syscall.ENOTSOCK { // a pipe has one direction: its end is its close
		return d.Close()
	}
	return failure
}
