package eventloop

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja"
)

// testRealm is a realm with the four queueing functions and a log.
type testRealm struct {
	*Loop
	log []string
}

func newTestRealm(t *testing.T) *testRealm {
	t.Helper()
	r := &testRealm{Loop: New(goja.New())}
	r.OnUncaught(func(err error) { r.log = append(r.log, "uncaught "+err.Error()) })
	callback := func(c goja.FunctionCall) Task {
		f, ok := goja.AssertFunction(c.Argument(0))
		if !ok {
			panic(r.rt.NewTypeError("not a function"))
		}
		return func() error { _, err := f(goja.Undefined()); return err }
	}
	set := func(name string, f func(goja.FunctionCall)) {
		_ = r.rt.Set(name, func(c goja.FunctionCall) goja.Value { f(c); return goja.Undefined() })
	}
	set("log", func(c goja.FunctionCall) { r.log = append(r.log, c.Argument(0).String()) })
	set("tick", func(c goja.FunctionCall) { r.NextTick(callback(c)) })
	set("immediate", func(c goja.FunctionCall) { r.NewImmediate(callback(c)) })
	set("timeout", func(c goja.FunctionCall) {
		r.NewTimer(time.Duration(c.Argument(1).ToInteger())*time.Millisecond, callback(c))
	})
	set("goPanic", func(goja.FunctionCall) { panic("boom") })
	return r
}

// run executes src as the main script and serves the loop until it is idle.
func (r *testRealm) run(t *testing.T, src string) error {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r.Submit(func() {
		if _, err := r.rt.RunString(src); err != nil {
			r.report(err)
		}
	})
	r.WhenIdle(cancel)
	return r.Run(ctx)
}

func (r *testRealm) expect(t *testing.T, want string) {
	t.Helper()
	if got := strings.Join(r.log, " "); got != want {
		t.Errorf("order\n got %s\nwant %s", got, want)
	}
}

func TestOrderIsNodes(t *testing.T) {
	r := newTestRealm(t)
	err := r.run(t, `
		timeout(() => { log('t1'); Promise.resolve().then(() => log('t1-micro')); tick(() => log('t1-tick')) }, 1)
		timeout(() => log('t2'), 1)
		immediate(() => { log('i1'); immediate(() => log('i3')); tick(() => log('i1-tick')) })
		immediate(() => log('i2'))
		Promise.resolve().then(() => { log('m1'); tick(() => log('m1-tick')) }).then(() => log('m2'))
		tick(() => { log('k1'); tick(() => log('k2')); Promise.resolve().then(() => log('k1-micro')) })
		log('main')`)
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	got := strings.Join(r.log, " ")
	// whether the 1 ms timers expire before the first check phase depends on the clock, in node too
	timers, immediates := "t1 t1-tick t1-micro t2", "i1 i1-tick i2"
	head := "main k1 k2 m1 k1-micro m2 m1-tick "
	if got != head+timers+" "+immediates+" i3" && got != head+immediates+" "+timers+" i3" && got != head+immediates+" i3 "+timers {
		t.Errorf("order %s", got)
	}
}

func TestTimersExpireByDelayThenStart(t *testing.T) {
	r := newTestRealm(t)
	_ = r.run(t, `timeout(() => log('c'), 9); timeout(() => log('a'), 2); timeout(() => log('b'), 2)`)
	r.expect(t, "a b c")
}

func TestUncaughtDoesNotStopTheTurn(t *testing.T) {
	r := newTestRealm(t)
	_ = r.run(t, `timeout(() => log('later'), 1); tick(() => { throw new Error('in tick') }); tick(() => log('next tick'))`)
	if len(r.log) != 3 || !strings.HasPrefix(r.log[0], "uncaught Error: in tick") || r.log[1] != "next tick" || r.log[2] != "later" {
		t.Errorf("log %q", r.log)
	}
}

func TestUnhandledRejectionIsJudgedAfterMicrotasks(t *testing.T) {
	r := newTestRealm(t)
	r.OnUnhandledRejection(func(p *goja.Promise) { r.log = append(r.log, "unhandled "+p.Result().String()) },
		func(*goja.Promise) { r.log = append(r.log, "handled late") })
	_ = r.run(t, `
		const late = Promise.reject('a')
		const soon = Promise.reject('b')
		tick(() => soon.catch(() => {}))
		immediate(() => late.catch(() => {}))`)
	r.expect(t, "unhandled a handled late")
}

func TestOperationKeepsTheLoopAlive(t *testing.T) {
	r := newTestRealm(t)
	r.Submit(func() {
		op := r.Begin()
		go op.End(func() { r.log = append(r.log, "completed") })
	})
	_ = r.run(t, `log('main')`)
	if len(r.log) != 2 {
		t.Errorf("log %q", r.log)
	}
}

func TestUnrefLetsTheLoopEnd(t *testing.T) {
	r := newTestRealm(t)
	r.Submit(func() {
		r.NewTimer(time.Hour, func() error { return nil }).Unref()
		r.Begin().Unref()
		r.NewImmediate(func() error { r.log = append(r.log, "never"); return nil }).Clear()
	})
	_ = r.run(t, `log('main')`)
	r.expect(t, "main")
}

func TestInterruptEndsRunAndTheLoopServesAgain(t *testing.T) {
	r := newTestRealm(t)
	_ = r.rt.Set("busy", func(goja.FunctionCall) goja.Value {
		go func() {
			if !r.Interrupt("stop") {
				t.Error("the loop was not busy")
			}
		}()
		return nil
	})
	err := r.run(t, `immediate(() => log('afterwards')); tick(() => log('dropped')); busy(); for (;;) {}`)
	var interrupted *goja.InterruptedError
	if !errors.As(err, &interrupted) {
		t.Fatalf("Run: %v", err)
	}
	if r.Interrupt("too late") {
		t.Error("an idle loop was interrupted")
	}
	_ = r.run(t, `log('again')`)
	r.expect(t, "again afterwards")
}

func TestGoPanicIsAHostFault(t *testing.T) {
	r := newTestRealm(t)
	err := r.run(t, `Promise.resolve().then(goPanic)`)
	var fault *PanicError
	if !errors.As(err, &fault) || fault.Value != "boom" {
		t.Fatalf("Run: %v", err)
	}
}

func TestSubmitAfterCloseIsRefused(t *testing.T) {
	r := newTestRealm(t)
	r.Close()
	if r.Submit(func() {}) {
		t.Error("a closed loop took a task")
	}
}

func BenchmarkTask(b *testing.B) {
	l := New(goja.New())
	task := func() error { return nil }
	b.ReportAllocs()
	for b.Loop() {
		l.Do(task)
	}
}
