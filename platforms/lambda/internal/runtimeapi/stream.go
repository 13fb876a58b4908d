package runtimeapi

import (
	"context"
	"encoding/base64"
	"io"
	"net/http"
)

// StreamError is what ends a streamed response that failed: its type, and its JSON body in base64.
type StreamError struct {
	Type, Body string
}

// Stream posts a response piece by piece as body gives it: every Read is a chunk of its own on the wire. When body is at its end, failure is
// asked for an error; nil means that the response is whole. It returns when the platform has answered. body is closed when nothing will be
// read any more: that must unblock a Read.
func (c *Client) Stream(ctx context.Context, id, contentType string, body io.ReadCloser, failure func() *StreamError) (int, error) {
	header := http.Header{
		"User-Agent":   c.header["User-Agent"],
		"Content-Type": {headerValue(contentType)},
		modeHeader:     {"streaming"},
	}
	r := &http.Request{Method: http.MethodPost, Header: header, ContentLength: -1,
		Trailer: http.Header{errorTypeHeader: nil, errorBodyHeader: nil}}
	r.Body = &trailed{ReadCloser: body, trailer: r.Trailer, failure: failure}
	answer, err := c.send(ctx, r, invocation(id)+"/response", nil)
	if err != nil {
		_ = body.Close() // when it did not come to reading
	}
	return answer.status, err
}

// trailed fills the trailers in when the body has ended, which is when the transport looks at them.
type trailed struct {
	io.ReadCloser
	trailer http.Header
	failure func() *StreamError
}

func (t *trailed) Read(p []byte) (int, error) {
	n, err := t.ReadCloser.Read(p)
	if err == io.EOF {
		if e := t.failure(); e != nil {
			t.trailer[errorTypeHeader] = []string{headerValue(e.Type)}
			t.trailer[errorBodyHeader] = []string{e.Body}
		}
	}
	return n, err
}

// JSON returns the error's JSON text.
func (e *StreamError) JSON() []byte {
	text, err := base64.StdEncoding.DecodeString(e.Body)
	if err != nil {
		return nil
	}
	return text
}
