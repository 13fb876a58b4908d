// Package examples_test holds the examples to what node answers.
package examples_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/wasmglue/wasmglue/jshost"
)

var update = flag.Bool("update", false, "write what node answers to testdata/golden.json")

// outcome is one line of testdata/golden.json.
type outcome struct {
	Example string          `json:"example"`
	Params  json.RawMessage `json:"params"`
	Result  json.RawMessage `json:"result"`
	Error   *struct {
		Name    string `json:"name"`
		Message string `json:"message"`
	} `json:"error"`
}

// TestGoldenIsWhatNodeAnswers holds the committed answers to a real node.
func TestGoldenIsWhatNodeAnswers(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("no node here")
	}
	cmd := exec.Command(node, filepath.Join("testdata", "golden.js"))
	cmd.Stderr = os.Stderr
	answers, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join("testdata", "golden.json")
	if *update {
		if err := os.WriteFile(name, answers, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	golden, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(answers, golden) {
		t.Errorf("%s is out of date: go test ./examples -update", name)
	}
}

// TestExamples calls each example through jshost, all calls in one host as on
// a platform, and compares with node's answers byte for byte.
func TestExamples(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "golden.json"))
	if err != nil {
		t.Fatal(err)
	}
	var outcomes []outcome
	if err := json.Unmarshal(data, &outcomes); err != nil {
		t.Fatal(err)
	}
	modules := map[string]*jshost.Module{}
	for _, o := range outcomes {
		if modules[o.Example] == nil {
			modules[o.Example] = load(t, o.Example)
		}
		t.Run(o.Example+string(o.Params), func(t *testing.T) { check(t, modules[o.Example], o) })
	}
}

func load(t *testing.T, example string) *jshost.Module {
	t.Helper()
	ctx := context.Background()
	host, err := jshost.New(ctx, jshost.NewConfig().WithFS(os.DirFS(example)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := host.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	module, err := host.Load(ctx, ".")
	if err != nil {
		t.Fatal(err)
	}
	return module
}

func check(t *testing.T, module *jshost.Module, o outcome) {
	t.Helper()
	got, err := module.Call(context.Background(), "main", o.Params)
	if o.Error == nil {
		if err != nil || !bytes.Equal(got, o.Result) {
			t.Errorf("got %s, %v\nwant %s", got, err, o.Result)
		}
		return
	}
	var thrown *jshost.Exception
	if !errors.As(err, &thrown) || thrown.Name != o.Error.Name || thrown.Message != o.Error.Message {
		t.Errorf("got %s, %v, want %+v", got, err, *o.Error)
	}
}
