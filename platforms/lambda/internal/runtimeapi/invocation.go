package runtimeapi

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
)

// Invocation is one event with the metadata that came in the headers of next. Absent headers are empty strings.
type Invocation struct {
	ID              string // the request id
	Event           []byte // JSON text
	DeadlineMs      int64  // milliseconds since the epoch
	FunctionARN     string
	TraceID         string
	ClientContext   string // JSON text
	CognitoIdentity string // JSON text
	TenantID        string
}

// Next waits for the next invocation, for as long as it takes. Calling it tells the platform that initialisation, or the last invocation, is
// done. An answer other than 200 is a *StatusError.
func (c *Client) Next(ctx context.Context) (*Invocation, error) {
	const call = "invocation/next"
	answer, err := c.send(ctx, &http.Request{Method: http.MethodGet, Header: c.header}, call, noBody)
	if err != nil {
		return nil, err
	}
	if answer.status != http.StatusOK {
		return nil, statusError(call, answer)
	}
	return newInvocation(answer.header, answer.body)
}

func noBody() io.ReadCloser { return nil }

func newInvocation(h http.Header, event []byte) (*Invocation, error) {
	inv := &Invocation{
		Event:           event,
		ID:              h.Get("Lambda-Runtime-Aws-Request-Id"),
		FunctionARN:     h.Get("Lambda-Runtime-Invoked-Function-Arn"),
		TraceID:         h.Get("Lambda-Runtime-Trace-Id"),
		ClientContext:   h.Get("Lambda-Runtime-Client-Context"),
		CognitoIdentity: h.Get("Lambda-Runtime-Cognito-Identity"),
		TenantID:        h.Get("Lambda-Runtime-Aws-Tenant-Id"),
	}
	if inv.ID == "" {
		return nil, fmt.Errorf("the Runtime API gave an event without a request id (header Lambda-Runtime-Aws-Request-Id)")
	}
	if deadline := h.Get("Lambda-Runtime-Deadline-Ms"); deadline != "" {
		ms, err := strconv.ParseInt(deadline, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("the Runtime API gave the deadline %q, which is no number of milliseconds", deadline)
		}
		inv.DeadlineMs = ms
	}
	return inv, nil
}
