// Package runtimeapi is the client of the Lambda Runtime API, version 2018-06-01
// (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html): next, response, error and init/error, and the streamed response with its
// trailers. It never uses a proxy, sets no timeout, and keeps one TCP connection alive.
package runtimeapi

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

const version = "/2018-06-01/runtime/"

// Client talks to one Runtime API. It may be used by several goroutines.
type Client struct {
	base      string
	transport *http.Transport
	header    http.Header // of every request, shared and never changed
}

// New makes a client of the Runtime API at addr: host and port, as AWS_LAMBDA_RUNTIME_API has them. concurrency is how many invocations are
// served at a time; so many connections are kept.
func New(addr string, concurrency int) *Client {
	return &Client{
		base: "http://" + addr + version,
		transport: &http.Transport{
			DisableCompression:  true,
			MaxIdleConnsPerHost: max(1, concurrency),
		},
		header: http.Header{"User-Agent": {"wasmglue-lambda"}},
	}
}

// Close closes the idle connections.
func (c *Client) Close() { c.transport.CloseIdleConnections() }

// StatusError is an answer that the Runtime API should not give.
type StatusError struct {
	Call   string // the path below /2018-06-01/runtime/
	Status int
	Body   string // its beginning
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("the Runtime API answered %d to %s: %s", e.Status, e.Call, e.Body)
}

// send makes one call. body may be nil. The answer's body is read to its end, so that the connection can be used again, and closed.
func (c *Client) send(ctx context.Context, r *http.Request, call string) (*http.Response, []byte, error) {
	target, err := url.Parse(c.base + call)
	if err != nil {
		return nil, nil, fmt.Errorf("AWS_LAMBDA_RUNTIME_API is no host and port: %w", err)
	}
	r.URL = target
	r.Proto, r.ProtoMajor, r.ProtoMinor = "HTTP/1.1", 1, 1
	answer, err := c.transport.RoundTrip(r.WithContext(ctx))
	if err != nil {
		return nil, nil, fmt.Errorf("cannot reach the Runtime API (%s): %w", call, err)
	}
	defer func() { _ = answer.Body.Close() }()
	data, err := readBody(answer)
	if err != nil {
		return nil, nil, fmt.Errorf("the Runtime API broke off its answer to %s: %w", call, err)
	}
	return answer, data, nil
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
	r := &http.Request{
		Method:        http.MethodPost,
		Header:        header,
		Body:          io.NopCloser(strings.NewReader(body)),
		ContentLength: int64(len(body)),
		GetBody:       func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(body)), nil },
	}
	answer, _, err := c.send(ctx, r, call)
	if err != nil {
		return 0, err
	}
	return answer.StatusCode, nil
}

func statusError(call string, answer *http.Response, body []byte) error {
	return &StatusError{Call: call, Status: answer.StatusCode, Body: string(body[:min(len(body), 512)])}
}
