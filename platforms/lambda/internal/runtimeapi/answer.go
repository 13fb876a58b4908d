package runtimeapi

import (
	"context"
	"net/http"
)

const (
	errorTypeHeader = "Lambda-Runtime-Function-Error-Type"
	errorBodyHeader = "Lambda-Runtime-Function-Error-Body"
	causeHeader     = "Lambda-Runtime-Function-Xray-Error-Cause"
	modeHeader      = "Lambda-Runtime-Function-Response-Mode"
)

// maxCause is the longest X-Ray cause that is sent: the platform takes 1 MiB of headers in all.
const maxCause = 1<<20 - 8<<10

// Respond posts the result of an invocation, JSON text, and returns the status that the platform answered: 202, or 413 when the result is too
// large, which the platform tells the caller itself.
func (c *Client) Respond(ctx context.Context, id, body string) (int, error) {
	return c.post(ctx, invocation(id)+"/response", body, c.jsonHeader())
}

// Fail posts the error of an invocation: body is its JSON text, cause the X-Ray description, left out when empty or too long for a header.
func (c *Client) Fail(ctx context.Context, id, body, cause string) (int, error) {
	header := c.jsonHeader()
	if cause != "" && len(cause) <= maxCause {
		header[causeHeader] = []string{cause}
	}
	return c.post(ctx, invocation(id)+"/error", body, header)
}

// FailInit posts the error that kept the function from initialising.
func (c *Client) FailInit(ctx context.Context, body, errorType string) (int, error) {
	header := c.jsonHeader()
	header[errorTypeHeader] = []string{headerValue(errorType)}
	return c.post(ctx, "init/error", body, header)
}

func (c *Client) jsonHeader() http.Header {
	return http.Header{"User-Agent": c.header["User-Agent"], "Content-Type": {"application/json"}}
}

func invocation(id string) string { return "invocation/" + encodeURIComponent(id) }

// headerValue makes text fit for a header: an error's name is the guest's, and a line break in it would be refused by the client.
func headerValue(text string) string {
	out := []byte(text)
	for i, b := range out {
		if b < ' ' && b != '\t' || b == 0x7f {
			out[i] = ' '
		}
	}
	return string(out)
}

// encodeURIComponent is JavaScript's function of that name (ECMA-262, 19.2.6.4).
func encodeURIComponent(s string) string {
	const hex = "0123456789ABCDEF"
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		plain = unescaped(s[i])
	}
	if plain {
		return s
	}
	out := make([]byte, 0, len(s)+8)
	for i := 0; i < len(s); i++ {
		if b := s[i]; unescaped(b) {
			out = append(out, b)
		} else {
			out = append(out, '%', hex[b>>4], hex[b&15])
		}
	}
	return string(out)
}

func unescaped(b byte) bool {
	switch {
	case 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z', '0' <= b && b <= '9':
		return true
	}
	switch b {
	case '-', '_', '.', '!', '~', '*', '\'', '(', ')':
		return true
	}
	return false
}
