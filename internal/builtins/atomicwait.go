package builtins

import (
	"math"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/eventloop"
	"github.com/wasmglue/wasmglue/wasmbridge/waiters"
)

// waitTexts are what Atomics.wait returns, and what a promise of waitAsync is fulfilled with.
var waitTexts = map[waiters.Result]string{waiters.Woken: "ok", waiters.NotEqual: "not-equal", waiters.TimedOut: "timed-out", waiters.Interrupted: "timed-out"}

func (a *atomics) notify(c goja.FunctionCall) goja.Value {
	at := a.validate("Atomics.notify", c, true)
	count := math.Inf(1)
	if v := c.Argument(2); !goja.IsUndefined(v) {
		count = math.Max(math.Trunc(v.ToNumber().ToFloat()), 0)
	}
	cell := a.cell(at)
	if !cell.shared || count != count {
		return a.rt.ToValue(0)
	}
	return a.rt.ToValue(waiters.Notify(cell.address(), uint32(math.Min(count, math.MaxUint32))))
}

// waitArguments are those of wait and waitAsync, converted in the standard's order.
type waitArguments struct {
	cell    atomicCell
	holds   func() bool
	timeout time.Duration // negative for none
	array   *goja.Object
}

func (a *atomics) waitArguments(method string, c goja.FunctionCall) waitArguments {
	at := a.validate(method, c, true)
	if !a.cell(at).shared {
		a.unfit(at.array, "a shared typed array.")
	}
	_, expected := a.operand(at.element, c.Argument(2))
	w := waitArguments{timeout: -1, array: at.array}
	if ms := c.Argument(3).ToNumber().ToFloat(); ms == ms && ms < float64(math.MaxInt64/time.Millisecond) {
		w.timeout = time.Duration(math.Max(ms, 0) * float64(time.Millisecond))
	}
	w.cell = a.cell(at)
	w.holds = func() bool { return w.cell.load() == expected }
	return w
}

func (a *atomics) wait(c goja.FunctionCall) goja.Value {
	w := a.waitArguments("Atomics.wait", c)
	return a.rt.ToValue(waitTexts[waiters.Wait(w.cell.address(), w.holds, w.timeout, a.realm.Loop.Interrupted())])
}

// waitAsync returns at once what can be told at once, else a promise. It does not keep the loop alive, as it does not in node.
func (a *atomics) waitAsync(c goja.FunctionCall) goja.Value {
	w := a.waitArguments("Atomics.waitAsync", c)
	result := a.rt.NewObject()
	if w.timeout == 0 || !w.holds() {
		text := waitTexts[waiters.TimedOut]
		if !w.holds() {
			text = waitTexts[waiters.NotEqual]
		}
		_ = result.Set("async", false)
		_ = result.Set("value", text)
		return result
	}
	p := &promisedWait{atomics: a, array: w.array, operation: a.realm.Loop.Begin()}
	p.operation.Unref()
	promise, resolve, _ := a.rt.NewPromise()
	p.resolve = resolve
	value := a.rt.ToValue(promise)
	var ok bool
	p.waiter, ok = waiters.Add(w.cell.address(), w.holds, func() { p.operation.End(func() { p.settle(waiters.Woken) }) })
	if !ok {
		p.settle(waiters.NotEqual)
	} else {
		a.promised[p] = struct{}{}
		p.expire(w.timeout)
	}
	_ = result.Set("async", true)
	_ = result.Set("value", value)
	return result
}

// promisedWait is a wait of waitAsync that has not ended.
type promisedWait struct {
	*atomics
	array     *goja.Object // keeps the memory
	waiter    *waiters.Waiter
	operation *eventloop.Operation
	timer     *eventloop.Timer
	resolve   func(any) error
}

// expire lets the wait end after a time, if there is one.
func (p *promisedWait) expire(timeout time.Duration) {
	if timeout < 0 {
		return
	}
	p.timer = p.realm.Loop.NewTimer(timeout, func() error {
		if p.waiter.Remove() {
			p.settle(waiters.TimedOut)
			p.operation.End(nil)
		}
		return nil
	})
	p.timer.Unref()
}

func (p *promisedWait) settle(result waiters.Result) {
	if p.timer != nil {
		p.timer.Stop()
	}
	delete(p.promised, p)
	_ = p.resolve(waitTexts[result])
}

// forget takes what waits off the list when the realm ends.
func (a *atomics) forget() {
	for p := range a.promised {
		p.waiter.Remove()
	}
}
