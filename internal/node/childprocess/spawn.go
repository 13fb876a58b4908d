//go:build unix

package childprocess

import (
	"os"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/eventloop"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// running is a program that was started and has not ended.
type running struct {
	realm     *realm.Realm
	process   *os.Process
	operation *eventloop.Operation
	closed    chan struct{} // when the realm is
}

// spawn(options, onexit) starts a program. It answers {errno, pid, ends, kill, ref, unref}: ends has our descriptor of each pipe. onexit(code, signal)
// is called when the program has ended, unless errno says that it did not start.
func spawn(r *realm.Realm, c goja.FunctionCall) goja.Value {
	onexit := r.FunctionArg(c.Argument(1), "onexit")
	p := newProgram(r, c.Argument(0).ToObject(r.Runtime))
	result := r.Runtime.NewObject()
	d, err := newDescriptors(r, p.stdio)
	if err != nil {
		_ = result.Set("errno", number(err))
		_ = result.Set("ends", r.Runtime.NewArray())
		return result
	}
	process, err := p.start(d.given)
	d.started()
	_ = result.Set("errno", number(err))
	ends := make([]any, len(d.ours))
	for i, fd := range d.ours {
		ends[i] = fd
	}
	_ = result.Set("ends", r.Runtime.NewArray(ends...))
	if err != nil {
		return result
	}
	child := &running{realm: r, process: process, operation: r.Loop.Begin(), closed: closedWith(r)}
	child.define(result)
	go child.wait(d, onexit)
	return result
}

func (p *running) define(o *goja.Object) {
	r := p.realm
	_ = o.Set("pid", p.process.Pid)
	r.Method(o, "kill", 1, func(c goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(number(p.process.Signal(syscall.Signal(c.Argument(0).ToInteger()))))
	})
	r.Method(o, "ref", 0, func(goja.FunctionCall) goja.Value { p.operation.Ref(); return goja.Undefined() })
	r.Method(o, "unref", 0, func(goja.FunctionCall) goja.Value { p.operation.Unref(); return goja.Undefined() })
	r.Method(o, "hasRef", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(p.operation.HasRef()) })
}

func (p *running) onRealm(f func()) bool {
	done := make(chan struct{})
	if !p.realm.Loop.Submit(func() { f(); close(done) }) {
		return false
	}
	select {
	case <-done:
		return true
	case <-p.closed:
		return false
	}
}

// wait waits for the program, which outlives a host that ends before it, as in node.
func (p *running) wait(d *descriptors, onexit goja.Callable) {
	copied := make(chan struct{})
	go func() {
		defer close(copied)
		copyOutputs(d.outputs, p.onRealm)
	}()
	state, err := p.process.Wait()
	<-copied
	p.operation.End(func() {
		code, signal := -1, ""
		if err == nil {
			code, signal = status(state)
		}
		if _, err := onexit(goja.Undefined(), p.realm.Runtime.ToValue(code), p.realm.Runtime.ToValue(signal)); err != nil {
			p.realm.Loop.Uncaught(err)
		}
	})
}

type closedKey struct{}

// closedWith is a channel that is closed when the realm is.
func closedWith(r *realm.Realm) chan struct{} {
	if closed, ok := r.Slot(closedKey{}).(chan struct{}); ok {
		return closed
	}
	closed := make(chan struct{})
	r.SetSlot(closedKey{}, closed)
	r.OnClose(func() { close(closed) })
	return closed
}
