package jshost

import (
	"context"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module"
)

// unsettledTopLevelAwait is node's exit code when the loop ends while the main module still awaits.
const unsettledTopLevelAwait = 13

// Text is a program that is no file: what --eval or standard input gives.
type Text = module.Text

// RunMain runs file as `node file` does: it is the main module, the loop runs until nothing keeps it alive, 'beforeExit' and 'exit' are emitted,
// and the host ends. The error is nil for exit code 0, else an [*ExitError] or an [*UncaughtError] (already printed to the guest's stderr), or what
// kept it from running.
func (h *Host) RunMain(ctx context.Context, file string) error {
	return h.runProgram(ctx, func() (goja.Value, error) { return h.loader.RunMain(file) })
}

// RunText runs a program that is no file as `node --eval` does, and ends as [Host.RunMain] does.
func (h *Host) RunText(ctx context.Context, text Text) error {
	return h.runProgram(ctx, func() (goja.Value, error) {
		v, isModule, err := h.loader.RunText(text, h.realm.Process.Flags.Print)
		if !isModule {
			v = nil // a script's value is not waited for
		}
		return v, err
	})
}

// RunTests runs test files as `node --test` does, and ends as [Host.RunMain] does. Without files it looks for some in the working directory.
func (h *Host) RunTests(ctx context.Context, files []string) error {
	return h.runProgram(ctx, func() (goja.Value, error) {
		rt := h.realm.Runtime
		require, _ := goja.AssertFunction(h.realm.RequireInternal)
		runner, err := require(goja.Undefined(), rt.ToValue("internal/test_runner/run"))
		if err != nil {
			return nil, err
		}
		names := make([]any, len(files))
		for i, name := range files {
			names[i] = name
		}
		main, _ := goja.AssertFunction(runner.ToObject(rt).Get("main"))
		_, err = main(goja.Undefined(), rt.NewArray(names...))
		return nil, err
	})
}

// CheckFile parses a program without running it, as `node --check` does, and ends as [Host.RunMain] does.
func (h *Host) CheckFile(ctx context.Context, file string) error {
	return h.runProgram(ctx, func() (goja.Value, error) { return nil, h.loader.CheckFile(file) })
}

// CheckText is like CheckFile for a program that is no file.
func (h *Host) CheckText(ctx context.Context, text Text) error {
	return h.runProgram(ctx, func() (goja.Value, error) { return nil, h.loader.CheckText(text) })
}

// runProgram starts a program and waits for the host's end.
func (h *Host) runProgram(ctx context.Context, run func() (goja.Value, error)) error {
	call := newPendingCall()
	ran := h.realm.Loop.Submit(func() {
		h.realm.Loop.MeasureAnew()
		main := &mainRun{host: h, call: call}
		main.start(run)
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

// start loads what the flags name, and then the program by run. A promise that run gives is the evaluation of an ES module.
func (m *mainRun) start(run func() (goja.Value, error)) {
	m.preload(func() {
		v, err := run()
		if err != nil {
			m.host.realm.Loop.Uncaught(err)
		} else if v != nil {
			if _, ok := v.Export().(*goja.Promise); ok {
				m.await(v, func() {})
			}
		}
	})
	m.host.realm.Loop.WhenIdle(m.idle)
}

// preload loads the modules of --require and then, one after the other, those of --import.
func (m *mainRun) preload(then func()) {
	h := m.host
	for _, specifier := range h.realm.Process.Flags.Require {
		if err := h.loader.Preload(specifier); err != nil {
			h.realm.Loop.Uncaught(err)
			return
		}
	}
	m.importNext(h.realm.Process.Flags.Import, then)
}

func (m *mainRun) importNext(specifiers []string, then func()) {
	if len(specifiers) == 0 {
		then()
		return
	}
	m.await(m.host.loader.Import("", specifiers[0]), func() { m.importNext(specifiers[1:], then) })
}

// await waits for the promise of a module. The program cannot end well before it settles; a rejection ends it.
func (m *mainRun) await(promise goja.Value, then func()) {
	h := m.host
	m.awaited = true
	h.settle(promise, func(_ goja.Value, err error) {
		m.awaited = false
		if ex, ok := err.(*Exception); ok {
			h.dispatchUncaught(ex, &rejectionError{ex.Value}, uncaughtException)
			return
		}
		then()
	})
}

// idle emits beforeExit; when its listeners started new work the loop goes on, else the program has ended.
func (m *mainRun) idle() {
	process, loop := m.host.realm.Process, m.host.realm.Loop
	if m.awaited {
		process.Unsettled = true
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
	m.host.realm.Loop.MeasureEnd()
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
