// Package eventloop runs one realm on one goroutine in the order node runs it: the nextTick queue before microtasks after every
// callback, then the phases of a turn: timers, completions of pending operations, immediates
// (https://nodejs.org/docs/latest-v20.x/api/process.html#when-to-use-queuemicrotask-vs-processnexttick).
//
// Nothing but this package's [Loop.Begin] and [Loop.Submit] may be called from another goroutine.
package eventloop

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/enginestate"
)

// Task is one callback that the loop runs. The error is what the call into JavaScript returned: a *goja.Exception is reported
// to the uncaught handler; an uncatchable error (interrupt, stack limit) ends [Loop.Run].
type Task func() error

// PanicError is a fault of the host: a Go panic that was no JavaScript value left a task. The realm should not be used any further.
type PanicError struct {
	Value any    // what was passed to panic
	Stack []byte // the goroutine's stack at the panic
}

func (e *PanicError) Error() string { return fmt.Sprintf("host fault: %v", e.Value) }

// Unwrap returns the panic's value if it is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// Loop is the event loop of one realm.
type Loop struct {
	rt         *goja.Runtime
	state      *enginestate.State // nil if the engine's cannot be read
	trampoline goja.Callable      // a JavaScript frame under every task, so that goja does not drain microtasks before the ticks
	current    Task               // what the trampoline is to run
	running    bool               // a task is on the stack: enter only nests
	busy       busy               // the same, as other goroutines may ask
	fatal      error              // an uncatchable error, kept until Run returns it

	ticks      []Task
	rejections rejections
	timers     timers
	immediates []*Immediate

	beforeImmediates []Task
	idle             []func()
	uncaught         func(error)
	context          Context // nil until somebody wants to know

	rangeError  goja.Value // the class
	overflowing bool       // the error of a full stack is being made

	refs  int            // timers, immediates and operations that keep the loop alive
	kinds map[string]int // how many operations of a kind are among them
	epoch time.Time      // loop time zero
	now   time.Duration

	meter    meter
	measured bool // the meter knows the first turn

	inbox inbox
}

// inbox is what other goroutines hand over.
type inbox struct {
	mu     sync.Mutex
	queue  []func()
	wake   chan struct{}
	closed bool
}

// New makes the loop of rt. It takes over rt's promise rejection tracker.
func New(rt *goja.Runtime) *Loop {
	l := &Loop{rt: rt, epoch: time.Now(), uncaught: func(error) {}}
	l.inbox.wake = make(chan struct{}, 1)
	l.state, l.rangeError = enginestate.Of(rt), rt.Get("RangeError")
	l.trampoline = l.newTrampoline()
	l.rejections.install(rt)
	return l
}

var trampolineProgram = sync.OnceValue(func() *goja.Program {
	return goja.MustCompile("wasmglue:eventloop", "(function (run) { return function () { run() } })", true)
})

func (l *Loop) newTrampoline() goja.Callable {
	make, err := l.rt.RunProgram(trampolineProgram())
	if err != nil {
		panic(err) // the program is a constant
	}
	run := l.rt.ToValue(func(goja.FunctionCall) goja.Value {
		l.runCurrent()
		return goja.Undefined()
	}).ToObject(l.rt)
	l.catchOverflow(run)
	maker, _ := goja.AssertFunction(make)
	fn, err := maker(goja.Undefined(), run)
	if err != nil {
		panic(err)
	}
	call, _ := goja.AssertFunction(fn)
	return call
}

// Runtime returns the realm the loop runs.
func (l *Loop) Runtime() *goja.Runtime { return l.rt }

// OnUncaught sets what is told of a JavaScript exception that left a task uncaught. It runs inside the failed task's turn.
func (l *Loop) OnUncaught(f func(error)) { l.uncaught = f }

// Uncaught reports err as an exception that nothing caught.
func (l *Loop) Uncaught(err error) { l.report(err) }

// Run serves the realm until ctx is done (then it returns ctx's error) or an uncatchable error unwinds a task (then it returns
// that). It blocks while there is nothing to do: Run ends only by ctx or by a failure, see [Loop.WhenIdle] for idleness.
func (l *Loop) Run(ctx context.Context) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		if worked := l.turn(); l.fatal != nil {
			err := l.fatal
			l.fatal = nil
			l.rt.ClearInterrupt()
			return err
		} else if l.becomeIdle() || worked {
			continue
		}
		l.idleWait(ctx)
	}
}

// turn runs one round of the phases and tells whether it did anything. Immediates that are unreferenced run only with something else.
func (l *Loop) turn() bool {
	alive := l.refs > 0
	l.measure()
	l.Now()
	worked := false
	if alive || !l.inbox.waiting() { // else what waits may end the program, and timers without a reference are not to run before that
		worked = l.runTimers()
	}
	worked = l.runInbox() || worked
	if alive || l.refs > 0 {
		worked = l.runImmediates() || worked
	}
	return worked
}

// Do runs task at once, as the loop would: the caller must be on the realm's goroutine. The ticks and microtasks that it left are
// run before Do returns, unless a task is running already: then the task is merely called.
func (l *Loop) Do(task Task) { l.enter(task) }

// enter runs task under the trampoline, then what it left behind until both queues are empty.
func (l *Loop) enter(task Task) {
	if l.running {
		l.report(task())
		return
	}
	l.running = true
	l.busy.begin()
	l.bounce(task)
	for l.fatal == nil && (len(l.ticks) > 0 || l.rejections.pending()) {
		if len(l.ticks) > 0 { // microtasks left them: they may still handle what was rejected
			l.bounce(nothing)
		} else {
			l.bounce(l.processRejections)
		}
	}
	l.busy.end(l)
	l.running = false
}

func nothing() error { return nil }

// bounce makes one outermost call: the task, the ticks, then (by goja, when the call returns) the microtasks.
func (l *Loop) bounce(task Task) {
	defer func() {
		if x := recover(); x != nil {
			l.report(&PanicError{Value: x, Stack: debug.Stack()})
		}
	}()
	l.current = task
	if _, err := l.trampoline(goja.Undefined()); err != nil {
		l.report(err)
	}
}

func (l *Loop) runCurrent() {
	task := l.current
	l.current = nil
	l.report(task())
	l.drainTicks()
	if l.fatal == nil {
		l.runJobs()
	}
}

func (l *Loop) drainTicks() {
	for i := 0; i < len(l.ticks) && l.fatal == nil; i++ {
		task := l.ticks[i]
		l.ticks[i] = nil
		l.report(task())
	}
	l.ticks = l.ticks[:0]
}

func (l *Loop) processRejections() error {
	l.rejections.process()
	return nil
}

// report sorts an error: exceptions go to the uncaught handler, what JavaScript cannot catch ends the run.
func (l *Loop) report(err error) {
	if err == nil {
		return
	}
	switch err.(type) {
	case *goja.InterruptedError, *PanicError:
		if l.fatal == nil {
			l.fatal = err
		}
		l.ticks = l.ticks[:0]
	default:
		l.uncaught(err)
	}
}

// NextTick queues task before the microtasks of the running task (process.nextTick).
func (l *Loop) NextTick(task Task) { l.ticks = append(l.ticks, task) }

// WhenIdle calls f on the realm's goroutine, once, as soon as nothing keeps the loop alive and nothing waits that was submitted. If f starts new work the loop goes on.
func (l *Loop) WhenIdle(f func()) { l.idle = append(l.idle, f) }

// Alive tells whether a timer, an immediate or an operation keeps the loop alive.
func (l *Loop) Alive() bool { return l.refs > 0 }

// finished tells that somebody waits for the loop to be idle, and it is: timers and immediates without a reference do not run any more.
func (l *Loop) finished() bool { return l.refs == 0 && len(l.idle) > 0 && !l.inbox.waiting() }

func (l *Loop) becomeIdle() bool {
	if !l.finished() {
		return false
	}
	waiting := l.idle
	l.idle = nil
	for _, f := range waiting {
		l.enter(func() error { f(); return nil })
	}
	return true
}

func (l *Loop) wait(ctx context.Context) {
	due, ok := l.nextDue()
	if !ok {
		select {
		case <-ctx.Done():
		case <-l.inbox.wake:
		}
		return
	}
	timer := time.NewTimer(due)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-l.inbox.wake:
	case <-timer.C:
	}
}

// Now returns the time since the loop was made, in whole milliseconds as timers count it.
func (l *Loop) Now() time.Duration {
	l.now = time.Since(l.epoch).Truncate(time.Millisecond)
	return l.now
}
