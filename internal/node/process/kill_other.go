//go:build !unix

package process

import (
	"os"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// kill(pid, signal) returns node's number of the failure, 0 for none. Any signal but 0 ends the process.
func (p *room) kill(c goja.FunctionCall) goja.Value {
	r := p.realm
	pid, number := int(c.Argument(0).ToInteger()), c.Argument(1).ToInteger()
	if pid == os.Getpid() && number == 0 {
		return r.Runtime.ToValue(0)
	}
	if !r.Sandbox.Check(sandbox.Run, "") {
		r.Permit(&sandbox.AccessError{Permission: sandbox.Run, Resource: "kill"})
	}
	process, err := os.FindProcess(pid)
	if err == nil && number != 0 {
		err = process.Kill()
	}
	if err != nil {
		return r.Runtime.ToValue(-int(syscall.ESRCH))
	}
	return r.Runtime.ToValue(0)
}
