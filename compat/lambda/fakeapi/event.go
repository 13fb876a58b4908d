package fakeapi

import (
	"context"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"
)

// Event is one invocation to hand out.
type Event struct {
	ID      string            // the request id
	Body    []byte            // the event, JSON text
	Timeout time.Duration     // until the deadline; 0 is 10 s
	Headers map[string]string // added to those of the answer to next; an empty value removes one
}

// Posted is what the runtime sent for an invocation, or as its initialisation error.
type Posted struct {
	Kind      string // "response", "error" or "init"
	Status    int    // what it was answered
	Body      []byte // of a streamed response over the limit of keeping: nil, see Size
	Size      int64
	Header    http.Header
	Trailer   http.Header
	Chunked   bool
	Truncated bool // the connection broke inside the body
}

type delivery struct {
	event  Event
	posted chan Posted
	taken  chan struct{}
	size   atomic.Int64 // of the body that came so far
}

// Invoke hands out an event and waits for what the runtime posts for it. A refused post (wrong state, wrong id) does not count; a response that
// is too large does: its Status is 413.
func (s *Server) Invoke(ctx context.Context, e Event) (Posted, error) {
	d := s.Send(e)
	return d.Wait(ctx)
}

// Pending is an event on its way.
type Pending struct{ d *delivery }

// Send queues an event without waiting.
func (s *Server) Send(e Event) Pending {
	d := &delivery{event: e, posted: make(chan Posted, 1), taken: make(chan struct{})}
	s.events <- d
	return Pending{d}
}

// Taken waits until the runtime has the event.
func (p Pending) Taken(ctx context.Context) error {
	select {
	case <-p.d.taken:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Received waits until size bytes of the body came that the runtime posts.
func (p Pending) Received(ctx context.Context, size int) error {
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for p.d.size.Load() < int64(size) {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
	return nil
}

// Wait waits for the runtime's post.
func (p Pending) Wait(ctx context.Context) (Posted, error) {
	select {
	case posted := <-p.d.posted:
		return posted, nil
	case <-ctx.Done():
		return Posted{}, ctx.Err()
	}
}

func (e Event) header() http.Header {
	timeout := e.Timeout
	if timeout == 0 {
		timeout = 10 * time.Second
	}
	h := http.Header{
		"Content-Type":                        {"application/json"},
		"Lambda-Runtime-Aws-Request-Id":       {e.ID},
		"Lambda-Runtime-Deadline-Ms":          {strconv.FormatInt(time.Now().Add(timeout).UnixMilli(), 10)},
		"Lambda-Runtime-Invoked-Function-Arn": {"arn:aws:lambda:eu-west-1:012345678912:function:test"},
		"Lambda-Runtime-Trace-Id":             {"Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"},
	}
	for name, value := range e.Headers {
		if value == "" {
			h.Del(name)
		} else {
			h.Set(name, value)
		}
	}
	return h
}
