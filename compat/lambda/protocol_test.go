package lambda

import (
	"fmt"
	"net"
	"strings"
	"testing"

	"github.com/wasmglue/wasmglue/compat/lambda/fakeapi"
)

// TestResponsePost: the headers of the response call.
func TestResponsePost(t *testing.T) {
	p := start(t, function{files: files("index.js", ok)})
	posted := p.invoke(`{}`)
	checkHeader(t, posted, "Content-Type", "application/json")
	checkHeader(t, posted, "Lambda-Runtime-Function-Response-Mode", "")
	if posted.Chunked {
		t.Error("the body has no Content-Length")
	}
	for _, call := range p.api.Requests() {
		if call.Header.Get("User-Agent") == "" {
			t.Errorf("%s without a User-Agent", call.Path)
		}
	}
}

// TestPathEncoding: the request id in the path is percent-encoded as encodeURIComponent does it.
func TestPathEncoding(t *testing.T) {
	p := start(t, function{files: files("index.js", ok)})
	p.invoke(`{}`, "Lambda-Runtime-Aws-Request-Id", "a/b c?d(e)'!~*")
	for _, call := range p.api.Requests() {
		if strings.HasSuffix(call.Path, "/response") {
			if want := "/2018-06-01/runtime/invocation/a%2Fb%20c%3Fd(e)'!~*/response"; call.Path != want {
				t.Errorf("path %s, want %s", call.Path, want)
			}
		}
	}
}

// TestOneConnection: a thousand invocations on one TCP connection.
func TestOneConnection(t *testing.T) {
	p := start(t, function{files: files("index.js", `exports.handler = async (e) => e.n`)})
	n := 1000
	if *command != "" {
		t.Skip("the reference was measured with its native client only")
	}
	for i := range n {
		if posted := p.invoke(fmt.Sprintf(`{"n":%d}`, i)); string(posted.Body) != fmt.Sprint(i) {
			t.Fatalf("invocation %d: %s", i, posted.Body)
		}
	}
	if got := p.api.Connections(); got != 1 {
		t.Errorf("%d connections", got)
	}
}

// TestNoProxy: proxies of the environment are for the function, not for the Runtime API.
func TestNoProxy(t *testing.T) {
	dead, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := dead.Addr().String()
	_ = dead.Close()
	proxy := "http://" + address
	p := start(t, function{files: files("index.js", `exports.handler = async () => process.env.HTTP_PROXY`), env: []string{"HTTP_PROXY=" + proxy, "http_proxy=" + proxy, "ALL_PROXY=" + proxy}})
	checkResponse(t, p, p.invoke(`{}`), `"`+proxy+`"`)
}

// TestTooLarge: a response that the platform refuses does not end the process.
func TestTooLarge(t *testing.T) {
	p := start(t, function{files: files("index.js", `exports.handler = async (e) => 'x'.repeat(e.n)`)})
	if posted := p.invoke(fmt.Sprintf(`{"n":%d}`, fakeapi.MaxResponse)); posted.Status != 413 {
		t.Errorf("status %d", posted.Status)
	}
	if posted := p.invoke(fmt.Sprintf(`{"n":%d}`, fakeapi.MaxResponse-2)); posted.Status != 202 || posted.Size != fakeapi.MaxResponse {
		t.Errorf("status %d, %d bytes", posted.Status, posted.Size)
	}
	p.idle(3)
	p.alive()
}

// TestLargePayload: 6 MB there and back, unchanged.
func TestLargePayload(t *testing.T) {
	p := start(t, function{files: files("index.js", `exports.handler = async (e) => ({data: e.data})`)})
	body := `{"data":"` + strings.Repeat("0123456789abcde\\n", 360_000) + `"}`
	posted := p.invoke(body)
	if string(posted.Body) != body {
		t.Errorf("%s of %d bytes came back for %d\n%s", posted.Kind, len(posted.Body), len(body), p.stderr)
	}
}

// TestPlatformGone: without a Runtime API the process ends, with a code that is not 0.
func TestPlatformGone(t *testing.T) {
	p := start(t, function{files: files("index.js", ok)})
	p.invoke(`{}`)
	p.idle(2)
	p.api.Close()
	if got := p.exitCode(); got == 0 {
		t.Error("exit code 0")
	}
}
