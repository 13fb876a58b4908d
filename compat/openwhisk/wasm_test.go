package openwhisk

import (
	"encoding/base64"
	"os"
	"testing"
)

// module reads a module of the direct actions' own tests.
func module(name string) string {
	data, err := os.ReadFile("../../internal/wasi/direct/testdata/" + name + ".wasm")
	if err != nil {
		panic(err)
	}
	return string(data)
}

func moduleMain(name, main string) step { return binary([]byte(module(name)), main) }

var wasmRows = []row{
	{name: "a module alone: exports by name", ours: true, steps: []step{
		moduleMain("numbers", "add").quiet(),
		run(`{"a":20,"b":22}`).gives(200, `{"result":42}`),
		run(`{"b":2,"a":1}`).gives(200, `{"result":3}`),
		run(`{"args":[4,5]}`).gives(200, `{"result":9}`),
	}},
	{name: "a WASI program: parameters in, last JSON line out, the rest is log", ours: true, steps: []step{
		moduleMain("command", "main").quiet(),
		run(`{"a":1}`).gives(200, `{"stdin":{"a":1},"argument":{"a":1},"same":true}`).out("a line of log\n", Sentinel).err("to stderr\n", Sentinel),
		run(`{}`).gives(200, `{"stdin":{},"argument":{},"same":true}`),
	}},
	{name: "a WASI program sees the activation's environment", ours: true, steps: []step{
		post("/init", initBody(map[string]string{"main": `"main"`, "binary": "true", "env": `{"MODE":"many"}`, "code": quote(base64.StdEncoding.EncodeToString([]byte(module("command"))))})).gives(200, `{"OK":true}`),
		run(`{}`).gives(200, `[1,2]`).out("between\n", "after\n", Sentinel),
	}},
	{name: "a WASI program that fails", ours: true, env: []string{"MODE=fail"}, steps: []step{
		moduleMain("command", "main"),
		run(`{}`).failsWith(502, "An error has occurred: ", "3").ended(),
	}},
	{name: "a fresh instance for each run", ours: true, steps: []step{
		moduleMain("numbers", "count"),
		run(`{}`).gives(200, `{"result":1}`), run(`{}`).gives(200, `{"result":1}`),
	}},
	{name: "one instance when asked for", ours: true, steps: []step{
		archiveMain(files{"main.wasm": module("numbers"), "wasmglue.json": `{"reuse":true}`}, "count"),
		run(`{}`).gives(200, `{"result":1}`), run(`{}`).gives(200, `{"result":2}`),
	}},
	{name: "a zip with main.wasm", ours: true, steps: []step{archive(files{"main.wasm": module("numbers")}), run(`{"a":21}`).gives(200, `{"result":42}`)}},
	{name: "a file and its export", ours: true, steps: []step{archiveMain(files{"lib/n.wasm": module("numbers")}, "lib/n.half"), run(`{"x":3}`).gives(200, `{"result":1.5}`)}},
	{name: "a trap: the next run has an instance of its own", ours: true, steps: []step{
		moduleMain("numbers", "trap"),
		run(`{}`).failsWith(502, "An error has occurred: ", "unreachable").err("RuntimeError: unreachable").ended(),
		run(`{}`).failsWith(502, "unreachable").ended(),
	}},
	{name: "no such export", ours: true, steps: []step{moduleMain("numbers", "absent").loadFails("Action entrypoint 'absent' is not a function. It exports:")}},
	{name: "imports that nobody gives", ours: true, steps: []step{moduleMain("imports", "main").loadFails("import")}},
	{name: "bytes that only begin like a module", ours: true, steps: []step{binary([]byte("\x00asm\x01\x00\x00\x00\x07garbage"), "main").loadFails("")}},
	{name: "a loop meets its deadline", ours: true, args: []string{"--enforce-deadline"}, steps: []step{
		moduleMain("numbers", "spin"),
		post("/run", `{"value":{},"deadline":"1"}`).failsWith(502, "deadline").ended(),
	}},
	{name: "wrong parameters", ours: true, steps: []step{
		moduleMain("numbers", "add"),
		run(`{"a":"no number","b":1}`).failsWith(502, "An error has occurred: ").ended(),
		run(`{"a":1,"b":1}`).gives(200, `{"result":2}`),
	}},
	{name: "scalar parameters are refused as ever", ours: true, steps: []step{
		post("/init", initBody(map[string]string{"main": `"add"`, "binary": "true", "code": quote(base64.StdEncoding.EncodeToString([]byte(module("numbers"))))})).gives(200, `{"OK":true}`),
		post("/run", `{"value":5}`).refused("Internal system error: the argument must be a dictionary but has type 'number'."),
	}},
}

func TestWasm(t *testing.T) { testRows(t, wasmRows) }
