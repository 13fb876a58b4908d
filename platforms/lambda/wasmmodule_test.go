package lambda

import (
	"context"
	"errors"
	"os"
	"testing"
	"testing/fstest"

	"github.com/aws/aws-lambda-go/lambda/messages"

	"github.com/wasmglue/wasmglue/jshost"
)

func wasmConfig(t *testing.T, handler string, files ...string) Config {
	t.Helper()
	tree := fstest.MapFS{}
	for _, name := range files {
		data, err := os.ReadFile("../../internal/wasi/direct/testdata/numbers.wasm")
		if err != nil {
			t.Fatal(err)
		}
		tree[name] = &fstest.MapFile{Data: data}
	}
	tree["task/script.js"] = &fstest.MapFile{Data: []byte(`exports.add = async () => 'script'`)}
	return NewConfig().WithHost(jshost.NewConfig().WithFS(tree)).WithEnv([]string{"LAMBDA_TASK_ROOT=/task"}).WithHandler(handler)
}

// TestHandlerWasm: a module in a file system that is not the operating system's.
func TestHandlerWasm(t *testing.T) {
	for handler, want := range map[string]string{"numbers.add": `{"result":42}`, "/layer/n.add": `{"result":42}`, "script.add": `"script"`} {
		h, err := NewHandler(t.Context(), wasmConfig(t, handler, "task/numbers.wasm", "task/script.wasm", "layer/n.wasm"))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := h.Invoke(t.Context(), []byte(`{"a":40,"b":2}`)); string(got) != want {
			t.Errorf("%s: %s %v", handler, got, err)
		}
		if err := h.Close(context.Background()); err != nil {
			t.Error(err)
		}
	}
}

func TestHandlerWasmFailures(t *testing.T) {
	h, err := NewHandler(t.Context(), wasmConfig(t, "numbers.trap", "task/numbers.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.Close(context.Background()) }()
	var failure messages.InvokeResponse_Error
	if _, err := h.Invoke(t.Context(), []byte(`{}`)); !errors.As(err, &failure) || failure.Type != "RuntimeError" || failure.ShouldExit {
		t.Errorf("%v", err)
	}
	if _, err := h.Invoke(t.Context(), []byte(`{]`)); !errors.As(err, &failure) || failure.Type != "SyntaxError" {
		t.Errorf("%v", err)
	}
	_, err = NewHandler(t.Context(), wasmConfig(t, "numbers.nope", "task/numbers.wasm"))
	if !errors.As(err, &failure) || failure.Type != "Runtime.HandlerNotFound" {
		t.Errorf("%v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := h.Invoke(ended, []byte(`{}`)); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestNoFilesNoModule: a host that grants no files does not find the operating system's.
func TestNoFilesNoModule(t *testing.T) {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	testdata := dir + "/../../internal/wasi/direct/testdata"
	s := &settings{root: testdata, handler: "numbers.add"}
	if l := newLoader(jshost.NewConfig(), s); l.module != nil {
		t.Error("a module was found in no files")
	}
	if l := newLoader(jshost.NewConfig().WithOSFiles(), s); l.module == nil {
		t.Error("the module was not found")
	}
}
