package jshost

import (
	"io"

	"github.com/dop251/goja"
)

const (
	uncaughtException  = "uncaughtException"
	unhandledRejection = "unhandledRejection"
)

// onUncaught judges an exception that left a task: the embedder's hooks first, then the guest's listeners; else the host ends.
func (h *Host) onUncaught(err error) {
	ex, ok := asException(h.realm.Runtime, err).(*Exception)
	if !ok {
		h.stop(err)
		return
	}
	h.dispatchUncaught(ex, err, uncaughtException)
}

func (h *Host) dispatchUncaught(ex *Exception, err error, origin string) {
	for _, hook := range h.uncaught {
		if hook(ex) {
			return
		}
	}
	process := h.realm.Process
	if process.HandleUncaught != nil {
		handled, thrown := process.HandleUncaught(err, origin)
		if thrown != nil {
			h.endThrown(asException(h.realm.Runtime, thrown), origin)
			return
		}
		if handled {
			return
		}
	}
	h.endUncaught(&UncaughtError{Exception: ex, Origin: origin, Code: exitFailure})
}

// exitHandlerThrew is node's exit code when what handles uncaught exceptions throws.
const exitHandlerThrew = 7

// endThrown ends the host because a listener of 'uncaughtException' threw: nothing is left to be told.
func (h *Host) endThrown(err error, origin string) {
	ex, ok := err.(*Exception)
	if !ok {
		h.stop(err)
		return
	}
	end := &UncaughtError{Exception: ex, Origin: origin, Code: exitHandlerThrew}
	if h.realm.Process.Worker {
		end.Code = exitFailure
	}
	h.report(end)
	h.stop(end)
}

func (h *Host) report(err *UncaughtError) {
	process := h.realm.Process
	if process.ReportUncaught != nil {
		process.ReportUncaught(err.Exception.Value)
		return
	}
	_, _ = io.WriteString(process.Stderr, h.uncaughtReport(err))
}

// endUncaught ends the host as node ends: the listeners of 'exit' see code 1, which they may change, then the exception is printed. What
// they throw is not printed, unlike what they throw when the program ends by itself.
func (h *Host) endUncaught(err *UncaughtError) {
	if h.failing {
		h.stop(err)
		return
	}
	h.failing = true
	process := h.realm.Process
	if process.ReportUncaught != nil { // a worker's parent is told first
		h.report(err)
	}
	if process.EmitExit != nil && !process.Exiting {
		err.Code = process.EmitExit(err.Code)
	} else if process.ExitCodeSet {
		err.Code = process.ExitCode
	}
	if process.ReportUncaught == nil {
		h.report(err)
		process.TraceExit(err.Code, "")
	}
	h.stop(err)
}

func (h *Host) onUnhandledRejection(p *goja.Promise) {
	process := h.realm.Process
	if process.HandleRejection == nil && process.Flags.UnhandledRejections != "" {
		h.realm.Runtime.Get("process") // builds it, and with it what the mode asks for
	}
	if process.HandleRejection != nil {
		process.HandleRejection(p)
		return
	}
	h.raiseRejection(p.Result(), p.Result())
}

func (h *Host) onRejectionHandled(p *goja.Promise) {
	if handled := h.realm.Process.RejectionHandled; handled != nil {
		handled(p)
	}
}

// raiseRejection makes an uncaught exception of a rejection. The embedder's hooks are told the reason, the guest's listeners thrown.
func (h *Host) raiseRejection(thrown, reason goja.Value) {
	ex := newException(h.realm.Runtime, reason, nil)
	ex.Rejected = true
	h.dispatchUncaught(ex, &rejectionError{thrown}, unhandledRejection)
}

// rejectionError carries a rejected promise's reason where an error is wanted.
type rejectionError struct{ reason goja.Value }

func (e *rejectionError) Error() string     { return "unhandled rejection: " + e.reason.String() }
func (e *rejectionError) Value() goja.Value { return e.reason }
