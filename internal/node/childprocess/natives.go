//go:build unix

package childprocess

import (
	"errors"
	"os"
	"strconv"
	"syscall"

	"github.com/dop251/goja"
	"golang.org/x/sys/unix"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// define defines what internal/child_process stands on.
func define(r *realm.Realm, native *goja.Object) {
	r.Method(native, "spawn", 2, func(c goja.FunctionCall) goja.Value { return spawn(r, c) })
	r.Method(native, "openChannel", 1, func(c goja.FunctionCall) goja.Value { return openChannel(r, int(c.Argument(0).ToInteger())) })
	r.Method(native, "spawnSync", 1, func(c goja.FunctionCall) goja.Value { return spawnSync(r, c) })
}

// number is the error number of a failure as libuv gives it: negative.
func number(err error) int {
	var errno syscall.Errno
	switch {
	case err == nil:
		return 0
	case errors.As(err, &errno):
		return -int(errno)
	case errors.Is(err, os.ErrProcessDone):
		return -int(syscall.ESRCH)
	case errors.Is(err, os.ErrNotExist):
		return -int(syscall.ENOENT)
	}
	return -int(syscall.EIO)
}

// status tells how a process ended: its exit code, or the name of the signal that ended it.
func status(state *os.ProcessState) (code int, signal string) {
	wait, ok := state.Sys().(syscall.WaitStatus)
	if !ok || !wait.Signaled() {
		return state.ExitCode(), ""
	}
	return 0, signalName(wait.Signal())
}

func signalName(signal syscall.Signal) string {
	if name := unix.SignalName(signal); name != "" {
		return name
	}
	return strconv.Itoa(int(signal))
}
