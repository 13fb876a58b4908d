// Package fakeapi is a Lambda Runtime API (version 2018-06-01) on a loopback port, for tests of runtimes: it hands out events, keeps what
// the runtime posts, and refuses what the platform refuses, with the platform's status codes (403 wrong state, 400 wrong id or response
// mode, 413 too large).
package fakeapi

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"
)

// MaxResponse is the largest buffered response that the platform takes: 6 MiB and 100 bytes.
const MaxResponse = 6<<20 + 100

// Server is one Runtime API endpoint. Its methods may be called from any goroutine.
type Server struct {
	listener net.Listener
	http     *http.Server
	events   chan *delivery
	init     chan Posted

	mu          sync.Mutex
	inFlight    map[string]*delivery // delivered and not answered
	answered    map[string]bool
	nextCalled  bool
	nexts       int
	connections int
	requests    []Request
	stopped     chan struct{}
}

// Request is one call of the runtime, as it came in.
type Request struct {
	Method, Path string // the path is as sent, percent-encoding untouched
	Header       http.Header
	Status       int // what was answered
}

// Start listens on a free loopback port. Close ends it.
func Start() (*Server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &Server{
		listener: listener,
		events:   make(chan *delivery, 4096),
		init:     make(chan Posted, 16),
		inFlight: map[string]*delivery{},
		answered: map[string]bool{},
		stopped:  make(chan struct{}),
	}
	s.http = &http.Server{Handler: s.routes(), ConnState: s.countConnection}
	go func() { _ = s.http.Serve(listener) }()
	return s, nil
}

// Addr is the value for AWS_LAMBDA_RUNTIME_API: host and port.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// Close cuts all connections, as a sandbox does that is torn down.
func (s *Server) Close() {
	s.mu.Lock()
	select {
	case <-s.stopped:
	default:
		close(s.stopped)
	}
	s.mu.Unlock()
	_ = s.http.Close()
}

// Connections is the number of TCP connections that were opened so far.
func (s *Server) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.connections
}

// Nexts is the number of times the next event was asked for.
func (s *Server) Nexts() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.nexts
}

// Requests returns every call so far that was answered.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// InitError waits for a post to /runtime/init/error.
func (s *Server) InitError(ctx context.Context) (Posted, error) {
	select {
	case p := <-s.init:
		return p, nil
	case <-ctx.Done():
		return Posted{}, ctx.Err()
	}
}

// AwaitNext waits until the next event was asked for n times in all.
func (s *Server) AwaitNext(ctx context.Context, n int) error {
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for s.Nexts() < n {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
	return nil
}

func (s *Server) countConnection(_ net.Conn, state http.ConnState) {
	if state == http.StateNew {
		s.mu.Lock()
		s.connections++
		s.mu.Unlock()
	}
}

func (s *Server) log(r *http.Request, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, Request{Method: r.Method, Path: r.URL.EscapedPath(), Header: r.Header.Clone(), Status: status})
}
