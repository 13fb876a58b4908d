//go:build unix

package process

import (
	"errors"
	"os"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// kill(pid, signal) returns node's number of the failure, 0 for none. A guest may signal its own process if that is there for it, others if it
// may start any program: it could start one that does it.
func (p *room) kill(c goja.FunctionCall) goja.Value {
	r := p.realm
	pid, number := int(c.Argument(0).ToInteger()), syscall.Signal(c.Argument(1).ToInteger())
	self := pid == os.Getpid()
	if self && number == 0 {
		return r.Runtime.ToValue(0)
	}
	if !r.Sandbox.Check(sandbox.Run, "") && !(self && r.Process.Signals) {
		r.Permit(&sandbox.AccessError{Permission: sandbox.Run, Resource: "kill"})
	}
	err := syscall.Kill(pid, number)
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return r.Runtime.ToValue(-int(errno))
	}
	if self {
		p.sent(int(number))
	}
	return r.Runtime.ToValue(0)
}
