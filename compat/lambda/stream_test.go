package lambda

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wasmglue/wasmglue/compat/lambda/fakeapi"
)

func streamed(want string) func(*testing.T, *process, fakeapi.Posted) {
	return func(t *testing.T, p *process, posted fakeapi.Posted) {
		t.Helper()
		if posted.Kind != "response" || string(posted.Body) != want {
			t.Fatalf("%s of %q, want a response of %q\n%s", posted.Kind, posted.Body, want, p.output())
		}
		checkHeader(t, posted, "Lambda-Runtime-Function-Response-Mode", "streaming")
		if !posted.Chunked {
			t.Error("the body was not chunked")
		}
		if kind := posted.Trailer.Get("Lambda-Runtime-Function-Error-Type"); kind != "" {
			t.Errorf("error trailer %q", kind)
		}
	}
}

// failed checks the trailers of a stream that failed after body.
func failed(body string, want failure) func(*testing.T, *process, fakeapi.Posted) {
	return func(t *testing.T, p *process, posted fakeapi.Posted) {
		t.Helper()
		if posted.Kind != "response" || string(posted.Body) != body {
			t.Fatalf("%s of %q, want a response of %q\n%s", posted.Kind, posted.Body, body, p.output())
		}
		if kind := posted.Trailer.Get("Lambda-Runtime-Function-Error-Type"); kind != want.kind {
			t.Errorf("error type trailer %q, want %q", kind, want.kind)
		}
		text, err := base64.StdEncoding.DecodeString(posted.Trailer.Get("Lambda-Runtime-Function-Error-Body"))
		if err != nil {
			t.Fatal(err)
		}
		checkFailure(t, fakeapi.Posted{Kind: "error", Body: text}, &want)
	}
}

func contentType(want string, and func(*testing.T, *process, fakeapi.Posted)) func(*testing.T, *process, fakeapi.Posted) {
	return func(t *testing.T, p *process, posted fakeapi.Posted) {
		t.Helper()
		checkHeader(t, posted, "Content-Type", want)
		and(t, p, posted)
	}
}

func streaming(body string) string {
	return "exports.handler = awslambda.streamifyResponse(async (event, stream, context) => { " + body + " })"
}

// TestStreaming: handlers made by awslambda.streamifyResponse.
func TestStreaming(t *testing.T) {
	one := func(check func(*testing.T, *process, fakeapi.Posted)) []event {
		return []event{{check: check}, {check: check}}
	}
	runRows(t, []row{
		{name: "write and end", code: streaming(`stream.write('one,'); stream.write('two'); stream.end()`), events: one(contentType("application/octet-stream", streamed("one,two")))},
		{name: "later", code: streaming(`for (const x of 'abc') { stream.write(x); await new Promise(r => setTimeout(r, 2)) } stream.end()`), events: one(streamed("abc"))},
		{name: "end with data", code: streaming(`stream.end('all')`), events: one(streamed("all"))},
		{name: "nothing but end", code: streaming(`stream.end()`), events: one(streamed(""))},
		{name: "end with a callback", code: streaming(`stream.write('x'); await new Promise(r => stream.end(r))`), events: one(streamed("x"))},
		{name: "buffers and bytes", code: streaming(`stream.write(Buffer.from('a')); stream.write(new Uint8Array([98, 99])); stream.end(Buffer.from('d'))`), events: one(streamed("abcd"))},
		{name: "objects are written as JSON", code: streaming(`stream.write({a: 1}); stream.write(5); stream.write([true]); stream.end()`), events: one(streamed(`{"a":1}5[true]`))},
		{name: "encodings", code: streaming(`stream.write('YWJj', 'base64'); stream.write('ä'); stream.write('e4', 'hex'); stream.end()`), events: one(streamed("abcä\xe4"))},
		{name: "content type", code: streaming(`stream.setContentType('text/html'); stream.write('x'); stream.end()`), events: one(contentType("text/html", streamed("x")))},
		{name: "content type comes too late", code: streaming(`stream.write('x'); stream.setContentType('text/html')`),
			events: one(failed("x", failure{kind: "Runtime.InvalidStreamingOperation", message: "Cannot set content-type, too late."}))},
		{name: "cork", code: streaming(`stream.cork(); stream.write('a'); stream.write('b'); stream.uncork(); stream.end()`), events: one(streamed("ab"))},
		{name: "write's callback", code: streaming(`await new Promise(r => stream.write('a', r)); await new Promise(r => stream.write('b', 'utf8', r)); stream.end()`), events: one(streamed("ab"))},
		{name: "pipeline", code: `const {pipeline} = require('stream/promises'), {Readable} = require('stream');` + streaming(`await pipeline(Readable.from(['p', 'i', 'p', 'e']), stream)`), events: one(streamed("pipe"))},
		{name: "pipe", code: `const {Readable} = require('stream');` + streaming(`Readable.from(['p', 'q']).pipe(stream); await new Promise(r => stream.on('finish', r))`), events: one(streamed("pq"))},
		{name: "HTTP prelude", code: streaming(`stream = awslambda.HttpResponseStream.from(stream, {statusCode: 201, headers: {a: 'b'}, cookies: ['c']}); stream.write('body'); stream.end()`),
			events: one(contentType("application/vnd.awslambda.http-integration-response", streamed(`{"statusCode":201,"headers":{"a":"b"},"cookies":["c"]}`+strings.Repeat("\x00", 8)+"body")))},
		{name: "no prelude without a write", code: streaming(`stream = awslambda.HttpResponseStream.from(stream, {statusCode: 201}); stream.end('body')`), events: one(streamed("body"))},
		{name: "thrown before a write", code: streaming(`throw new TypeError('early')`), events: one(failed("", failure{kind: "TypeError", message: "early", trace: []string{"TypeError: early", "    at ..."}})), logs: []string{"\tERROR\tInvoke Error \t{\"errorType\":\"TypeError\""}},
		{name: "thrown after a write", code: streaming(`stream.write('part'); throw new Error('late')`), events: one(failed("part", failure{kind: "Error", message: "late"}))},
		{name: "handler that is not async", code: `exports.handler = awslambda.streamifyResponse((event, stream) => { stream.write('x'); stream.end() })`, events: []event{{}}, logs: []string{"Streaming does not support non-async handlers."}},
		{name: "handler that is not async and writes nothing", code: `exports.handler = awslambda.streamifyResponse(() => {})`, events: one(failed("", failure{kind: "string", message: "Streaming does not support non-async handlers.", trace: []string{}}))},
		{name: "return value", code: streaming(`stream.end('x'); return 5`), events: one(streamed("x")), logs: []string{"\tWARN\tStreaming handlers ignore return values.\n"}},
		{name: "event that is no JSON", code: streaming(`stream.end('x')`), events: []event{{body: `{`, check: failed("", failure{kind: "SyntaxError", message: "..."})}, {check: streamed("x")}}},
		{name: "not finished", code: streaming(`stream.write('x')`), events: one(failed("x", failure{kind: "string", message: "Response stream is not finished."})), beyond: true},
		{name: "never settled", code: streaming(`await new Promise(() => {})`), events: one(failed("", failure{kind: "Runtime.NodeJsExit", message: "The..."})), beyond: true},
		{name: "waits for the empty loop", code: `let timers = 0;` + streaming(`stream.end(String(timers)); setTimeout(() => { timers++ }, 10)`), events: []event{{check: streamed("0")}, {check: streamed("1")}}},
		{name: "state of the stream", code: streaming(`const s = [stream.writable, stream.writableEnded, stream.writableHighWaterMark, stream.writableObjectMode, stream.destroyed]; stream.write(s); stream.end()`), events: one(streamed(`[true,false,16384,false,false]`))},
		{name: "high-water mark", code: `exports.handler = awslambda.streamifyResponse(async (e, s) => { s.end('x') }, {highWaterMark: 100000})`, events: one(streamed("x"))},
		{name: "symbol instead of the global", code: `exports.handler = async (e, stream) => { stream.end('x') }; exports.handler[Symbol.for('aws.lambda.runtime.handler.streaming')] = 'response'`, events: one(streamed("x"))},
		{name: "uncaught while streaming", code: streaming(`stream.write('x'); setTimeout(() => { throw new Error('late') }, 1); await new Promise(() => {})`), events: []event{{}}, exit: code(129), logs: []string{"Uncaught Exception"}},
		{name: "module", files: files("index.mjs", `export const handler = awslambda.streamifyResponse(async (e, s) => { s.write('x'); s.end() })`), events: one(streamed("x"))},
	})
}

// TestStreamArrivesInPieces: what is written is on its way before the stream ends.
func TestStreamArrivesInPieces(t *testing.T) {
	p := start(t, function{files: files("index.js", `
		const fs = require('fs');
		exports.handler = awslambda.streamifyResponse(async (e, s) => {
			s.write('first');
			while (!fs.existsSync('arrived')) await new Promise(r => setTimeout(r, 1));
			s.end('last');
		})`)})
	pending := p.send(`{}`)
	ctx, cancel := p.context()
	defer cancel()
	if err := pending.Received(ctx, len("first")); err != nil {
		t.Fatalf("the first piece did not arrive: %v\n%s", err, p.output())
	}
	if err := os.WriteFile(filepath.Join(p.root, "arrived"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	streamed("firstlast")(t, p, p.wait(pending))
}

// TestLargeStream: more than a buffered response may have, with back-pressure.
func TestLargeStream(t *testing.T) {
	p := start(t, function{files: files("index.js", `
		const chunk = Buffer.alloc(65536, 'x');
		exports.handler = awslambda.streamifyResponse(async (e, s) => {
			for (let i = 0; i < e.chunks; i++) if (!s.write(chunk)) await new Promise(r => s.once('drain', r));
			s.end();
		})`)})
	const chunks = 320 // 20 MiB
	posted := p.invoke(`{"chunks":320}`)
	if posted.Kind != "response" || posted.Size != chunks*65536 || posted.Truncated {
		t.Fatalf("%s of %d bytes, truncated %v\n%s", posted.Kind, posted.Size, posted.Truncated, p.output())
	}
	p.idle(2)
}

// TestStreamPath: the request of a streamed response.
func TestStreamPath(t *testing.T) {
	p := start(t, function{files: files("index.js", streaming(`stream.end('x')`))})
	p.invoke(`{}`)
	p.idle(2)
	for _, call := range p.api.Requests() {
		if strings.HasSuffix(call.Path, "/response") {
			return
		}
	}
	t.Errorf("no /response among %v", p.api.Requests())
}
