package jshost

import (
	"context"

	"github.com/dop251/goja"
)

// unsettledTopLevelAwait is node's exit code when the loop ends while the main module still awaits.
const unsettledTopLevelAwait = 13

// RunMain runs file as `node file` does: it is the main module, the loop runs until nothing keeps it alive, 'beforeExit' and 'exit' are emitted,
// and the host ends. The error is nil for exit code 0, else an [*ExitError] or an [*UncaughtError] (already printed to the guest's stderr), or what
// kept it from running.
func (h *Host) RunMain(ctx context.Context, file string) error {
	call := newPendingCall()
	ran := h.realm.Loop.Submit(func() {
		main := &mainRun{host: h, call: call}
		main.start(func() (goja.Value, error) { return h.loader.RunMain(file) })
	})
	if !ran {
		<-h.done
		return h.err
	}
	err := h.await(ctx, call)
	if exit, ok := err.(*ExitError); ok && exit.Code == 0 {
		return nil
	}
	return err
}

// mainRun is the life of a main module on the host's goroutine.
type mainRun struct {
	host    *Host
	call    *pendingCall
	awaited bool // an ES module whose evaluation has not ended
}

func (m *mainRun) start(run func() (goja.Value, error)) {
	h := m.host
	v, err := run()
	if err != nil {
		h.realm.Loop.Uncaught(err)
	} else if _, ok := v.Export().(*goja.Promise); ok {
		m.awaited = true
		h.settle(v, func(_ goja.Value, err error) {
			m.awaited = false
			if ex, ok := err.(*Exception); ok {
				h.dispatchUncaught(ex, &rejectionError{ex.Value}, uncaughtException)
			}
		})
	}
	h.realm.Loop.WhenIdle(m.idle)
}

// idle emits beforeExit; when its listeners started new work the loop goes on, else the program has ended.
func (m *mainRun) idle() {
	process, loop := m.host.realm.Process, m.host.realm.Loop
	if m.awaited {
		m.end(unsettledTopLevelAwait)
		return
	}
	if process.EmitBeforeExit != nil {
		process.EmitBeforeExit(process.ExitCode)
	}
	loop.Submit(func() { // a task later: what the listeners left in the queues has run
		if loop.Alive() {
			loop.WhenIdle(m.idle)
		} else {
			m.end(process.ExitCode)
		}
	})
}

func (m *mainRun) end(code int) {
	process := m.host.realm.Process
	if process.EmitExit != nil && !process.Exiting {
		code = process.EmitExit(code)
	}
	m.host.stop(&ExitError{Code: code})
}

// WaitIdle waits until no timer, immediate or operation keeps the host alive.
func (h *Host) WaitIdle(ctx context.Context) error {
	call := newPendingCall()
	ran := h.realm.Loop.Submit(func() {
		h.realm.Loop.WhenIdle(func() { call.settle(nil) })
	})
	if !ran {
		<-h.done
		return h.err
	}
	return h.await(ctx, call)
}
