package lambda

import (
	"context"
	"errors"
	"runtime"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/platforms/internal/jsonedge"
	"github.com/wasmglue/wasmglue/platforms/lambda/internal/runtimeapi"
)

const traceVariable = "_X_AMZN_TRACE_ID"

// serve gives one invocation to the handler and returns when its answer is out. The error is the function's end, or the cause of ctx's: then
// the invocation may be running still.
func (f *function) serve(ctx context.Context, inv *runtimeapi.Invocation) error {
	f.work.Post(func() { f.begin(inv) })
	return f.await(ctx)
}

// begin starts an invocation on the realm's goroutine.
func (f *function) begin(inv *runtimeapi.Invocation) {
	f.invocation = inv
	f.watchIdle()
	f.try(f.invoke, f.runtime.ToValue(inv.ID), f.optional(inv.TenantID))
}

// watchIdle lets the scripts complete what an empty event loop completes, for as long as the invocation is open.
func (f *function) watchIdle() {
	watched := f.invocation
	f.realm.WhenIdle(func() {
		if f.invocation != watched {
			return
		}
		f.try(f.emptied)
		if f.invocation == watched {
			f.watchIdle()
		}
	})
}

// finishInvocation is called by the scripts when the answer is out. The platform is asked for the next event only after this task's ticks,
// promise jobs and rejections: an exception among them still belongs to this invocation.
func (f *function) finishInvocation(id string) {
	if f.invocation == nil || f.invocation.ID != id {
		return // the late end of an earlier invocation
	}
	f.invocation = nil
	f.work.Post(func() {
		if f.collect {
			f.collect = false
			runtime.GC()
		}
		f.finish()
	})
}

// largeText is from how many bytes on a text is worth a garbage collection: of an event as soon as it is parsed, so that the handler starts with
// the value alone in memory; of a result when it has been posted, so that the next event does not come on top of it.
const largeText = 1 << 20

// event parses the invocation's event.
func (f *function) event() goja.Value {
	text := f.invocation.Event
	v, err := jsonedge.Parse(f.runtime, text)
	if err != nil {
		panic(f.syntaxError(text, err))
	}
	f.invocation.Event = nil
	if len(text) >= largeText {
		text = nil
		runtime.GC()
	}
	return v
}

// syntaxError is the error that JSON.parse throws for text.
func (f *function) syntaxError(text []byte, reason error) goja.Value {
	message := reason.Error()
	var wrong *jsonedge.SyntaxError
	if errors.As(reason, &wrong) {
		message = syntaxMessage(text, wrong)
	}
	return f.newError("SyntaxError", message)
}

// describe adds to the context object what environment and headers say of the invocation, and sets the trace variable.
func (f *function) describe(about *goja.Object) {
	inv := f.invocation
	if inv.TraceID != "" {
		f.realm.Setenv(traceVariable, inv.TraceID)
	} else {
		f.realm.Unsetenv(traceVariable)
	}
	for _, key := range contextVariables {
		_ = about.Set(key.property, f.variable(key.variable))
	}
	_ = about.Set("clientContext", f.jsonHeader("ClientContext", inv.ClientContext))
	_ = about.Set("identity", f.jsonHeader("CognitoIdentity", inv.CognitoIdentity))
	_ = about.Set("invokedFunctionArn", inv.FunctionARN)
	_ = about.Set("awsRequestId", inv.ID)
	_ = about.Set("tenantId", f.optional(inv.TenantID))
	deadline := inv.DeadlineMs
	_ = about.Set("getRemainingTimeInMillis", func(goja.FunctionCall) goja.Value {
		return f.runtime.ToValue(float64(deadline - time.Now().UnixMilli()))
	})
}

// contextVariables are the properties of the context object that come from the environment.
var contextVariables = []struct{ property, variable string }{
	{"functionVersion", "AWS_LAMBDA_FUNCTION_VERSION"},
	{"functionName", "AWS_LAMBDA_FUNCTION_NAME"},
	{"memoryLimitInMB", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE"},
	{"logGroupName", "AWS_LAMBDA_LOG_GROUP_NAME"},
	{"logStreamName", "AWS_LAMBDA_LOG_STREAM_NAME"},
}

func (f *function) variable(name string) goja.Value {
	if value, ok := f.realm.Getenv(name); ok {
		return f.runtime.ToValue(value)
	}
	return goja.Undefined()
}

func (f *function) optional(text string) goja.Value {
	if text == "" {
		return goja.Undefined()
	}
	return f.runtime.ToValue(text)
}

// jsonHeader parses a header that holds JSON; an absent one is undefined.
func (f *function) jsonHeader(name, text string) goja.Value {
	if text == "" {
		return goja.Undefined()
	}
	v, err := f.realm.ParseJSON([]byte(text))
	if err != nil {
		panic(f.newError("Error", "Cannot parse "+name+" as json: "+err.Error()))
	}
	return v
}

// newError makes an error object of the class that a global constructor names.
func (f *function) newError(class, message string) goja.Value {
	object, err := f.runtime.New(f.runtime.Get(class), f.runtime.ToValue(message))
	if err != nil {
		panic(realm.Rethrow(err))
	}
	return object
}
