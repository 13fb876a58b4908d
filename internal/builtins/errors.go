package builtins

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/enginestate"
	"github.com/wasmglue/wasmglue/internal/realm"
)

var errorClasses = []string{"Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError", "AggregateError"}

// errors gives error objects V8's stack text, and Error the functions with which V8 lets programs see the stack
// (https://v8.dev/docs/stack-trace-api).
func (i *installer) errors() {
	t := &tracer{realm: i.realm, rt: i.rt, class: i.global("Error")}
	t.speaker = &speaker{realm: i.realm, rt: i.rt, state: enginestate.Of(i.rt), classes: map[goja.Value]bool{}}
	_ = t.class.Set("stackTraceLimit", defaultLimit)
	i.method(t.class, "captureStackTrace", 2, t.captureStackTrace)
	for _, name := range errorClasses {
		class := i.global(name)
		t.speaker.classes[class] = true
		hookConstructor(class, t.hook)
	}
}

// tracer makes the stack property of errors.
type tracer struct {
	realm     *realm.Realm
	rt        *goja.Runtime
	class     *goja.Object // Error
	speaker   *speaker
	site      *goja.Object // prototype of call sites, made at first use
	preparing bool         // prepareStackTrace runs: errors made by it get plain text
}

const (
	defaultLimit = 10
	maxLimit     = 10_000
)

// hook lets every error that a native constructor makes have its stack.
func (t *tracer) hook(original construct) construct {
	return func(args []goja.Value, newTarget *goja.Object) *goja.Object {
		object := original(t.speaker.reworded(args), newTarget)
		frames := takeFrames(object)
		if limit := t.limit(); limit >= 0 {
			t.define(object, frames[:min(limit, len(frames))])
		}
		return object
	}
}

// limit is Error.stackTraceLimit; less than 0 if it is no number, which means no stack at all.
func (t *tracer) limit() int {
	v := t.class.Get("stackTraceLimit")
	if v == nil {
		return -1
	}
	switch v.Export().(type) {
	case int64, float64:
		return int(min(max(v.ToFloat(), 0), maxLimit))
	}
	return -1
}

// define defines the stack property of object. As in node its text is made when it is first read: a name or message given to the error by then
// is in its first line.
func (t *tracer) define(object *goja.Object, frames []goja.StackFrame) {
	var text goja.Value
	get := func(goja.FunctionCall) goja.Value {
		if text == nil {
			text = t.text(object, frames)
			frames = nil
		}
		return text
	}
	set := func(c goja.FunctionCall) goja.Value {
		text = c.Argument(0)
		return goja.Undefined()
	}
	_ = object.DefineAccessorProperty("stack", t.rt.ToValue(get), t.rt.ToValue(set), goja.FLAG_TRUE, goja.FLAG_FALSE)
}

func (t *tracer) text(object *goja.Object, frames []goja.StackFrame) goja.Value {
	if v, ok := t.prepared(object, frames); ok {
		return v
	}
	return t.rt.ToValue(appendFrames([]byte(heading(object)), frames))
}

// prepared is what the guest's Error.prepareStackTrace makes of the frames.
func (t *tracer) prepared(object *goja.Object, frames []goja.StackFrame) (goja.Value, bool) {
	prepare, ok := goja.AssertFunction(t.class.Get("prepareStackTrace"))
	if !ok || t.preparing {
		return nil, false
	}
	t.preparing = true
	defer func() { t.preparing = false }()
	v, err := prepare(t.class, object, t.callSites(frames))
	if err != nil {
		panic(realm.Rethrow(err))
	}
	return v, true
}

// captureStackTrace is Error.captureStackTrace(object, function): frames above and with the function are left out.
func (t *tracer) captureStackTrace(c goja.FunctionCall) goja.Value {
	object, ok := c.Argument(0).(*goja.Object)
	if !ok {
		panic(t.rt.NewTypeError("Invalid argument"))
	}
	frames := t.rt.CaptureCallStack(0, nil)
	if len(frames) > 0 {
		frames = frames[1:] // this function's own
	}
	if fn, ok := c.Argument(1).(*goja.Object); ok {
		frames = below(frames, fn.Get("name"))
	}
	t.define(object, frames[:min(max(t.limit(), 0), len(frames))])
	return goja.Undefined()
}

// below drops the frames down to the first of a function with that name.
func below(frames []goja.StackFrame, name goja.Value) []goja.StackFrame {
	if name == nil || name.String() == "" {
		return frames
	}
	for n := range frames {
		if frames[n].FuncName() == name.String() {
			return frames[n+1:]
		}
	}
	return frames
}
