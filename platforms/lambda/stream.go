package lambda

import (
	"io"
	"sync"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/jshost"
	"github.com/wasmglue/wasmglue/platforms/lambda/internal/runtimeapi"
)

// responseBody is the body of a streamed response between the realm, which writes, and the connection, which reads. What waits to be read is
// bounded by back-pressure only: the writer is told when to pause.
type responseBody struct {
	mu      sync.Mutex
	wake    sync.Cond
	chunks  [][]byte
	pending int // bytes not read yet
	ended   bool
	broken  error                   // nothing will be read or written any more
	failure *runtimeapi.StreamError // set with ended
	drained func()                  // told, without the lock, when all that was written has been read
}

func newResponseBody(drained func()) *responseBody {
	b := &responseBody{drained: drained}
	b.wake.L = &b.mu
	return b
}

// write takes a chunk, which must not change any more, and returns how many bytes wait to be read.
func (b *responseBody) write(chunk []byte) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.broken == nil && !b.ended && len(chunk) > 0 {
		b.chunks = append(b.chunks, chunk)
		b.pending += len(chunk)
		b.wake.Signal()
	}
	return b.pending
}

func (b *responseBody) waiting() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.pending
}

// end says that nothing follows; failure is what the trailers tell, or nil.
func (b *responseBody) end(failure *runtimeapi.StreamError) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.ended {
		b.ended, b.failure = true, failure
		b.wake.Signal()
	}
}

// abort makes the reader fail, which cuts the connection.
func (b *responseBody) abort(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.broken == nil {
		b.broken, b.chunks, b.pending = err, nil, 0
		b.wake.Broadcast()
	}
}

// Read gives what was written, a chunk or a part of one at a time.
func (b *responseBody) Read(p []byte) (int, error) {
	b.mu.Lock()
	for len(b.chunks) == 0 && !b.ended && b.broken == nil {
		b.wake.Wait()
	}
	if b.broken != nil {
		b.mu.Unlock()
		return 0, b.broken
	}
	if len(b.chunks) == 0 {
		b.mu.Unlock()
		return 0, io.EOF
	}
	n := copy(p, b.chunks[0])
	if b.chunks[0] = b.chunks[0][n:]; len(b.chunks[0]) == 0 {
		b.chunks[0] = nil
		b.chunks = b.chunks[1:]
	}
	b.pending -= n
	empty := b.pending == 0
	b.mu.Unlock()
	if empty {
		b.drained()
	}
	return n, nil
}

// Close is called by the transport when it will not read any more.
func (b *responseBody) Close() error {
	b.abort(io.ErrClosedPipe)
	return nil
}

// outcome is what the transport asks for at the end of the body.
func (b *responseBody) outcome() *runtimeapi.StreamError {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.failure
}

// responseStream is one streamed response as the scripts see it.
type responseStream struct {
	f             *function
	id            string
	highWaterMark int
	body          *responseBody
	work          *jshost.Operation // keeps the loop alive while something is on its way
	events        *goja.Object      // drained, flushed, answered, failed
	opened, ended bool
}

// nativeOpenStream makes a stream for (id, highWaterMark, events). Nothing is sent before its open is called.
func (f *function) nativeOpenStream(c goja.FunctionCall) goja.Value {
	s := &responseStream{f: f, id: c.Argument(0).String(), highWaterMark: int(c.Argument(1).ToInteger()), events: c.Argument(2).ToObject(f.runtime)}
	s.work = f.realm.Begin()
	s.work.Unref()
	s.body = newResponseBody(func() { s.work.Post(s.onDrained) })
	wire := f.runtime.NewObject()
	_ = wire.Set("open", s.open)
	_ = wire.Set("write", s.write)
	_ = wire.Set("end", s.end)
	_ = wire.Set("destroy", s.destroy)
	_ = wire.Set("pending", func(goja.FunctionCall) goja.Value { return f.runtime.ToValue(s.body.waiting()) })
	return wire
}

// open begins the request with a content type.
func (s *responseStream) open(c goja.FunctionCall) goja.Value {
	s.opened = true
	contentType := c.Argument(0).String()
	go func() {
		_, err := s.f.platform.Stream(s.f.ctx, s.id, contentType, s.body, s.body.outcome)
		s.work.End(func() { s.onAnswer(err) })
	}()
	return goja.Undefined()
}

// write sends a string or bytes and answers whether more may follow at once.
func (s *responseStream) write(c goja.FunctionCall) goja.Value {
	waiting := s.body.write(chunkOf(s.f.runtime, c.Argument(0)))
	if waiting > 0 {
		s.work.Ref()
	}
	return s.f.runtime.ToValue(waiting < s.highWaterMark)
}

// chunkOf copies: the guest may change its buffer as soon as write has returned.
func chunkOf(rt *goja.Runtime, v goja.Value) []byte {
	view, ok := v.(*goja.Object)
	if !ok {
		return []byte(v.String())
	}
	if length := view.Get("byteLength"); length == nil || length.ToInteger() == 0 {
		return nil // of an empty view at the end of its buffer the engine makes a slice that points behind it
	}
	var bytes []byte
	if err := rt.ExportTo(v, &bytes); err != nil {
		panic(rt.NewTypeError(err.Error()))
	}
	return append([]byte(nil), bytes...)
}

// end closes the body; its arguments are the type and the base64 body of a failure, if it is one.
func (s *responseStream) end(c goja.FunctionCall) goja.Value {
	var failure *runtimeapi.StreamError
	if len(c.Arguments) > 0 {
		failure = &runtimeapi.StreamError{Type: c.Argument(0).String(), Body: c.Argument(1).String()}
	}
	s.ended = true
	s.work.Ref()
	s.body.end(failure)
	return goja.Undefined()
}

func (s *responseStream) destroy(goja.FunctionCall) goja.Value {
	s.body.abort(io.ErrUnexpectedEOF)
	if !s.opened {
		s.work.Unref()
	}
	return goja.Undefined()
}

// onDrained runs in the realm when all that was written has been read.
func (s *responseStream) onDrained() {
	if s.body.waiting() > 0 {
		return // more was written meanwhile
	}
	if !s.ended {
		s.work.Unref()
	}
	s.emit("drained")
}

// onAnswer runs in the realm when the platform has answered, or the connection failed.
func (s *responseStream) onAnswer(err error) {
	if err != nil {
		s.emit("failed", s.f.runtime.ToValue(err.Error()))
		return
	}
	s.emit("flushed")
	s.emit("answered")
}

func (s *responseStream) emit(event string, args ...goja.Value) {
	listener, _ := goja.AssertFunction(s.events.Get(event))
	s.f.try(listener, args...)
}
