package openwhisk

import "testing"

var (
	knativeEnv = []string{"__OW_RUNTIME_PLATFORM=knative", "__OW_HTTP_METHODS=[post, get]"}
	hello      = `function main(p) { return { hi: p.name || 'nobody' } }`
)

func knativeInit(source string) string {
	return `{"init":{"main":"main","code":` + quote(source) + `,"binary":false}}`
}

var knativeRows = []row{
	{name: "init, then run", env: knativeEnv, steps: []step{
		post("/", knativeInit(hello)).gives(200, `{"OK":true}`),
		post("/", `{"activation":{"namespace":"ns","activation_id":"1"},"value":{"name":"you"}}`).gives(200, `{"hi":"you"}`).ended(),
		post("/", `{"value":{"name":"me"}}`).gives(200, `{"hi":"me"}`).ended(),
	}},
	{name: "both at once", env: knativeEnv, steps: []step{
		post("/", `{"init":{"main":"main","code":`+quote(hello)+`},"activation":{},"value":{"name":"both"}}`).gives(200, `{"hi":"both"}`).ended(),
		post("/", knativeInit(hello)).gives(403, `{"error":"Cannot initialize the action more than once."}`),
	}},
	{name: "run before init", env: knativeEnv, steps: []step{post("/", `{"value":{}}`).gives(403, `{"error":"System not initialized."}`)}},
	{name: "a failed init", env: knativeEnv, steps: []step{post("/", knativeInit(`function (`)).loadFails("SyntaxError")}},
	{name: "a flag that is no boolean", env: knativeEnv, steps: []step{
		post("/", `{"init":{"main":"main","code":"x","binary":"yes"}}`).gives(500, `{"error":"internal error during request processing."}`),
	}},
	{name: "other paths and methods", env: knativeEnv, steps: []step{
		post("/run", `{}`).fails(500, "Bad request."),
		request("PUT", "/", small, jsonType).fails(500, "Bad request."),
	}},
	{name: "a dedicated action", env: append(knativeEnv[:1:1], "__OW_ACTION_CODE="+hello, "__OW_ACTION_MAIN=main"), steps: []step{
		post("/", `{"activation":{},"value":{"name":"x"}}`).gives(200, `{"hi":"x"}`).ended(),
		post("/", `{"activation":{},"value":{"name":"y"}}`).gives(200, `{"hi":"y"}`).ended(),
		post("/", knativeInit(hello)).gives(500, `{"error":"internal error during request processing."}`),
	}},
	{name: "the result is an HTTP answer", env: knativeEnv, steps: []step{
		post("/", knativeInit(`function main(p) { return p.answer }`)).gives(200, `{"OK":true}`),
		post("/", `{"value":{"answer":{"statusCode":201,"body":"<b>text</b>"}}}`).gives(201, "").exactly("<b>text</b>").ended(),
		post("/", `{"value":{"answer":{"body":{"a":1},"headers":{"X-Own":"y"}}}}`).gives(200, `{"a":1}`).ended(),
		post("/", `{"value":{"answer":{"a":1,"statusCode":404}}}`).gives(404, `{"a":1}`).ended(),
		post("/", `{"value":{"answer":{"headers":{"content-type":"image/png"},"body":"aGk="}}}`).gives(200, "").exactly("hi").ended(),
	}},
	{name: "HTTP context", env: knativeEnv, steps: []step{
		post("/", knativeInit(`function main(p) { return { method: p.__ow_method, path: p.__ow_path, type: p.__ow_headers['content-type'], raw: p.__ow_body ? Buffer.from(p.__ow_body, 'base64').toString() : 'none', query: p.__ow_query } }`)).gives(200, `{"OK":true}`),
		post("/", `{"activation":{},"value":{"a":1}}`).gives(200, `{"method":"POST","path":"","type":"application/json","raw":"none"}`).ended(),
		post("/?x=1", `{"activation":{},"value":{"a":1,"raw":true}}`).gives(200, `{"method":"POST","path":"","type":"application/json","raw":"{\"a\":1}","query":{"x":"1"}}`).ended(),
	}},
}

func TestKnative(t *testing.T) { testRows(t, knativeRows) }
