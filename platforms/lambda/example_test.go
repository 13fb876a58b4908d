package lambda_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing/fstest"

	"github.com/wasmglue/wasmglue/jshost"
	"github.com/wasmglue/wasmglue/platforms/lambda"
)

// A JavaScript function inside a Go program: hand the Handler to Start of github.com/aws/aws-lambda-go/lambda, or call it yourself.
func ExampleNewHandler() {
	files := fstest.MapFS{"index.js": {Data: []byte(`exports.handler = async ({name}) => ({greeting: 'hello ' + name})`)}}
	handler, err := lambda.NewHandler(context.Background(), lambda.NewConfig().
		WithHost(jshost.NewConfig().WithFS(files)).
		WithEnv([]string{"LAMBDA_TASK_ROOT=/"}).
		WithHandler("index.handler"))
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := handler.Invoke(context.Background(), []byte(`{"name":"you"}`))
	fmt.Println(string(result), err)
	// Output: {"greeting":"hello you"} <nil>
}

// A custom runtime. The process should end with the code of the ExitError.
func ExampleServe() {
	platform := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/next") {
			w.Header().Set("Lambda-Runtime-Aws-Request-Id", "1")
			_, _ = io.WriteString(w, `{"a":20}`)
			return
		}
		body, _ := io.ReadAll(r.Body)
		fmt.Println(r.URL.Path, string(body))
		w.WriteHeader(http.StatusAccepted)
	}))
	defer platform.Close()
	files := fstest.MapFS{"index.js": {Data: []byte(`exports.handler = (event, context) => { context.succeed(event.a + 1); process.exit(3) }`)}}
	err := lambda.Serve(context.Background(), lambda.NewConfig().
		WithHost(jshost.NewConfig().WithFS(files).WithStdout(os.Stdout)).
		WithEnv([]string{"LAMBDA_TASK_ROOT=/", "_HANDLER=index.handler", "AWS_LAMBDA_RUNTIME_API=" + strings.TrimPrefix(platform.URL, "http://")}))
	fmt.Println(err)
	// Output:
	// /2018-06-01/runtime/invocation/1/response 21
	// exit status 3
}

// A deployment package without the runtime, which a layer provides.
func ExamplePackage() {
	files := fstest.MapFS{"index.js": {Data: []byte(`exports.handler = async () => 'ok'`)}}
	var archive bytes.Buffer
	report, err := lambda.Package(&archive, lambda.Contents{Action: files})
	fmt.Println(report.Files, report.Unpacked, err)
	// Output: 1 34 <nil>
}
