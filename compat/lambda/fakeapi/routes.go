package fakeapi

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
)

const prefix = "/2018-06-01/runtime/"

// keepStreamed is how much of a streamed body is kept; of more only the size is.
const keepStreamed = 8 << 20

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+prefix+"invocation/next", s.next)
	mux.HandleFunc("POST "+prefix+"init/error", s.initError)
	mux.HandleFunc("POST "+prefix+"invocation/", s.answer)
	return mux
}

func (s *Server) next(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.nextCalled = true
	s.nexts++
	s.mu.Unlock()
	select {
	case d := <-s.events:
		s.mu.Lock()
		s.inFlight[d.event.ID] = d
		delete(s.answered, d.event.ID)
		s.mu.Unlock()
		for name, values := range d.event.header() {
			w.Header()[name] = values
		}
		s.log(r, http.StatusOK)
		_, _ = w.Write(d.event.Body)
		close(d.taken)
	case <-r.Context().Done():
	case <-s.stopped:
	}
}

func (s *Server) initError(w http.ResponseWriter, r *http.Request) {
	posted := read(r, "init", MaxResponse, new(atomic.Int64))
	s.mu.Lock()
	late := s.nextCalled
	s.mu.Unlock()
	if late {
		s.refuse(w, r, http.StatusForbidden, "InvalidStateTransition", "Transition from Ready to InitError is not allowed.")
		return
	}
	posted.Status = http.StatusAccepted
	s.accept(w, r)
	s.init <- posted
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	id, kind, ok := strings.Cut(strings.TrimPrefix(r.URL.EscapedPath(), prefix+"invocation/"), "/")
	id, err := url.PathUnescape(id)
	if !ok || err != nil || (kind != "response" && kind != "error") {
		s.refuse(w, r, http.StatusNotFound, "NotFound", "no such call")
		return
	}
	d := s.find(w, r, id)
	if d == nil {
		return
	}
	mode := r.Header.Get("Lambda-Runtime-Function-Response-Mode")
	if kind == "response" && mode != "" && mode != "streaming" {
		s.finish(id)
		d.posted <- Posted{Kind: kind, Status: http.StatusBadRequest, Header: r.Header.Clone()}
		s.refuse(w, r, http.StatusBadRequest, "InvalidResponseMode", "Invalid response mode")
		return
	}
	posted := read(r, kind, limitOf(mode), &d.size)
	s.finish(id)
	if kind == "response" && mode == "" && posted.Size > MaxResponse {
		posted.Status = http.StatusRequestEntityTooLarge
		s.refuse(w, r, posted.Status, "RequestEntityTooLarge", "Exceeded maximum allowed payload size (6291556 bytes).")
	} else {
		posted.Status = http.StatusAccepted
		s.accept(w, r)
	}
	d.posted <- posted
}

// find returns the delivery that the runtime may answer now, or refuses.
func (s *Server) find(w http.ResponseWriter, r *http.Request, id string) *delivery {
	s.mu.Lock()
	d, known := s.inFlight[id]
	waiting, used := len(s.inFlight) > 0, s.answered[id]
	s.mu.Unlock()
	switch {
	case known:
		return d
	case used || waiting:
		s.refuse(w, r, http.StatusBadRequest, "InvalidRequestID", "Invalid request ID")
	default:
		s.refuse(w, r, http.StatusForbidden, "InvalidStateTransition", "Transition is not allowed.")
	}
	return nil
}

func (s *Server) finish(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.inFlight, id)
	s.answered[id] = true
}

func (s *Server) accept(w http.ResponseWriter, r *http.Request) {
	s.reply(w, r, http.StatusAccepted, map[string]string{"status": "OK"})
}

func (s *Server) refuse(w http.ResponseWriter, r *http.Request, status int, kind, message string) {
	_, _ = io.Copy(io.Discard, r.Body)
	s.reply(w, r, status, map[string]string{"errorType": kind, "errorMessage": message})
}

func (s *Server) reply(w http.ResponseWriter, r *http.Request, status int, body any) {
	s.log(r, status)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

func limitOf(mode string) int64 {
	if mode == "streaming" {
		return keepStreamed
	}
	return MaxResponse + 1
}

// read takes a whole body; it keeps at most keep bytes of it.
func read(r *http.Request, kind string, keep int64, progress *atomic.Int64) Posted {
	p := Posted{Kind: kind, Header: r.Header.Clone(), Chunked: r.ContentLength < 0}
	piece := make([]byte, 64<<10)
	for {
		n, err := r.Body.Read(piece)
		if n > 0 {
			p.Size += int64(n)
			progress.Store(p.Size)
			if p.Size <= keep {
				p.Body = append(p.Body, piece[:n]...)
			}
		}
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			p.Truncated = true
			break
		}
	}
	p.Trailer = r.Trailer.Clone()
	return p
}
