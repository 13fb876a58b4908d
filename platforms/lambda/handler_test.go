package lambda

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	awslambda "github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambda/messages"
	"github.com/aws/aws-lambda-go/lambdacontext"

	"github.com/wasmglue/wasmglue/jshost"
)

var _ awslambda.Handler = (*Handler)(nil)

func newTestHandler(t *testing.T, code string, env ...string) *Handler {
	t.Helper()
	h, err := NewHandler(t.Context(), handlerConfig(code, env...))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close(context.Background()) })
	return h
}

func handlerConfig(code string, env ...string) Config {
	files := fstest.MapFS{"index.js": {Data: []byte(code)}}
	return NewConfig().WithHost(jshost.NewConfig().WithFS(files)).WithEnv(append(env, "LAMBDA_TASK_ROOT=/")).WithHandler("index.handler")
}

func TestHandlerContext(t *testing.T) {
	h := newTestHandler(t, `exports.handler = async (e, c) => [e, c.awsRequestId, c.invokedFunctionArn, c.identity, c.clientContext, c.tenantId, c.getRemainingTimeInMillis() > 0]`)
	ctx, cancel := context.WithTimeout(lambdacontext.NewContext(t.Context(), &lambdacontext.LambdaContext{
		AwsRequestID: "id", InvokedFunctionArn: "arn", TenantID: "t",
		Identity:      lambdacontext.CognitoIdentity{CognitoIdentityID: "i", CognitoIdentityPoolID: "p"},
		ClientContext: lambdacontext.ClientContext{Custom: map[string]string{"k": "v"}},
	}), time.Minute)
	defer cancel()
	got, err := h.Invoke(ctx, []byte(`{"a":1}`))
	if err != nil {
		t.Fatal(err)
	}
	var values []any
	if err := json.Unmarshal(got, &values); err != nil || len(values) != 7 {
		t.Fatal(string(got), err)
	}
	custom := values[4].(map[string]any)["custom"].(map[string]any)
	if values[1] != "id" || values[2] != "arn" || values[3].(map[string]any)["cognitoIdentityPoolId"] != "p" || custom["k"] != "v" || values[5] != "t" || values[6] != true {
		t.Errorf("%s", got)
	}
}

func TestHandlerErrors(t *testing.T) {
	h := newTestHandler(t, `let n = 0; exports.handler = async (e) => { n++; if (e.exit) process.exit(3); if (e.late) { setTimeout(() => { throw new Error('late') }); await new Promise(() => {}) } if (e.fail) throw new TypeError('no'); return n }`)
	invoke := func(event string) (string, messages.InvokeResponse_Error) {
		result, err := h.Invoke(t.Context(), []byte(event))
		var failure messages.InvokeResponse_Error
		if err != nil && !errors.As(err, &failure) {
			t.Fatal(err)
		}
		return string(result), failure
	}
	if _, e := invoke(`{"fail":true}`); e.Type != "TypeError" || e.Message != "no" || e.ShouldExit || len(e.StackTrace) == 0 || e.StackTrace[0].Path != "/index.js" {
		t.Errorf("%+v", e)
	}
	if result, _ := invoke(`{}`); result != "2" {
		t.Errorf("the state is lost: %s", result)
	}
	if _, e := invoke(`{"exit":true}`); e.Type != "Runtime.ExitError" || !e.ShouldExit {
		t.Errorf("%+v", e)
	}
	if result, _ := invoke(`{}`); result != "1" {
		t.Errorf("not loaded anew: %s", result)
	}
	if _, e := invoke(`{"late":true}`); e.Type != "Error" || e.Message != "late" || !e.ShouldExit {
		t.Errorf("%+v", e)
	}
}

func TestHandlerCannotBeLoaded(t *testing.T) {
	_, err := NewHandler(t.Context(), handlerConfig(`throw new RangeError('at load')`))
	var failure messages.InvokeResponse_Error
	if !errors.As(err, &failure) || failure.Type != "RangeError" || failure.Message != "at load" {
		t.Errorf("%v", err)
	}
}

func TestHandlerCancelled(t *testing.T) {
	h := newTestHandler(t, `exports.handler = async (e) => { while (e.busy); await (e.wait && new Promise(r => setTimeout(r, 60000))); return 'ok' }`)
	for _, event := range []string{`{"busy":true}`, `{"wait":true}`} {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		if _, err := h.Invoke(ctx, []byte(event)); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", event, err)
		}
		cancel()
	}
	if got, err := h.Invoke(t.Context(), []byte(`{}`)); string(got) != `"ok"` {
		t.Errorf("%s %v", got, err)
	}
}

func TestHandlerConcurrency(t *testing.T) {
	h := newTestHandler(t, `exports.handler = async (e) => { await new Promise(r => setTimeout(r, 1)); return e }`, "AWS_LAMBDA_MAX_CONCURRENCY=2")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if got, err := h.Invoke(t.Context(), []byte(`7`)); string(got) != "7" {
				t.Errorf("%s %v", got, err)
			}
		})
	}
	all.Wait()
}

func TestHandlerStreaming(t *testing.T) {
	h := newTestHandler(t, `exports.handler = awslambda.streamifyResponse(async (e, s) => { s.write('a'); if (e.fail) throw new Error('late'); s.end('b') })`)
	if got, err := h.Invoke(t.Context(), []byte(`{}`)); string(got) != "ab" {
		t.Errorf("%s %v", got, err)
	}
	var failure messages.InvokeResponse_Error
	if _, err := h.Invoke(t.Context(), []byte(`{"fail":true}`)); !errors.As(err, &failure) || failure.Message != "late" {
		t.Errorf("%v", err)
	}
}
