package tty

import (
	"os"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/handle"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// defineTerminals defines the natives over what the guest has open.
func defineTerminals(r *realm.Realm, native *goja.Object) {
	r.Method(native, "isTerminal", 1, func(c goja.FunctionCall) goja.Value {
		f, ok := opened(r, c.Argument(0))
		return r.Runtime.ToValue(ok && realm.IsTerminal(f))
	})
	r.Method(native, "open", 1, func(c goja.FunctionCall) goja.Value {
		f, ok := opened(r, c.Argument(0))
		if !ok || !realm.IsTerminal(f) {
			return r.Runtime.NewArray()
		}
		own, err := reopen(f)
		if err != nil {
			panic(r.SystemError(err, "open"))
		}
		t := &terminal{File: own, given: f}
		r.OnClose(t.restore)
		return r.Runtime.NewArray(handle.New(r, t).Object(), r.Runtime.ToValue(t))
	})
	r.Method(native, "setRawMode", 2, func(c goja.FunctionCall) goja.Value {
		t := c.Argument(0).Export().(*terminal)
		return r.Runtime.ToValue(status(t.setRaw(c.Argument(1).ToBoolean())))
	})
	r.Method(native, "size", 2, func(c goja.FunctionCall) goja.Value {
		t := c.Argument(0).Export().(*terminal)
		columns, rows, err := t.size()
		if out, ok := c.Argument(1).(*goja.Object); ok && err == nil {
			_ = out.Set("0", columns)
			_ = out.Set("1", rows)
		}
		return r.Runtime.ToValue(status(err))
	})
}

// opened is the system's file that the guest has open under a number.
func opened(r *realm.Realm, fd goja.Value) (*os.File, bool) {
	f := r.Files().Get(int(fd.ToInteger()))
	if f == nil {
		return nil, false
	}
	return realm.SystemFile(f.File)
}

// terminal is a terminal that the guest reads or writes.
type terminal struct {
	*os.File
	given *os.File // the guest's descriptor, which outlives the stream
	mode  mode     // what it was before it was made raw, if it was
}

// status is node's number of a failure, 0 for none.
func status(err error) int {
	if err == nil {
		return 0
	}
	if errno, ok := err.(syscall.Errno); ok {
		return -int(errno)
	}
	return -int(syscall.EIO)
}
