package os

import (
	"errors"
	"os"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// priorities defines os.getPriority and os.setPriority, which return node's number of a failure. A guest may change its own process if that is
// there for it, others if it may start any program.
func priorities(r *realm.Realm, native *goja.Object) {
	r.Method(native, "getPriority", 1, func(c goja.FunctionCall) goja.Value {
		priority, err := getPriority(int(c.Argument(0).ToInteger()))
		return r.Runtime.NewArray(failure(err), priority)
	})
	r.Method(native, "setPriority", 2, func(c goja.FunctionCall) goja.Value {
		pid, priority := int(c.Argument(0).ToInteger()), int(c.Argument(1).ToInteger())
		self := pid == 0 || pid == os.Getpid()
		if !r.Sandbox.Check(sandbox.Run, "") && !(self && r.Process.Signals) {
			r.Permit(&sandbox.AccessError{Permission: sandbox.Run, Resource: "renice"})
		}
		return r.Runtime.ToValue(failure(setPriority(pid, priority)))
	})
}

func failure(err error) int {
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return -int(errno)
	}
	return 0
}
