package lambda

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wasmglue/wasmglue/compat/lambda/fakeapi"
)

// module reads a module of the direct actions' own tests.
func module(name string) string {
	data, err := os.ReadFile("../../internal/wasi/direct/testdata/" + name + ".wasm")
	if err != nil {
		panic(err)
	}
	return string(data)
}

func result(body, want string) event { return event{body: body, want: want} }

func fault(body, kind, message string, trace ...string) event {
	return event{body: body, fails: &failure{kind: kind, message: message, trace: trace}}
}

// TestWasmCommands: _HANDLER names a program of the WebAssembly System Interface.
func TestWasmCommands(t *testing.T) {
	command := files("main.wasm", module("command"))
	runWasm(t, []row{
		{name: "event in, last JSON line out, the rest is log", files: command, handler: "main.wasm",
			events: []event{result(`{"a":1}`, `{"stdin":{"a":1},"argument":{"a":1},"same":true}`), result(`[]`, `{"stdin":[],"argument":[],"same":true}`), result(`7`, `{"stdin":7,"argument":7,"same":true}`)},
			logs:   []string{"a line of log\n", "a line of log\n", "!argument", "!ERROR"}, stderr: []string{"to stderr\n", "to stderr\n"}},
		{name: "environment", files: command, handler: "main.wasm", env: []string{"MODE=many"}, events: []event{result(`{}`, `[1,2]`)}, logs: []string{"between\nafter\n"}},
		{name: "main by name", files: command, handler: "main.main", events: []event{result(`{}`, `{"stdin":{},"argument":{},"same":true}`)}},
		{name: "in nested directories", files: files("a/b/run.wasm", module("command")), handler: "./a/b/run.wasm", events: []event{result(`{}`, `{"stdin":{},"argument":{},"same":true}`)}},
		{name: "an exit code other than 0 leaves the process alive", files: command, handler: "main.wasm", env: []string{"MODE=fail"},
			events: []event{fault(`{}`, "Runtime.ExitError", "the program ended with exit status 3", "Runtime.ExitError: the program ended with exit status 3"), fault(`{}`, "Runtime.ExitError", "the program ended with exit status 3")},
			logs:   []string{"{\"not\":\"a result\"}\n", "\t00000001-0000-4000-8000-000000000000\tERROR\tInvoke Error \t{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"", "\t00000002-0000-4000-8000-000000000000\tERROR\t"}},
		{name: "no result", files: command, handler: "main.wasm", env: []string{"MODE=silent"}, events: []event{fault(`{}`, "ResultError", "the action's result: the program printed no line...")}},
		{name: "events that are no JSON", files: command, handler: "main.wasm", events: []event{fault(`{"a":`, "SyntaxError", "Unexpected end of JSON input"), result(`{}`, `{"stdin":{},"argument":{},"same":true}`)}},
		{name: "errors in JSON logs", files: command, handler: "main.wasm", env: []string{"MODE=fail", "AWS_LAMBDA_LOG_FORMAT=JSON"}, events: []event{fault(`{}`, "Runtime.ExitError", "the program...")},
			logs: []string{`"level":"ERROR","requestId":"00000001-0000-4000-8000-000000000000","message":{"errorType":"Runtime.ExitError","errorMessage":"the program ended with exit status 3","stackTrace":["`}},
		{name: "errors below the log level", files: command, handler: "main.wasm", env: []string{"MODE=fail", "AWS_LAMBDA_LOG_LEVEL=fatal"}, events: []event{fault(`{}`, "Runtime.ExitError", "the program...")},
			logs: []string{"a line of log\n", "!ERROR"}},
	})
}

// TestWasmExports: _HANDLER names an export of a module.
func TestWasmExports(t *testing.T) {
	numbers := files("numbers.wasm", module("numbers"))
	runWasm(t, []row{
		{name: "parameters by name, in order, from args", files: numbers, handler: "numbers.add",
			events: []event{result(`{"b":2,"a":40}`, `{"result":42}`), result(`{"args":[4,5]}`, `{"result":9}`), result(`[1,2]`, `{"result":3}`)}},
		{name: "the file means main", files: numbers, handler: "numbers.wasm", events: []event{result(`{"a":21}`, `{"result":42}`)}},
		{name: "in a directory", files: files("lib/n.wasm", module("numbers")), handler: "lib/n.half", events: []event{result(`{"x":3}`, `{"result":1.5}`)}},
		{name: "a directory of the same name", files: files("numbers.wasm", module("numbers"), "numbers/data.txt", ""), handler: "numbers.half", events: []event{result(`{"x":3}`, `{"result":1.5}`)}},
		{name: "JavaScript of the same name comes first", files: files("numbers.wasm", module("numbers"), "numbers.js", `exports.add = async () => 'script'`), handler: "numbers.add", events: []event{result(`{}`, `"script"`)}},
		{name: "JSON as text", files: files("text.wasm", module("text")), handler: "text.main", events: []event{result(`{"a":["ä"]}`, `{"a":["ä"]}`)}},
		{name: "a fresh instance for each event", files: numbers, handler: "numbers.count", events: []event{result(`{}`, `{"result":1}`), result(`{}`, `{"result":1}`)}},
		{name: "one instance when asked for", files: files("n.wasm", module("numbers"), "wasmglue.json", `{"reuse":true}`), handler: "n.count", events: []event{result(`{}`, `{"result":1}`), result(`{}`, `{"result":2}`)}},
		{name: "wrong parameters", files: numbers, handler: "numbers.add", events: []event{
			fault(`{"a":"x","b":1}`, "ArgumentError", `parameter "a" of add: it must be a number`), fault(`5`, "ParamsError", "the parameters are neither..."), result(`{"a":1,"b":1}`, `{"result":2}`)}},
		{name: "a trap leaves the process alive", files: numbers, handler: "numbers.trap",
			events: []event{fault(`{}`, "RuntimeError", "unreachable", "RuntimeError: unreachable", "    at ..."), fault(`{}`, "RuntimeError", "unreachable")},
			logs:   []string{"\tERROR\tInvoke Error \t{\"errorType\":\"RuntimeError\",\"errorMessage\":\"unreachable\",\"stack\":[\"RuntimeError: unreachable\""}},
	})
}

// TestWasmLoading: what keeps a module from being served is posted to init/error, and the process ends.
func TestWasmLoading(t *testing.T) {
	refused := func(kind, message string) *failure { return &failure{kind: kind, message: message} }
	runWasm(t, []row{
		{name: "missing file", files: files("other.wasm", module("numbers")), handler: "main.wasm", exit: code(129), init: refused("Runtime.ImportModuleError", "Error: Cannot find module 'main'...")},
		{name: "missing export", files: files("n.wasm", module("numbers")), handler: "n.absent", exit: code(129),
			init: refused("Runtime.HandlerNotFound", "n.absent is undefined or not exported: n.wasm exports add, count, ..."),
			logs: []string{"\tundefined\tERROR\tUncaught Exception \t{\"errorType\":\"Runtime.HandlerNotFound\""}},
		{name: "no main", files: files("n.wasm", "\x00asm\x01\x00\x00\x00"), handler: "n.wasm", exit: code(129), init: refused("Runtime.HandlerNotFound", "n.wasm is undefined or not exported...")},
		{name: "no module", files: files("n.wasm", "\x00asm\x01\x00\x00\x00\x07garbage"), handler: "n.wasm", exit: code(129), init: refused("Runtime.UserCodeSyntaxError", "CompileError: ...")},
		{name: "imports that nobody gives", files: files("n.wasm", module("imports")), handler: "n.main", exit: code(129), init: refused("Runtime.ImportModuleError", "LinkError: the WebAssembly module cannot run by itself: it imports env.log, env.now...")},
		{name: "a description that does not fit", files: files("n.wasm", module("numbers"), "wasmglue.json", `{"exports":{"nope":{}}}`), handler: "n.main", exit: code(129), init: refused("Runtime.UserCodeSyntaxError", "DescriptorError: wasmglue.json: ...")},
		{name: "dot dot", files: files("n.wasm", module("numbers")), handler: "../n.main", exit: code(129), init: refused("Runtime.MalformedHandlerName", "'../n.main' is not...")},
		{name: "loaded once for several workers", files: files("n.wasm", module("imports")), handler: "n.main", exit: code(129), env: []string{"AWS_LAMBDA_MAX_CONCURRENCY=4"}, init: refused("Runtime.ImportModuleError", "LinkError: ...")},
	})
}

func runWasm(t *testing.T, rows []row) {
	for i := range rows {
		rows[i].beyond = true
	}
	runRows(t, rows)
}

// showProgram builds testdata/show for wasip1.
func showProgram(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "show.wasm")
	build := exec.Command("go", "build", "-o", file, "./testdata/show")
	build.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	binary, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(binary)
}

// TestWasmInvocation: a program has the invocation's metadata in its environment, its own files as root and the platform's scratch directory.
func TestWasmInvocation(t *testing.T) {
	if *command != "" && !*ours {
		t.Skip("more than the reference does")
	}
	p := start(t, function{files: files("show.wasm", showProgram(t), "data.txt", "the function's own"), handler: "show.wasm"})
	posted := p.invoke(`{}`, "Lambda-Runtime-Trace-Id", "Root=1", "Lambda-Runtime-Client-Context", `{"custom":1}`)
	var got struct {
		Env  map[string]string
		Data []string
	}
	if err := json.Unmarshal(posted.Body, &got); err != nil {
		t.Fatalf("%s\n%s", posted.Body, p.output())
	}
	for name, want := range map[string]string{
		"_X_AMZN_TRACE_ID": "Root=1", "LAMBDA_RUNTIME_AWS_REQUEST_ID": "00000001-0000-4000-8000-000000000000", "LAMBDA_RUNTIME_CLIENT_CONTEXT": `{"custom":1}`,
		"LAMBDA_TASK_ROOT": p.root, "AWS_LAMBDA_FUNCTION_NAME": "test", "_HANDLER": "show.wasm",
	} {
		if got.Env[name] != want {
			t.Errorf("%s is %q, want %q", name, got.Env[name], want)
		}
	}
	if len(got.Env["LAMBDA_RUNTIME_DEADLINE_MS"]) != 13 {
		t.Errorf("deadline %q", got.Env["LAMBDA_RUNTIME_DEADLINE_MS"])
	}
	for _, text := range got.Data {
		if text != "the function's own" {
			t.Errorf("read %q", got.Data)
		}
	}
	posted = p.invoke(`{}`, "Lambda-Runtime-Trace-Id", "")
	if strings.Contains(string(posted.Body), "_X_AMZN_TRACE_ID") {
		t.Errorf("the trace of an earlier invocation: %s", posted.Body)
	}
}

// TestWasmConcurrency: events are served at the same time, each by an instance of its own.
func TestWasmConcurrency(t *testing.T) {
	if *command != "" && !*ours {
		t.Skip("more than the reference does")
	}
	p := start(t, function{files: files("n.wasm", module("numbers")), handler: "n.count", env: []string{"AWS_LAMBDA_MAX_CONCURRENCY=4"}})
	var pending []fakeapi.Pending
	for range 40 {
		pending = append(pending, p.send(`{}`))
	}
	for _, one := range pending {
		checkResponse(t, p, p.wait(one), `{"result":1}`)
	}
}
