package examples

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/wasmglue/wasmglue/compat/lambda/fakeapi"
	"github.com/wasmglue/wasmglue/compat/openwhisk"
	"github.com/wasmglue/wasmglue/internal/action"
)

const root = "../../examples"

// outcome is one line of examples/testdata/golden.json: what node answered.
type outcome struct {
	Example string          `json:"example"`
	Params  json.RawMessage `json:"params"`
	Result  json.RawMessage `json:"result"`
	Error   *struct {
		Name    string `json:"name"`
		Message string `json:"message"`
	} `json:"error"`
}

func outcomes(t *testing.T) map[string][]outcome {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "testdata", "golden.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []outcome
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	by := map[string][]outcome{}
	for _, o := range all {
		by[o.Example] = append(by[o.Example], o)
	}
	if len(by) < 3 {
		t.Fatalf("golden answers of %d examples", len(by))
	}
	return by
}

// build makes the command under both of its names.
func build(t *testing.T) (wasmglue, bootstrap string) {
	t.Helper()
	dir := t.TempDir()
	suffix := ""
	if runtime.GOOS == "windows" {
		suffix = ".exe"
	}
	wasmglue, bootstrap = filepath.Join(dir, "wasmglue"+suffix), filepath.Join(dir, "bootstrap"+suffix)
	out, err := exec.Command("go", "build", "-o", wasmglue, "github.com/wasmglue/wasmglue/cmd/wasmglue").CombinedOutput()
	if err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	if err := os.Link(wasmglue, bootstrap); err != nil {
		t.Fatal(err)
	}
	return wasmglue, bootstrap
}

func TestOneDirectoryServesBothPlatforms(t *testing.T) {
	wasmglue, bootstrap := build(t)
	for example, list := range outcomes(t) {
		t.Run(example+"/openwhisk", func(t *testing.T) { serveOpenWhisk(t, wasmglue, example, list) })
		t.Run(example+"/lambda", func(t *testing.T) { serveLambda(t, bootstrap, example, list) })
	}
}

// serveOpenWhisk sends the directory as a base64 zip to /init and each golden call to /run.
func serveOpenWhisk(t *testing.T, wasmglue, example string, list []outcome) {
	container, err := openwhisk.Start(t.Context(), []string{wasmglue, "serve", "openwhisk"}, nil, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer container.Stop()
	var zip bytes.Buffer
	if err := action.WriteZip(&zip, os.DirFS(filepath.Join(root, example))); err != nil {
		t.Fatal(err)
	}
	code := base64.StdEncoding.EncodeToString(zip.Bytes())
	if init := container.Post("/init", `{"value":{"name":"a","main":"main","binary":true,"code":"`+code+`"}}`); init.Status != 200 {
		t.Fatalf("/init: %d %s", init.Status, init.Body)
	}
	for _, o := range list {
		answer := container.Post("/run", `{"value":`+string(o.Params)+`}`)
		if answer.Status != 200 || answer.Length != int64(len(answer.Body)) {
			t.Errorf("%s: status %d, Content-Length %d: %s", o.Params, answer.Status, answer.Length, answer.Body)
			continue
		}
		compare(t, o, answer.Body, func(body []byte) (name, message string) {
			var failed struct {
				Error struct{ Name, Message string }
			}
			_ = json.Unmarshal(body, &failed)
			return failed.Error.Name, failed.Error.Message
		})
	}
}

// serveLambda deploys the same directory as a function with the handler index.main.
func serveLambda(t *testing.T, bootstrap, example string, list []outcome) {
	api, err := fakeapi.Start()
	if err != nil {
		t.Fatal(err)
	}
	defer api.Close()
	dir, err := filepath.Abs(filepath.Join(root, example))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), bootstrap)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	cmd.Env = append(os.Environ(), "AWS_LAMBDA_RUNTIME_API="+api.Addr(), "LAMBDA_TASK_ROOT="+dir, "_HANDLER=index.main")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for i, o := range list {
		posted, err := api.Invoke(ctx, fakeapi.Event{ID: fmt.Sprintf("%s-%d", example, i), Body: o.Params})
		if err != nil {
			t.Fatal(err)
		}
		if want := map[bool]string{false: "response", true: "error"}[o.Error != nil]; posted.Kind != want {
			t.Errorf("%s: posted to /%s: %s", o.Params, posted.Kind, posted.Body)
			continue
		}
		compare(t, o, posted.Body, func(body []byte) (name, message string) {
			var failed struct{ ErrorType, ErrorMessage string }
			_ = json.Unmarshal(body, &failed)
			return failed.ErrorType, failed.ErrorMessage
		})
	}
}

// compare holds a body to node's answer; failure reads the platform's form of an error.
func compare(t *testing.T, o outcome, body []byte, failure func([]byte) (name, message string)) {
	t.Helper()
	if o.Error == nil {
		if !bytes.Equal(body, o.Result) {
			t.Errorf("%s: got %s, want %s", o.Params, body, o.Result)
		}
		return
	}
	if name, message := failure(body); name != o.Error.Name || message != o.Error.Message {
		t.Errorf("%s: got %s, want %+v", o.Params, body, *o.Error)
	}
}
