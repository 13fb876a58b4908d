package runtimeapi

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

func client(t *testing.T, handler http.HandlerFunc) *Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	c := New(strings.TrimPrefix(server.URL, "http://"), 1)
	t.Cleanup(c.Close)
	return c
}

func TestNext(t *testing.T) {
	c := client(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/2018-06-01/runtime/invocation/next" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Lambda-Runtime-Aws-Request-Id", "id")
		w.Header().Set("Lambda-Runtime-Deadline-Ms", "1700000000123")
		w.Header().Set("Lambda-Runtime-Trace-Id", "trace")
		w.Header().Set("Lambda-Runtime-Aws-Tenant-Id", "tenant")
		_, _ = io.WriteString(w, `{"a":1}`)
	})
	inv, err := c.Next(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if inv.ID != "id" || inv.DeadlineMs != 1700000000123 || inv.TraceID != "trace" || inv.TenantID != "tenant" || string(inv.Event) != `{"a":1}` {
		t.Errorf("%+v", inv)
	}
}

func TestNextRefused(t *testing.T) {
	cases := map[string]http.HandlerFunc{
		"no id": func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{}`) },
		"bad deadline": func(w http.ResponseWriter, _ *http.Request) {
			h := w.Header()
			h.Set("Lambda-Runtime-Aws-Request-Id", "x")
			h.Set("Lambda-Runtime-Deadline-Ms", "soon")
		},
		"status 500": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) },
		"endless":    func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "99999999999") },
		"cut in the body": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "10")
			_, _ = io.WriteString(w, "x")
		},
	}
	for name, handler := range cases {
		t.Run(name, func(t *testing.T) {
			if inv, err := client(t, handler).Next(t.Context()); err == nil {
				t.Errorf("no error: %+v", inv)
			}
		})
	}
	_, err := client(t, cases["status 500"]).Next(t.Context())
	var status *StatusError
	if !errors.As(err, &status) || status.Status != 500 {
		t.Errorf("%v", err)
	}
}

func TestNextEndsWithContext(t *testing.T) {
	release := make(chan struct{})
	c := client(t, func(http.ResponseWriter, *http.Request) { <-release })
	defer close(release)
	ctx, cancel := context.WithCancel(t.Context())
	go cancel()
	if _, err := c.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestPosts(t *testing.T) {
	var got *http.Request
	var body string
	c := client(t, func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		got, body = r, string(text)
		w.WriteHeader(http.StatusAccepted)
	})
	status, err := c.Fail(t.Context(), "a/b", `{"errorType":"X"}`, `{"c":1}`)
	if err != nil || status != 202 {
		t.Fatal(status, err)
	}
	if got.URL.EscapedPath() != "/2018-06-01/runtime/invocation/a%2Fb/error" || body != `{"errorType":"X"}` || got.ContentLength != int64(len(body)) {
		t.Errorf("%s %q", got.URL.EscapedPath(), body)
	}
	if got.Header.Get("Lambda-Runtime-Function-XRay-Error-Cause") != `{"c":1}` || got.Header.Get("Content-Type") != "application/json" {
		t.Errorf("%v", got.Header)
	}
	if _, err := c.Fail(t.Context(), "a", `{}`, strings.Repeat("x", maxCause+1)); err != nil {
		t.Fatal(err)
	}
	if _, ok := got.Header["Lambda-Runtime-Function-Xray-Error-Cause"]; ok {
		t.Error("a cause was sent that is too long for a header")
	}
	if _, err := c.FailInit(t.Context(), `{}`, "Bad\r\nHost: x\x7f"); err != nil {
		t.Fatal(err)
	}
	if kind := got.Header.Get("Lambda-Runtime-Function-Error-Type"); kind != "Bad  Host: x" {
		t.Errorf("error type %q", kind)
	}
}

func TestStreamTrailers(t *testing.T) {
	var got *http.Request
	var body string
	c := client(t, func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		got, body = r, string(text)
		w.WriteHeader(http.StatusAccepted)
	})
	for _, failure := range []*StreamError{nil, {Type: "T", Body: "Qg=="}} {
		status, err := c.Stream(t.Context(), "id", "text/plain", io.NopCloser(strings.NewReader("body")), func() *StreamError { return failure })
		if err != nil || status != 202 || body != "body" {
			t.Fatal(status, err, body)
		}
		kind, text := got.Trailer.Get("Lambda-Runtime-Function-Error-Type"), got.Trailer.Get("Lambda-Runtime-Function-Error-Body")
		if failure == nil && kind+text != "" || failure != nil && (kind != failure.Type || text != failure.Body) {
			t.Errorf("trailers %v", got.Trailer)
		}
	}
}

// FuzzHeaders: nothing that a header holds may break the client, or split a request.
func FuzzHeaders(f *testing.F) {
	for _, seed := range []string{"", "id", "a/b c", "\r\nX: y", "9999999999999999999999", "-1", "ä€😀", "%2f", "\x00\x7f"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		inv, err := newInvocation(http.Header{"Lambda-Runtime-Aws-Request-Id": {text}, "Lambda-Runtime-Deadline-Ms": {text}}, nil)
		if err == nil && inv.ID != text {
			t.Errorf("id %q of %q", inv.ID, text)
		}
		for _, b := range []byte(headerValue(text)) {
			if b < ' ' && b != '\t' || b == 0x7f {
				t.Errorf("header value of %q holds %#x", text, b)
			}
		}
		escaped := encodeURIComponent(text)
		if back, err := url.PathUnescape(escaped); err != nil || back != text {
			t.Errorf("%q escaped to %q", text, escaped)
		}
		if !utf8.ValidString(escaped) || strings.ContainsAny(escaped, "/?# \r\n") {
			t.Errorf("escaped to %q", escaped)
		}
		if _, err := url.Parse("http://h" + version + invocation(text) + "/error"); err != nil {
			t.Error(err)
		}
	})
}
