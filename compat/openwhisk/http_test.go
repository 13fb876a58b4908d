package openwhisk

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"net/http"
	"strings"
	"testing"
	"unicode/utf16"
)

const echo = `function main(args) { return { got: args } }`

// bodyLimit is the largest body that is taken: 48 MiB, inclusive.
const bodyLimit = 48 << 20

// sized is a /run body of exactly n bytes.
func sized(n int) []byte {
	frame := `{"value":{"a":""}}`
	at := strings.Index(frame, `""`) + 1
	return []byte(frame[:at] + strings.Repeat("x", n-len(frame)) + frame[at:])
}

func gzipped(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(data)
	_ = w.Close()
	return b.Bytes()
}

func deflated(data []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write(data)
	_ = w.Close()
	return b.Bytes()
}

func utf16le(text string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

func typed(kind string) map[string]string { return map[string]string{"Content-Type": kind} }

func encoded(encoding string) map[string]string {
	return map[string]string{"Content-Type": "application/json", "Content-Encoding": encoding}
}

// lengthOnly checks a large answer by its length.
func lengthOnly(path string, body []byte, headers map[string]string) step {
	return request(http.MethodPost, path, body, headers)
}

var small = []byte(`{"value":{"a":1}}`)

const gotSmall = `{"got":{"a":1}}`

var httpRows = []row{
	{name: "wrong method or path", steps: []step{
		request("GET", "/init", nil, nil).fails(500, "Bad request."),
		request("PUT", "/run", small, jsonType).fails(500, "Bad request."),
		request("DELETE", "/run", nil, nil).fails(500, "Bad request."),
		request("OPTIONS", "/run", nil, nil).fails(500, "Bad request."),
		post("/", `{}`).fails(500, "Bad request."),
		post("/ini", `{}`).fails(500, "Bad request."),
		post("/init/x", `{}`).fails(500, "Bad request."),
		request("GET", "/", nil, nil).fails(500, "Bad request."),
		code(echo),
	}},
	{name: "HEAD has no body", steps: []step{{what: "HEAD /run", status: 500, request: func(c *Container) Answer {
		req, _ := http.NewRequest(http.MethodHead, c.URL+"/run", nil)
		return c.Do(req)
	}}}},
	{name: "paths: either case, slash at the end, any query", steps: []step{
		post("/INIT/?x=1", initBody(map[string]string{"main": `"main"`, "code": quote(echo)})).gives(200, `{"OK":true}`),
		post("/Run/", string(small)).gives(200, gotSmall).ended(),
		post("/run?activation=1", string(small)).gives(200, gotSmall).ended(),
	}},
	{name: "a body of another type is ignored", steps: []step{
		request("POST", "/init", []byte(initBody(map[string]string{"main": `"main"`, "code": quote(echo)})), typed("text/plain")).fails(403, "Missing main/no code to execute."),
		request("POST", "/init", []byte(initBody(map[string]string{"main": `"main"`, "code": quote(echo)})), nil).fails(403, "Missing main/no code to execute."),
		code(echo),
		request("POST", "/run", small, typed("application/x-www-form-urlencoded")).gives(200, `{"got":{}}`).ended(),
		request("POST", "/run", nil, nil).gives(200, `{"got":{}}`).ended(),
		request("POST", "/run", small, typed("application/json; charset=utf-8")).gives(200, gotSmall).ended(),
		request("POST", "/run", small, typed("Application/JSON;charset=UTF-8")).gives(200, gotSmall).ended(),
	}},
	{name: "charsets", steps: []step{
		code(echo),
		request("POST", "/run", utf16le(`{"value":{"a":"ä😀"}}`), typed("application/json; charset=utf-16le")).gives(200, `{"got":{"a":"ä😀"}}`).ended(),
		request("POST", "/run", append([]byte("\xef\xbb\xbf"), small...), jsonType).gives(200, gotSmall).ended(),
		request("POST", "/run", small, typed("application/json; charset=latin1")).fails(500, "Bad request."),
		request("POST", "/run", small, typed("application/json; charset=utf-99")).fails(500, "Bad request."),
		request("POST", "/run", []byte("{\"value\":{\"a\":\"x\xff\"}}"), jsonType).gives(200, `{"got":{"a":"x`+"\ufffd"+`"}}`).ended(),
	}},
	{name: "compressed bodies", steps: []step{
		code(echo),
		request("POST", "/run", gzipped(small), encoded("gzip")).gives(200, gotSmall).ended(),
		request("POST", "/run", deflated(small), encoded("deflate")).gives(200, gotSmall).ended(),
		request("POST", "/run", small, encoded("identity")).gives(200, gotSmall).ended(),
		request("POST", "/run", small, encoded("gzip")).fails(500, "Bad request."),
		request("POST", "/run", gzipped(small)[:20], encoded("gzip")).fails(500, "Bad request."),
		request("POST", "/run", small, encoded("zip")).fails(500, "Bad request."),
		request("POST", "/run", gzipped(sized(bodyLimit+1)), encoded("gzip")).fails(500, "Bad request."),
		request("POST", "/run", gzipped(make([]byte, 512<<20)), encoded("gzip")).fails(500, "Bad request."),
		post("/run", string(small)).gives(200, gotSmall).ended(),
	}},
	{name: "48 MiB exactly, and one byte more", steps: []step{
		code(`function main(args) { return { length: args.a.length } }`),
		lengthOnly("/run", sized(bodyLimit), jsonType).gives(200, `{"length":50331630}`).ended(),
		lengthOnly("/run", sized(bodyLimit+1), jsonType).fails(500, "Bad request."),
		post("/run", `{"value":{"a":"xy"}}`).gives(200, `{"length":2}`).ended(),
	}},
	{name: "an /init that is too large is not terminal", steps: []step{
		request("POST", "/init", sized(bodyLimit+1), jsonType).fails(500, "Bad request."),
		code(echo),
	}},
	{name: "a chunked body", steps: []step{
		code(echo),
		{what: "POST /run chunked", status: 200, json: gotSmall, ends: true, request: func(c *Container) Answer {
			req, _ := http.NewRequest(http.MethodPost, c.URL+"/run", struct{ *bytes.Reader }{bytes.NewReader(small)})
			req.ContentLength = -1
			req.Header.Set("Content-Type", "application/json")
			return c.Do(req)
		}},
	}},
	{name: "a large answer carries its length", steps: []step{
		code(`function main(args) { return { a: 'x'.repeat(args.n) } }`),
		{what: "POST /run 5 MB", status: 200, ends: true, request: func(c *Container) Answer { return c.Post("/run", `{"value":{"n":5000000}}`) }},
	}},
	{name: "garbage headers leave it alive", steps: []step{
		request("POST", "/run", small, map[string]string{"Content-Type": ";;;"}).refused("System not initialized."),
		request("POST", "/run", small, map[string]string{"Content-Type": strings.Repeat("a/", 2000)}).refused("System not initialized."),
	}},
}

func TestHTTP(t *testing.T) { testRows(t, httpRows) }

func TestHeaders(t *testing.T) {
	c := start(t, nil, nil)
	a := c.Post("/run", `{}`)
	if got := a.Header.Get("Content-Type"); got != "application/json; charset=utf-8" {
		t.Errorf("Content-Type %q", got)
	}
	if got := a.Header.Get("Keep-Alive"); got != "timeout=5" {
		t.Errorf("Keep-Alive %q", got)
	}
	if got := a.Header.Get("Connection"); got != "keep-alive" {
		t.Errorf("Connection %q", got)
	}
	if a.Header.Get("Content-Encoding") != "" {
		t.Errorf("the answer is compressed")
	}
}
