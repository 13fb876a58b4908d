package runtimeapi

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// connection is a TCP connection that is kept for many calls, one at a time. net/http's transport is not used: it gives up a connection when its
// writing goroutine is not scheduled within 50 ms of an answer, which happens on a busy machine.
type connection struct {
	net.Conn
	in     *bufio.Reader
	out    *bufio.Writer
	budget *io.LimitedReader // what in reads from; bounds an answer
	calls  int
}

// Sizes in bytes.
const (
	inBuffer  = 4 << 10
	outBuffer = 32 << 10
	maxHead   = 2 << 20  // of an answer's head; the platform's headers have at most 1 MiB
	inline    = 32 << 10 // a body up to here is written at once: the system takes it whole
)

func newConnection(c net.Conn) *connection {
	budget := &io.LimitedReader{R: c}
	return &connection{Conn: c, in: bufio.NewReaderSize(budget, inBuffer), out: bufio.NewWriterSize(c, outBuffer), budget: budget}
}

// reply is the platform's answer to a call.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// exchange makes one call. keep tells whether the connection can be used again, begun whether any of the answer has arrived.
func (c *connection) exchange(ctx context.Context, r *http.Request) (answer reply, keep, begun bool, err error) {
	c.calls++
	stop := context.AfterFunc(ctx, func() { _ = c.SetDeadline(time.Unix(1, 0)) })
	defer func() { keep = stop() && keep }()
	if r.Body == nil || r.ContentLength >= 0 && r.ContentLength <= inline {
		if err = c.write(r); err == nil {
			answer, keep, begun, err = c.read(r)
		}
	} else {
		answer, keep, begun, err = c.writeAndRead(r)
	}
	if err != nil && ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return answer, keep, begun, err
}

func (c *connection) write(r *http.Request) error {
	if err := r.Write(c.out); err != nil {
		return err
	}
	return c.out.Flush()
}

// writeAndRead is for bodies that are large, or come piece by piece: the platform may answer before it has all of them.
func (c *connection) writeAndRead(r *http.Request) (answer reply, keep, begun bool, err error) {
	body := &watchedBody{ReadCloser: r.Body, left: r.ContentLength}
	r.Body = body
	written := make(chan error, 1)
	go func() {
		err := c.write(r)
		if err != nil && !mayBeAnswered(err) {
			_ = c.Close() // ends the read below
		}
		written <- err
	}()
	answer, keep, begun, err = c.read(r)
	if err != nil || !body.ended.Load() {
		// What is left of the body would be taken for the next call.
		_ = c.Close()
		_ = body.Close()
		keep = false
	}
	keep = <-written == nil && keep
	if err != nil && body.failure != nil {
		err = body.failure // the cause
	}
	return answer, keep, begun, err
}

// mayBeAnswered: a platform that does not want the rest of a body answers and closes; its answer can be read still.
func mayBeAnswered(err error) bool {
	var network *net.OpError
	return errors.As(err, &network)
}

// watchedBody tells how far a body has been read.
type watchedBody struct {
	io.ReadCloser
	left    int64 // below 0: not known
	ended   atomic.Bool
	failure error // to be looked at when the writing has ended
}

func (b *watchedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	known := b.left > 0
	b.left -= int64(n)
	switch {
	case err == io.EOF, known && b.left == 0: // before the last of it is sent, so before its answer
		b.ended.Store(true)
	case err != nil:
		b.failure = err
	}
	return n, err
}

// read reads an answer to its end.
func (c *connection) read(r *http.Request) (answer reply, keep, begun bool, err error) {
	c.budget.N = maxHead
	if _, err := c.in.Peek(1); err != nil {
		return reply{}, false, false, err
	}
	response, err := c.head(r)
	if err != nil {
		return reply{}, false, true, err
	}
	c.budget.N = maxBody + inBuffer
	data, err := readBody(response)
	keep = err == nil && !response.Close && c.in.Buffered() == 0
	return reply{response.StatusCode, response.Header, data}, keep, true, err
}

// head reads an answer's head, leaving out informational ones.
func (c *connection) head(r *http.Request) (*http.Response, error) {
	for {
		response, err := http.ReadResponse(c.in, r)
		if err != nil {
			if c.budget.N <= 0 {
				err = fmt.Errorf("the head of its answer is larger than %d bytes", maxHead)
			}
			return nil, err
		}
		if response.StatusCode >= 200 {
			return response, nil
		}
	}
}
