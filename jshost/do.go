package jshost

import (
	"context"
	"errors"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/eventloop"
)

// scheduler lets wasmbridge announce compilations that run on other goroutines.
type scheduler struct{ loop *eventloop.Loop }

func (s scheduler) Begin() (post func(func())) { return s.loop.Begin().End }

// cancelled is the reason of the interrupt that cuts an invocation short.
type cancelled struct{ call *pendingCall }

// pendingCall is one call from another goroutine that waits for its answer.
type pendingCall struct {
	answer chan error // holds one
}

func newPendingCall() *pendingCall { return &pendingCall{answer: make(chan error, 1)} }

// settle answers the call; a second answer is ignored. A call that the host's end unwound is answered by the end itself.
func (p *pendingCall) settle(err error) {
	var interrupted *goja.InterruptedError
	if errors.As(err, &interrupted) {
		if _, ending := interrupted.Value().(hostEnd); ending {
			return
		}
		err = ErrInterrupted
	}
	select {
	case p.answer <- err:
	default:
	}
}

// await waits for the answer. When ctx ends first, what the host runs at that moment is interrupted: with invocations interleaved in one realm,
// that may be another's turn.
func (h *Host) await(ctx context.Context, call *pendingCall) error {
	select {
	case err := <-call.answer:
		return err
	case <-h.done:
		select {
		case err := <-call.answer:
			return err
		default:
			return h.err
		}
	case <-ctx.Done():
		h.realm.Loop.Interrupt(cancelled{call})
		return context.Cause(ctx)
	}
}

// Do runs f on the host's goroutine as one task: when it returns, the ticks and microtasks that f left have run. A JavaScript exception that f
// lets through comes back as an [*Exception]. When ctx ends while f runs, f's JavaScript is interrupted and Do returns ctx's error.
func (h *Host) Do(ctx context.Context, f func(*Realm) error) error {
	call := newPendingCall()
	var result error
	ran := h.realm.Loop.Submit(func() {
		if ctx.Err() != nil {
			return
		}
		result = h.protect(func() error { return f(h.face) })
		h.realm.Loop.Submit(func() { call.settle(result) })
	})
	if !ran {
		<-h.done
		return h.err
	}
	return h.await(ctx, call)
}

// protect calls f and turns what it throws into an error.
func (h *Host) protect(f func() error) error {
	var err error
	rt := h.realm.Runtime
	if thrown := rt.Try(func() { err = f() }); thrown != nil {
		err = thrown
	}
	var interrupted *goja.InterruptedError
	if errors.As(err, &interrupted) {
		return err
	}
	return asException(rt, err)
}
