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
	if process.HandleUncaught != nil && process.HandleUncaught(err, origin) {
		return
	}
	h.endUncaught(&UncaughtError{Exception: ex, Origin: origin})
}

// endUncaught ends the host as node ends: the exception is printed, then the listeners of 'exit' see code 1. What these throw is not printed, unlike
// what they throw when the program ends by itself.
func (h *Host) endUncaught(err *UncaughtError) {
	if h.failing {
		h.stop(err)
		return
	}
	h.failing = true
	process := h.realm.Process
	if process.ReportUncaught != nil {
		process.ReportUncaught(err.Exception.Value)
	} else {
		_, _ = io.WriteString(process.Stderr, h.uncaughtReport(err))
	}
	if process.EmitExit != nil && !process.Exiting {
		process.EmitExit(1)
	}
	h.stop(err)
}

func (h *Host) onUnhandledRejection(p *goja.Promise) {
	process := h.realm.Process
	if process.HandleRejection != nil && process.HandleRejection(p) {
		return
	}
	ex := newException(h.realm.Runtime, p.Result(), nil)
	ex.Rejected = true
	h.dispatchUncaught(ex, &rejectionError{p.Result()}, unhandledRejection)
}

// rejectionError carries a rejected promise's reason where an error is wanted.
type rejectionError struct{ reason goja.Value }

func (e *rejectionError) Error() string     { return "unhandled rejection: " + e.reason.String() }
func (e *rejectionError) Value() goja.Value { return e.reason }
