package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"
)

const apiTimeout = 20 * time.Second

// runtimeAPI is the part of Lambda's Runtime API that one function needs.
type runtimeAPI struct {
	listener net.Listener
	server   *http.Server
	events   chan string
	handed   chan time.Time // an event was handed out
	answered chan answer
	asked    chan time.Time // the runtime asked for the next event
	count    int
}

type answer struct {
	path string
	body []byte
	at   time.Time
}

// invocation is how long one took.
type invocation struct {
	serve time.Duration // event handed out to response received
	cycle time.Duration // event handed out to the next one asked for
}

func newRuntimeAPI() (*runtimeAPI, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	a := &runtimeAPI{
		listener: l,
		events:   make(chan string),
		handed:   make(chan time.Time, 1),
		answered: make(chan answer, 1),
		asked:    make(chan time.Time, 2),
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /2018-06-01/runtime/invocation/next", a.next)
	mux.HandleFunc("POST /2018-06-01/runtime/", a.receive)
	a.server = &http.Server{Handler: mux}
	go func() { _ = a.server.Serve(l) }() // ends with close
	return a, nil
}

func (a *runtimeAPI) address() string { return a.listener.Addr().String() }

func (a *runtimeAPI) close() error { return a.server.Close() }

func (a *runtimeAPI) next(w http.ResponseWriter, r *http.Request) {
	a.asked <- time.Now()
	select {
	case <-r.Context().Done():
	case event := <-a.events:
		a.count++
		h := w.Header()
		h.Set("Content-Type", "application/json")
		h.Set("Content-Length", strconv.Itoa(len(event)))
		h.Set("Lambda-Runtime-Aws-Request-Id", fmt.Sprintf("00000000-0000-4000-8000-%012d", a.count))
		h.Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(time.Now().Add(time.Minute).UnixMilli(), 10))
		h.Set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:123456789012:function:bench")
		a.handed <- time.Now()
		_, _ = io.WriteString(w, event)
	}
}

// receive takes responses and errors alike; invoke tells them apart.
func (a *runtimeAPI) receive(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	a.answered <- answer{r.URL.Path, body, time.Now()}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusAccepted)
	_, _ = io.WriteString(w, `{"status":"OK"}`)
}

var errSilent = errors.New("the runtime did not answer in time")

func (a *runtimeAPI) invoke(event, want string) (got invocation, err error) {
	timeout := time.NewTimer(apiTimeout)
	defer timeout.Stop()
	if err := a.await(timeout, a.asked, new(time.Time)); err != nil {
		return got, err
	}
	a.events <- event
	handed := <-a.handed
	select {
	case <-timeout.C:
		return got, errSilent
	case r := <-a.answered:
		if string(bytes.TrimSpace(r.body)) != want {
			return got, fmt.Errorf("%s: %s", r.path, r.body)
		}
		got.serve = r.at.Sub(handed)
	}
	var again time.Time
	if err := a.await(timeout, a.asked, &again); err != nil {
		return got, err
	}
	got.cycle = again.Sub(handed)
	a.asked <- again // for the invocation after this one
	return got, nil
}

// await takes a time from c. A runtime that fails to load posts an error
// instead of asking.
func (a *runtimeAPI) await(timeout *time.Timer, c <-chan time.Time, at *time.Time) error {
	select {
	case *at = <-c:
		return nil
	case r := <-a.answered:
		return fmt.Errorf("%s: %s", r.path, r.body)
	case <-timeout.C:
		return errSilent
	}
}
