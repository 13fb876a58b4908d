package runtimeapi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

// counting starts a server that counts its connections, and tells of each that has become idle.
func counting(t *testing.T, handler http.HandlerFunc) (c *Client, opened *atomic.Int64, idle chan struct{}) {
	t.Helper()
	opened, idle = new(atomic.Int64), make(chan struct{}, 1000)
	server := httptest.NewUnstartedServer(handler)
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		switch state {
		case http.StateNew:
			opened.Add(1)
		case http.StateIdle:
			idle <- struct{}{}
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	c = New(strings.TrimPrefix(server.URL, "http://"), 1)
	t.Cleanup(c.Close)
	return c, opened, idle
}

func accept(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	w.WriteHeader(http.StatusAccepted)
	_, _ = io.WriteString(w, `{"status":"OK"}`)
}

// lateConn returns from writing only when the answer is there, as on a machine that has no time for this process.
type lateConn struct {
	net.Conn
	answered <-chan struct{}
}

func (c lateConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	<-c.answered
	return n, err
}

func TestLateWritesKeepTheConnection(t *testing.T) {
	c, opened, idle := counting(t, accept)
	dial := c.dial
	c.dial = func(ctx context.Context) (net.Conn, error) {
		conn, err := dial(ctx)
		return lateConn{conn, idle}, err
	}
	for range 50 {
		if status, err := c.Respond(t.Context(), "id", `"ok"`); status != 202 || err != nil {
			t.Fatal(status, err)
		}
	}
	if n := opened.Load(); n != 1 {
		t.Errorf("%d connections", n)
	}
}

func TestAllCallsOnOneConnection(t *testing.T) {
	c, opened, _ := counting(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Lambda-Runtime-Aws-Request-Id", "id")
		if r.Method == http.MethodGet {
			_, _ = io.WriteString(w, strings.Repeat(" ", 3*inBuffer))
			return
		}
		accept(w, r)
	})
	for i := range 40 {
		if _, err := c.Next(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, size := range []int{1, inline, inline + 1, 8 * outBuffer, 100_000 + i} {
			if status, err := c.Respond(t.Context(), "id", strings.Repeat("x", size)); status != 202 || err != nil {
				t.Fatal(size, status, err)
			}
		}
		body := io.NopCloser(strings.NewReader(strings.Repeat("y", 4*outBuffer)))
		if status, err := c.Stream(t.Context(), "id", "text/plain", body, func() *StreamError { return nil }); status != 202 || err != nil {
			t.Fatal(status, err)
		}
	}
	if n := opened.Load(); n != 1 {
		t.Errorf("%d connections", n)
	}
}

// endlessBody gives bytes until it is closed.
type endlessBody struct{ closed atomic.Bool }

func (b *endlessBody) Read(p []byte) (int, error) {
	if b.closed.Load() {
		return 0, io.ErrClosedPipe
	}
	return copy(p, bytes.Repeat([]byte("z"), len(p))), nil
}

func (b *endlessBody) Close() error {
	b.closed.Store(true)
	return nil
}

// TestAnswerBeforeTheBodyEnds: the platform refuses what it has not read to its end.
func TestAnswerBeforeTheBodyEnds(t *testing.T) {
	c, opened, _ := counting(t, func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength < 0 {
			_, _ = io.CopyN(io.Discard, r.Body, 1<<20)
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		accept(w, r)
	})
	status, err := c.Stream(t.Context(), "id", "text/plain", &endlessBody{}, func() *StreamError { return nil })
	if status != 400 || err != nil {
		t.Errorf("%d %v", status, err)
	}
	if status, err := c.Respond(t.Context(), "id", `1`); status != 202 || err != nil {
		t.Errorf("%d %v", status, err)
	}
	if n := opened.Load(); n != 2 {
		t.Errorf("%d connections", n)
	}
}

// TestBrokenBodyCutsTheConnection: the platform must see that the response is not whole.
func TestBrokenBodyCutsTheConnection(t *testing.T) {
	seen := make(chan error, 1)
	c, _, _ := counting(t, func(_ http.ResponseWriter, r *http.Request) {
		_, err := io.Copy(io.Discard, r.Body)
		seen <- err
	})
	broken := errors.New("broken")
	body := io.NopCloser(io.MultiReader(strings.NewReader("begun"), failingReader{broken}))
	if _, err := c.Stream(t.Context(), "id", "text/plain", body, func() *StreamError { return nil }); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	if err := <-seen; err == nil {
		t.Error("the platform saw a whole body")
	}
}

type failingReader struct{ err error }

func (r failingReader) Read([]byte) (int, error) { return 0, r.err }

// TestClosedIdleConnection: the platform may close a connection between two calls.
func TestClosedIdleConnection(t *testing.T) {
	c, opened, _ := counting(t, accept)
	for range 3 {
		for _, body := range []string{`1`, strings.Repeat("x", 1<<20)} {
			if status, err := c.Respond(t.Context(), "id", body); status != 202 || err != nil {
				t.Fatal(status, err)
			}
			conn := <-c.idle
			_ = conn.Close()
			c.idle <- conn
		}
	}
	if n := opened.Load(); n != 6 {
		t.Errorf("%d connections", n)
	}
}

func TestAnswerHeads(t *testing.T) {
	for name, test := range map[string]struct{ answer, fails string }{
		"informational first": {"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n", ""},
		"endless head":        {"HTTP/1.1 202 Accepted\r\n" + strings.Repeat("X: "+strings.Repeat("y", 1000)+"\r\n", maxHead/1000), "larger than"},
		"no HTTP":             {"hello\r\n\r\n", "malformed"},
		"closed":              {"", "EOF"},
	} {
		t.Run(name, func(t *testing.T) {
			here, there := net.Pipe()
			go func() {
				r := make([]byte, 4096)
				_, _ = there.Read(r)
				_, _ = fmt.Fprint(there, test.answer)
				_ = there.Close()
			}()
			c := New("127.0.0.1:1", 1)
			c.dial = func(context.Context) (net.Conn, error) { return here, nil }
			status, err := c.Respond(t.Context(), "id", `1`)
			if test.fails == "" && (status != 202 || err != nil) || test.fails != "" && (err == nil || !strings.Contains(err.Error(), test.fails)) {
				t.Errorf("%d %v", status, err)
			}
		})
	}
}
