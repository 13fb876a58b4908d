package direct

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/wasmglue/wasmglue/internal/wasi"
)

func load(t *testing.T, module, descriptor string, engine wasi.Config) *Action {
	t.Helper()
	binary, err := os.ReadFile("testdata/" + module + ".wasm")
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{"dir/main.wasm": {Data: binary}}
	if descriptor != "" {
		fsys["dir/"+DescriptorFile] = &fstest.MapFile{Data: []byte(descriptor)}
	}
	a, err := Open(t.Context(), Config{Engine: engine}, fsys, "dir/main.wasm")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close(context.Background()) })
	return a
}

func TestNumbers(t *testing.T) {
	a := load(t, "numbers", "", wasi.Config{})
	for _, c := range []struct{ export, params, want string }{
		{"add", `{"a":2,"b":3}`, `{"result":5}`},
		{"add", `{"b":1,"extra":true,"a":-4}`, `{"result":-3}`},
		{"add", `{"args":[20,22]}`, `{"result":42}`},
		{"add", `[7,8]`, `{"result":15}`},
		{"add", `{"a":4294967295,"b":0}`, `{"result":-1}`},
		{"add", `{"a":1e3,"b":2.0}`, `{"result":1002}`},
		{"sub", `{"x":10,"y":"3"}`, `{"result":7}`},
		{"sub", `{"args":["9007199254740993","0"]}`, `{"result":"9007199254740993"}`},
		{"sub", `["18446744073709551615",0]`, `{"result":-1}`},
		{"sub", `["-9223372036854775808",0]`, `{"result":"-9223372036854775808"}`},
		{"half", `{"x":3}`, `{"result":1.5}`},
		{"half", `{"x":"NaN"}`, `{"result":"NaN"}`},
		{"half", `{"x":1e400}`, `{"result":"Infinity"}`},
		{"half", `{"x":1e-9}`, `{"result":5e-10}`},
		{"single", `{"x":0.1}`, `{"result":0.1}`},
		{"nothing", `{}`, `{}`},
		{"", `{"a":21}`, `{"result":42}`},
		{"main", ``, ``},
	} {
		params := []byte(c.params)
		if c.params == "" {
			params = nil
		}
		got, err := a.Call(t.Context(), Call{Export: c.export, Params: params})
		if string(got) != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%s(%s) = %s, %v, want %s", c.export, c.params, got, err, c.want)
		}
	}
}

func TestRefusedParameters(t *testing.T) {
	a := load(t, "numbers", "", wasi.Config{})
	for _, c := range []struct{ export, params, want string }{
		{"add", `{"a":2}`, `parameter "b" of add: it is missing`},
		{"add", `[1]`, `parameter "b" of add: it is missing`},
		{"sub", `[1]`, `parameter number 2 of sub: it is missing`},
		{"add", `{"a":1.5,"b":1}`, `it must be an integer`},
		{"add", `{"a":"1","b":1}`, `it must be a number`},
		{"add", `{"a":null,"b":1}`, `it must be an integer`},
		{"add", `{"a":4294967296,"b":1}`, `it must be from -2147483648 to 4294967295`},
		{"sub", `["18446744073709551616",0]`, `it must be from`},
		{"sub", `["0x10",0]`, `it must be an integer`},
		{"sub", `[1e400,0]`, `it must be an integer`},
		{"half", `{"x":"1"}`, `it must be a number`},
		{"half", `{"x":true}`, `it must be a number`},
		{"add", `{"a":`, `not valid JSON`},
		{"add", `3`, `neither a JSON object nor an array`},
	} {
		_, err := a.Call(t.Context(), Call{Export: c.export, Params: []byte(c.params)})
		var argument *ArgumentError
		var params *ParamsError
		if !errors.As(err, &argument) && !errors.As(err, &params) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s(%s): %v, want %s", c.export, c.params, err, c.want)
		}
	}
}

const textDescriptor = `{"exports":{
	"greet":{"params":[{"name":"name","type":"string"}],"result":"string"},
	"same":{"params":[{"name":"data","type":"bytes"}],"result":"bytes"},
	"head":{"params":[{"name":"text","type":"string"},{"name":"n","type":"u32"}],"result":"string"},
	"outside":{"params":[],"result":"bytes"},
	"not":{"params":[{"name":"yes","type":"bool"}],"result":"bool"}}}`

func TestTextAndBytes(t *testing.T) {
	a := load(t, "text", textDescriptor, wasi.Config{})
	long := strings.Repeat("ä", 200_000)
	for _, c := range []struct{ export, params, want string }{
		{"greet", `{"name":"wörld <&> \"\u0000"}`, `{"result":"hello wörld <&> \"\u0000"}`},
		{"greet", `{"name":""}`, `{"result":"hello "}`},
		{"greet", `{"name":"` + long + `"}`, `{"result":"hello ` + long + `"}`},
		{"same", `{"data":"AAEC/w=="}`, `{"result":"AAEC/w=="}`},
		{"same", `{"data":[0,1,2,255]}`, `{"result":"AAEC/w=="}`},
		{"same", `{"data":[]}`, `{"result":""}`},
		{"head", `{"text":"abcdef","n":3}`, `{"result":"abc"}`},
		{"not", `{"yes":false}`, `{"result":true}`},
		{"main", `{"any":["thing",1e400]}`, `{"any":["thing",1e400]}`},
		{"main", ` [1] `, ` [1] `},
	} {
		got, err := a.Call(t.Context(), Call{Export: c.export, Params: []byte(c.params)})
		if string(got) != c.want || err != nil {
			t.Errorf("%s(%.40s) = %.60s, %v, want %.60s", c.export, c.params, got, err, c.want)
		}
	}
	for _, c := range []struct{ export, params, want string }{
		{"greet", `{"name":5}`, "it must be a string"},
		{"same", `{"data":[256]}`, "base64"},
		{"same", `{"data":"!"}`, "base64"},
		{"head", `{"text":"ä","n":1}`, "not UTF-8"},
		{"head", `{"text":"a","n":4294967295}`, "outside its memory"},
		{"outside", `{}`, "outside its memory"},
		{"not", `{"yes":1}`, "true or false"},
	} {
		if got, err := a.Call(t.Context(), Call{Export: c.export, Params: []byte(c.params)}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s(%s) = %s, %v, want an error with %q", c.export, c.params, got, err, c.want)
		}
	}
}

func TestFreshInstancesAndReuse(t *testing.T) {
	fresh, kept := load(t, "numbers", "", wasi.Config{}), load(t, "numbers", `{"reuse":true}`, wasi.Config{})
	call := func(a *Action, export string) string {
		got, err := a.Call(t.Context(), Call{Export: export})
		return fmt.Sprint(string(got), err)
	}
	for i := 1; i <= 3; i++ {
		if got := call(fresh, "count"); got != `{"result":1}<nil>` {
			t.Errorf("a fresh instance: %s", got)
		}
		if got, want := call(kept, "count"), fmt.Sprintf(`{"result":%d}<nil>`, i); got != want {
			t.Errorf("a kept instance: %s, want %s", got, want)
		}
	}
	call(kept, "trap")
	if got := call(kept, "count"); got != `{"result":1}<nil>` {
		t.Errorf("after a trap the instance must be a new one: %s", got)
	}
}

func TestConcurrentCalls(t *testing.T) {
	for _, descriptor := range []string{"", `{"reuse":true}`} {
		a := load(t, "numbers", descriptor, wasi.Config{})
		var wg sync.WaitGroup
		for i := range 32 {
			wg.Go(func() {
				got, err := a.Call(t.Context(), Call{Export: "add", Params: fmt.Appendf(nil, "[%d,1]", i)})
				if want := fmt.Sprintf(`{"result":%d}`, i+1); string(got) != want || err != nil {
					t.Errorf("got %s, %v, want %s", got, err, want)
				}
			})
		}
		wg.Wait()
	}
}

func TestFailures(t *testing.T) {
	a := load(t, "numbers", "", wasi.Config{Interruptible: true, MemoryLimitPages: 8})
	var trap *wasi.TrapError
	if _, err := a.Call(t.Context(), Call{Export: "trap"}); !errors.As(err, &trap) || trap.Message != "unreachable" {
		t.Errorf("trap: %v", err)
	}
	var export *wasi.ExportError
	if _, err := a.Call(t.Context(), Call{Export: "none"}); !errors.As(err, &export) || !strings.Contains(err.Error(), "add, count") {
		t.Errorf("no such export: %v", err)
	}
	var result *ResultError
	if _, err := a.Call(t.Context(), Call{Export: "pair"}); !errors.As(err, &result) {
		t.Errorf("two results: %v", err)
	}
	if got, err := a.Call(t.Context(), Call{Export: "grow"}); string(got) != `{"result":-1}` {
		t.Errorf("growth beyond the limit: %s, %v", got, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Call(ctx, Call{Export: "add", Params: []byte("[1,2]")}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before: %v", err)
	}
	ctx, cancel = context.WithCancel(t.Context())
	time := make(chan error)
	go func() {
		_, err := a.Call(ctx, Call{Export: "spin"})
		time <- err
	}()
	cancel()
	if err := <-time; !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled in a loop: %v", err)
	}
}

func TestMissingImports(t *testing.T) {
	binary, err := os.ReadFile("testdata/imports.wasm")
	if err != nil {
		t.Fatal(err)
	}
	_, err = Load(t.Context(), Config{}, binary)
	var missing *wasi.ImportError
	if !errors.As(err, &missing) || fmt.Sprint(missing.Missing) != "[env.log env.now]" {
		t.Errorf("got %v", err)
	}
	var invalid *wasi.CompileError
	if _, err := Load(t.Context(), Config{}, []byte("\x00asm????")); !errors.As(err, &invalid) {
		t.Errorf("no module: %v", err)
	}
}

func TestCommand(t *testing.T) {
	a := load(t, "command", "", wasi.Config{})
	params := `{"text":"ü \" \\","n":1}`
	for _, c := range []struct{ mode, want, log, err string }{
		{"", `{"stdin":` + params + `,"argument":` + params + `,"same":true}`, "a line of log\n", ""},
		{"many", `[1,2]`, "a line of log\n{\"first\":1}\nbetween\nafter\n", ""},
		{"fail", ``, "a line of log\n{\"not\":\"a result\"}\n", "exit status 3"},
		{"silent", ``, "a line of log\n", "no line that is a JSON object or array"},
	} {
		var stdout, stderr bytes.Buffer
		got, err := a.Call(t.Context(), Call{Params: []byte(params), Env: []string{"MODE=" + c.mode}, Stdout: &stdout, Stderr: &stderr})
		if string(got) != c.want || stdout.String() != c.log {
			t.Errorf("%s: got %s and the log %q, want %s and %q", c.mode, got, stdout.String(), c.want, c.log)
		}
		if (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("%s: error %v, want %q", c.mode, err, c.err)
		}
		if c.mode == "" && stderr.String() != "to stderr\n" {
			t.Errorf("stderr: %q", stderr.String())
		}
	}
	if !a.Has("main") || !a.Has("") || a.Has("other") {
		t.Error("a command is called main")
	}
}
