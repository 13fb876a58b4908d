// Package runtimeapi is the client of the Lambda Runtime API, version 2018-06-01
// (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html): next, response, error and init/error, and the streamed response with its
// trailers. It never uses a proxy, sets no timeout, and keeps one TCP connection alive.
package runtimeapi

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
)

const version = "/2018-06-01/runtime/"

// Client talks to one Runtime API. It may be used by several goroutines.
type Client struct {
	base   string
	dial   func(context.Context) (net.Conn, error)
	idle   chan *connection // as many as invocations are served at a time
	header http.Header      // of every request, shared and never changed
}

// New makes a client of the Runtime API at addr: host and port, as AWS_LAMBDA_RUNTIME_API has them. concurrency is how many invocations are
// served at a time; so many connections are kept.
func New(addr string, concurrency int) *Client {
	if _, _, err := net.SplitHostPort(addr); err != nil {
		addr += ":80"
	}
	return &Client{
		base:   "http://" + addr + version,
		dial:   func(ctx context.Context) (net.Conn, error) { return new(net.Dialer).DialContext(ctx, "tcp", addr) },
		idle:   make(chan *connection, max(1, concurrency)),
		header: http.Header{"User-Agent": {"wasmglue-lambda"}},
	}
}

// Close closes the idle connections.
func (c *Client) Close() {
	for {
		select {
		case conn := <-c.idle:
			_ = conn.Close()
		default:
			return
		}
	}
}

// StatusError is an answer that the Runtime API should not give.
type StatusError struct {
	Call   string // the path below /2018-06-01/runtime/
	Status int
	Body   string // its beginning
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("the Runtime API answered %d to %s: %s", e.Status, e.Call, e.Body)
}

// send makes one call. replay gives the request's body once more: a kept connection may turn out to be closed by the other side. A nil replay
// means that there is none to give.
func (c *Client) send(ctx context.Context, r *http.Request, call string, replay func() io.ReadCloser) (reply, error) {
	target, err := url.Parse(c.base + call)
	if err != nil {
		return reply{}, fmt.Errorf("AWS_LAMBDA_RUNTIME_API is no host and port: %w", err)
	}
	r.URL = target
	for {
		conn, err := c.connection(ctx)
		if err != nil {
			return reply{}, fmt.Errorf("cannot reach the Runtime API (%s): %w", call, err)
		}
		if replay != nil {
			r.Body = replay()
		}
		answer, keep, begun, err := conn.exchange(ctx, r)
		c.putBack(conn, keep)
		switch {
		case err == nil:
			return answer, nil
		case begun:
			return reply{}, fmt.Errorf("the Runtime API broke off its answer to %s: %w", call, err)
		case conn.calls == 1 || replay == nil || ctx.Err() != nil:
			return reply{}, fmt.Errorf("cannot reach the Runtime API (%s): %w", call, err)
		}
	}
}

// connection returns an idle connection, or a new one.
func (c *Client) connection(ctx context.Context) (*connection, error) {
	select {
	case conn := <-c.idle:
		return conn, nil
	default:
	}
	conn, err := c.dial(ctx)
	if err != nil {
		return nil, err
	}
	return newConnection(conn), nil
}

func (c *Client) putBack(conn *connection, keep bool) {
	if keep {
		select {
		case c.idle <- conn:
			return
		default:
		}
	}
	_ = conn.Close()
}

// maxBody bounds what is read of an answer. Events have at most 6 MB on the platform.
const maxBody = 256 << 20

func readBody(answer *http.Response) ([]byte, error) {
	if answer.ContentLength > maxBody {
		return nil, fmt.Errorf("a body of %d bytes is more than the %d that are taken", answer.ContentLength, maxBody)
	}
	if answer.ContentLength >= 0 {
		data := make([]byte, answer.ContentLength)
		_, err := io.ReadFull(answer.Body, data)
		return data, err
	}
	data, err := io.ReadAll(io.LimitReader(answer.Body, maxBody+1))
	if err == nil && len(data) > maxBody {
		err = fmt.Errorf("a body of more than %d bytes is not taken", maxBody)
	}
	return data, err
}

// post sends a body of known length and returns the answer's status.
func (c *Client) post(ctx context.Context, call, body string, header http.Header) (int, error) {
	r := &http.Request{Method: http.MethodPost, Header: header, ContentLength: int64(len(body))}
	answer, err := c.send(ctx, r, call, func() io.ReadCloser { return io.NopCloser(strings.NewReader(body)) })
	return answer.status, err
}

func statusError(call string, answer reply) error {
	return &StatusError{Call: call, Status: answer.status, Body: string(answer.body[:min(len(answer.body), 512)])}
}
