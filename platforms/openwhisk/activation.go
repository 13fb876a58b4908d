package openwhisk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/jshost"
	"github.com/wasmglue/wasmglue/platforms/internal/jsonedge"
)

// activation is one run of the action.
type activation struct {
	container *container
	instance  *instance
	message   message
	answer    chan reply // holds one
}

// activate answers a /run.
func (c *container) activate(ctx context.Context, msg message) reply {
	inst, why := c.beginRun()
	if why != "" {
		return c.refuse(why)
	}
	if text := typeOfScalar(msg.value); text != "" {
		// The reference stays "running" for good here; an argument of the wrong type is no reason to lose a container.
		c.endRun(inst)
		return c.refuse("Internal system error: the argument must be a dictionary but has type '" + text + "'.")
	}
	begin := time.Now()
	answer := c.program.run(ctx, c, inst, msg)
	c.metrics.run.observe(time.Since(begin), answer.status)
	c.cfg.log.Info("run", "status", answer.status, "seconds", time.Since(begin).Seconds())
	return answer
}

// beginRun takes the right to run, or says why there is none. With isolation the instance is nil when the one of /init is used up.
func (c *container) beginRun() (inst *instance, refusal string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.program == nil:
		return nil, "System not initialized."
	case c.status != ready:
		return nil, "System not ready, status is " + string(c.status) + "."
	}
	if !c.concurrent {
		c.status = running
	}
	inst = c.spare
	if c.cfg.isolation == IsolateRuns {
		c.spare = nil
	}
	return inst, ""
}

// endRun gives the right to run back. inst was not used up.
func (c *container) endRun(inst *instance) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.status == running {
		c.status = ready
	}
	if c.spare == nil && c.status != stopped {
		c.spare = inst
	}
}

// await waits for the answer, for the end of the host, or for the deadline where that is enforced.
func (a *activation) await(ctx context.Context) reply {
	var expired <-chan time.Time
	if a.container.cfg.enforceDeadline {
		if left, ok := timeLeft(a.message.deadline(), time.Now()); ok {
			timer := time.NewTimer(left)
			defer timer.Stop()
			expired = timer.C
		}
	}
	select {
	case answer := <-a.answer:
		return answer
	case <-a.instance.host.Done():
		return a.afterEnd()
	case <-expired:
		return a.expire(ctx)
	}
}

// afterEnd answers when the host has ended: what was settled before counts.
func (a *activation) afterEnd() reply {
	select {
	case answer := <-a.answer:
		return answer
	default:
	}
	err := a.instance.host.Err()
	if endsProcess(err) || errors.Is(err, jshost.ErrClosed) {
		return reply{drop: true}
	}
	a.container.setStatus(stopped)
	a.container.complain(err.Error())
	a.container.out.endActivation()
	return failure(502, "An error has occurred: "+err.Error())
}

// What an activation that was cut short is told, and its log.
const (
	textDeadline    = "The action did not finish before its deadline and was interrupted."
	textInterrupted = "The action was interrupted at its deadline."
)

// expire ends an activation at its deadline. Its realm cannot be trusted any further, so the container stops, unless every run has its own.
func (a *activation) expire(ctx context.Context) reply {
	c := a.container
	if c.cfg.isolation != IsolateRuns {
		c.setStatus(stopped)
	}
	a.instance.close(ctx)
	c.complain(textInterrupted)
	c.out.endActivation()
	c.endRun(nil)
	return failure(502, textDeadline)
}

// start runs on the host's goroutine, as a task of its own.
func (a *activation) start() {
	r, inst := a.instance.realm, a.instance
	for _, v := range a.message.context {
		r.Setenv(v.name, v.value)
	}
	argument, err := a.argument(r.Runtime())
	if err != nil {
		a.finish(failure(500, textBadRequest))
		return
	}
	settle := func(call goja.FunctionCall) goja.Value {
		a.settle(outcome(call.Argument(0).ToInteger()), call.Argument(1))
		return goja.Undefined()
	}
	_, err = inst.launch(goja.Undefined(), inst.main, argument, r.Runtime().ToValue(settle))
	if err != nil {
		a.unwound(r.AsException(err))
	}
}

// argument makes the value that main gets.
func (a *activation) argument(rt *goja.Runtime) (goja.Value, error) {
	switch a.message.value.Kind() {
	case jsonedge.Absent, jsonedge.Null:
		return rt.NewObject(), nil
	}
	return jsonedge.Parse(rt, a.message.value)
}

// typeOfScalar is the typeof of a value that is neither absent nor null, object or array.
func typeOfScalar(v jsonedge.Raw) string {
	switch v.Kind() {
	case jsonedge.Boolean:
		return "boolean"
	case jsonedge.Number:
		return "number"
	case jsonedge.String:
		return "string"
	}
	return ""
}

// unwound handles what JavaScript cannot catch: too deep a recursion counts as thrown, or as the rejection that an async function makes of it; an
// interrupt comes with the end of the host, which answers in our place.
func (a *activation) unwound(err error) {
	var thrown *jshost.Exception
	if !errors.As(err, &thrown) {
		return
	}
	if isAsync(a.instance.main) {
		rt := a.instance.realm.Runtime()
		reason := rt.NewObject()
		_ = reason.Set("name", thrown.Name)
		_ = reason.Set("message", thrown.Message)
		_ = reason.Set("stack", thrown.Stack)
		a.settle(rejected, reason)
		return
	}
	a.container.complain(thrown.Stack)
	a.stop(thrown.Error())
}

// outcome is how a run settled, as the launcher tells it.
type outcome int

const (
	returned outcome = iota // with a value, or a promise of it
	threw                   // at once
	rejected                // a promise
)

// settle takes the run's outcome, on the host's goroutine. The log is framed before the answer goes out.
func (a *activation) settle(how outcome, v goja.Value) {
	r := a.instance.realm
	switch how {
	case threw:
		consoleError(r, v)
		text, ok := stringOf(r, v)
		if !ok {
			a.container.setStatus(stopped)
			a.container.out.endActivation()
			a.finish(a.internalError())
			return
		}
		a.stop(text)
	case rejected:
		a.result(rejection(r, v))
	default:
		a.result(v)
	}
}

// stop answers a run that threw: the container is of no use after it.
func (a *activation) stop(text string) {
	a.container.setStatus(stopped)
	a.container.out.endActivation()
	a.finish(failure(502, "An error has occurred: "+text))
}

// result answers a run that has a result.
func (a *activation) result(v goja.Value) {
	r := a.instance.realm
	kind := typeOf(v)
	if kind == "undefined" {
		v, kind = r.Runtime().NewObject(), "object"
	}
	if kind != "object" {
		consoleError(r, fmt.Sprintf("Result must be of type object but has type %q:", kind), v)
		a.container.out.endActivation()
		a.finish(failure(502, "The action did not return a dictionary."))
		return
	}
	a.container.out.endActivation()
	text, _, err := r.StringifyJSON(v)
	if err != nil {
		a.finish(a.internalError())
		return
	}
	a.finish(reply{status: 200, body: text})
}

func (a *activation) internalError() reply {
	a.container.complain("[wrapEndpoint] invalid errored promise {}")
	return failure(500, textInternalError)
}

// finish makes the container ready again, then hands the answer over.
func (a *activation) finish(answer reply) {
	inst := a.instance
	if a.container.cfg.isolation == IsolateRuns {
		inst = nil
	}
	a.container.endRun(inst)
	a.answer <- answer
}
