package lambda

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"

	"github.com/aws/aws-lambda-go/lambda/messages"
	"github.com/aws/aws-lambda-go/lambdacontext"

	"github.com/wasmglue/wasmglue/jshost"
	"github.com/wasmglue/wasmglue/platforms/lambda/internal/runtimeapi"
)

// Handler is a JavaScript function as a handler of github.com/aws/aws-lambda-go/lambda, for Go programs that want one inside:
//
//	handler, err := wasmglue.NewHandler(wasmglue.NewConfig().WithHandler("index.handler"))
//	...
//	lambda.Start(handler)
//
// It has the method of that package's Handler interface, which this package does not import: doing so would cost every program its
// dependencies. Invocations beyond the configured concurrency wait for their turn.
type Handler struct {
	loader *loader
	idle   chan *embedded // as many as may run at a time
	ids    atomic.Uint64
}

// embedded is a worker whose answers stay in this process. There is none until the first use and after it ended.
type embedded struct {
	worker worker

	mu      sync.Mutex
	result  []byte
	failure *messages.InvokeResponse_Error
}

// NewHandler loads the handler that cfg names, AWS_LAMBDA_MAX_CONCURRENCY times (else once). The error of a handler that cannot be loaded is a
// messages.InvokeResponse_Error of aws-lambda-go with the type and message that [Serve] would post.
func NewHandler(ctx context.Context, cfg Config) (*Handler, error) {
	s, err := newSettings(cfg)
	if err != nil {
		return nil, err
	}
	h := &Handler{loader: newLoader(cfg.host, s), idle: make(chan *embedded, s.concurrency)}
	first := &embedded{}
	if err := first.load(ctx, h); err != nil {
		return nil, err
	}
	h.idle <- first
	for range s.concurrency - 1 {
		h.idle <- &embedded{}
	}
	return h, nil
}

// Invoke runs the handler with an event, JSON text, and returns what it answers; of a streaming handler, all that it wrote. Request id,
// function ARN, identity, client context, tenant and deadline come from ctx, as aws-lambda-go puts them there.
//
// An error of the handler is a messages.InvokeResponse_Error by value. When the function ended its process (process.exit, an uncaught
// exception) ShouldExit is set; the next Invoke loads it anew. When ctx ends first the realm that runs the invocation is closed; a WebAssembly
// function without JavaScript ends at its next call of the system interface.
func (h *Handler) Invoke(ctx context.Context, payload []byte) ([]byte, error) {
	var e *embedded
	select {
	case e = <-h.idle:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	defer func() { h.idle <- e }()
	if err := e.load(ctx, h); err != nil {
		return nil, err
	}
	return e.invoke(ctx, h.invocation(ctx, payload))
}

// Close ends the realms. Invocations that run are waited for, until ctx ends. The Handler cannot be used afterwards.
func (h *Handler) Close(ctx context.Context) error {
	for range cap(h.idle) {
		select {
		case e := <-h.idle:
			e.drop()
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	h.loader.close()
	return nil
}

// traceKey is the key of the X-Ray header in the context of aws-lambda-go.
const traceKey = "x-amzn-trace-id"

func (h *Handler) invocation(ctx context.Context, payload []byte) *runtimeapi.Invocation {
	inv := &runtimeapi.Invocation{Event: bytes.Clone(payload), ID: fmt.Sprintf("local-%d", h.ids.Add(1))}
	inv.TraceID, _ = ctx.Value(traceKey).(string)
	if deadline, ok := ctx.Deadline(); ok {
		inv.DeadlineMs = deadline.UnixMilli()
	}
	lc, ok := lambdacontext.FromContext(ctx)
	if !ok {
		return inv
	}
	if lc.AwsRequestID != "" {
		inv.ID = lc.AwsRequestID
	}
	inv.FunctionARN, inv.TenantID = lc.InvokedFunctionArn, lc.TenantID
	inv.CognitoIdentity = jsonUnlessZero(lc.Identity)
	if c := lc.ClientContext; c.Client != (lambdacontext.ClientApplication{}) || len(c.Env)+len(c.Custom) > 0 {
		text, _ := json.Marshal(c)
		inv.ClientContext = string(text)
	}
	return inv
}

func jsonUnlessZero(id lambdacontext.CognitoIdentity) string {
	if id == (lambdacontext.CognitoIdentity{}) {
		return ""
	}
	text, _ := json.Marshal(map[string]string{"cognitoIdentityId": id.CognitoIdentityID, "cognitoIdentityPoolId": id.CognitoIdentityPoolID})
	return string(text)
}

func (e *embedded) load(ctx context.Context, h *Handler) error {
	if e.worker != nil {
		return nil
	}
	w, err := h.loader.load(ctx, context.WithoutCancel(ctx), e)
	if err != nil {
		return e.ended(err)
	}
	e.worker = w
	return nil
}

func (e *embedded) drop() {
	if e.worker != nil {
		e.worker.close()
		e.worker = nil
	}
}

func (e *embedded) invoke(ctx context.Context, inv *runtimeapi.Invocation) ([]byte, error) {
	if err := e.worker.serve(ctx, inv); err != nil {
		e.drop()
		return nil, e.ended(err)
	}
	result, failure := e.take()
	if failure != nil {
		return nil, *failure
	}
	return result, nil
}

// take returns what was answered, and forgets it.
func (e *embedded) take() ([]byte, *messages.InvokeResponse_Error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	result, failure := e.result, e.failure
	e.result, e.failure = nil, nil
	return result, failure
}

// ended is the error of an invocation during which the function ended: what it posted before, else how it ended.
func (e *embedded) ended(err error) error {
	_, failure := e.take()
	var exit *jshost.ExitError
	switch {
	case failure != nil:
	case errors.As(err, &exit):
		failure = &messages.InvokeResponse_Error{Type: "Runtime.ExitError", Message: "Runtime exited with error: " + exit.Error()}
	default:
		return err
	}
	failure.ShouldExit = true
	return *failure
}

const accepted = 202

// Respond, Fail, FailInit and Stream make embedded the platform of its function.
func (e *embedded) Respond(_ context.Context, _, body string) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.result = []byte(body)
	return accepted, nil
}

// Fail keeps the error of the invocation.
func (e *embedded) Fail(_ context.Context, _, body, _ string) (int, error) {
	return accepted, e.fail([]byte(body))
}

// FailInit keeps the error of the loading.
func (e *embedded) FailInit(_ context.Context, body, _ string) (int, error) {
	return accepted, e.fail([]byte(body))
}

func (e *embedded) fail(body []byte) error {
	var posted struct {
		ErrorType, ErrorMessage string
		Trace                   []string
	}
	if err := json.Unmarshal(body, &posted); err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.failure = &messages.InvokeResponse_Error{Type: posted.ErrorType, Message: posted.ErrorMessage, StackTrace: stackFrames(posted.Trace)}
	return nil
}

// Stream keeps the whole body.
func (e *embedded) Stream(_ context.Context, _, _ string, body io.ReadCloser, failure func() *runtimeapi.StreamError) (int, error) {
	result, err := io.ReadAll(body)
	if err != nil {
		return 0, err
	}
	if late := failure(); late != nil {
		return accepted, e.fail(late.JSON())
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.result = result
	return accepted, nil
}
