package net

import (
	"errors"
	"io"
	"sync"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/eventloop"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// Conn is what a handle needs: a connection, a pipe's end, a terminal. Reading and writing happen on different goroutines.
type Conn interface {
	io.Reader
	io.Writer
	io.Closer
}

// writeCloser is a Conn that can end its writing half alone.
type writeCloser interface{ CloseWrite() error }

// readChunk is how much is read at once, as in libuv.
const readChunk = 64 << 10

// Handle is the native half of a stream. It reads only while JavaScript asks for more, so that what JavaScript does not take stays with the
// sender.
type Handle struct {
	realm     *realm.Realm
	conn      Conn
	object    *goja.Object
	operation *eventloop.Operation

	mu      sync.Mutex
	wanted  *sync.Cond
	reading bool // JavaScript wants data
	ended   bool // the reader has come to its end
	closed  bool
	started bool // the reader runs

	readBytes, writtenBytes int64 // owned by the realm's goroutine
	forget                  func()
}

// NewHandle makes the handle of conn in r. JavaScript sets its onread(error, buffer): buffer null is the end.
func NewHandle(r *realm.Realm, conn Conn) *Handle {
	h := &Handle{realm: r, conn: conn, object: r.Runtime.NewObject(), operation: r.Loop.Begin()}
	h.wanted = sync.NewCond(&h.mu)
	h.forget = atClose(r, h.stop)
	o := h.object
	r.Method(o, "readStart", 0, h.method(func(goja.FunctionCall) { h.want(true) }))
	r.Method(o, "readStop", 0, h.method(func(goja.FunctionCall) { h.want(false) }))
	r.Method(o, "write", 2, h.method(h.write))
	r.Method(o, "shutdown", 1, h.method(h.shutdown))
	r.Method(o, "close", 1, h.method(h.close))
	r.Method(o, "ref", 0, h.method(func(goja.FunctionCall) { h.operation.Ref() }))
	r.Method(o, "unref", 0, h.method(func(goja.FunctionCall) { h.operation.Unref() }))
	r.Method(o, "hasRef", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(h.operation.HasRef()) })
	r.Method(o, "bytesRead", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(h.readBytes) })
	r.Method(o, "bytesWritten", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(h.writtenBytes) })
	return h
}

// Object is the handle as JavaScript sees it.
func (h *Handle) Object() *goja.Object { return h.object }

func (h *Handle) method(f func(goja.FunctionCall)) realm.Native {
	return func(c goja.FunctionCall) goja.Value {
		f(c)
		return goja.Undefined()
	}
}

func (h *Handle) want(more bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.reading = more
	if more && !h.started && !h.closed {
		h.started = true
		go h.read()
	}
	h.wanted.Signal()
}

// read hands chunks to JavaScript while it wants them, on a goroutine of its own.
func (h *Handle) read() {
	buffer := make([]byte, readChunk)
	for h.awaitWish() {
		n, err := h.conn.Read(buffer)
		if n > 0 {
			h.deliver(append([]byte(nil), buffer[:n]...), nil)
		}
		if err != nil {
			h.deliver(nil, err)
			return
		}
	}
}

// awaitWish blocks until data is wanted, and answers false once the handle is closed.
func (h *Handle) awaitWish() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	for !h.reading && !h.closed {
		h.wanted.Wait()
	}
	return !h.closed
}

// deliver calls onread and waits until it has run: how much JavaScript holds is bounded by what it has seen.
func (h *Handle) deliver(b []byte, err error) {
	seen := make(chan struct{})
	if !h.realm.Loop.Submit(func() {
		defer close(seen)
		h.onread(b, err)
	}) {
		return
	}
	<-seen
}

func (h *Handle) onread(b []byte, err error) {
	h.mu.Lock()
	gone := h.closed
	h.mu.Unlock()
	onread, callable := goja.AssertFunction(h.object.Get("onread"))
	if gone || !callable {
		return
	}
	failure, chunk := goja.Null(), goja.Null()
	switch {
	case b != nil:
		h.readBytes += int64(len(b))
		chunk = h.realm.NewBuffer(b)
	case !isEnd(err):
		failure = h.realm.SystemError(systemCause(err), "read")
	}
	h.call(onread, failure, chunk)
}

// isEnd tells the end of a stream from a failure. A pipe whose other end is gone reads as ended.
func isEnd(err error) bool { return errors.Is(err, io.EOF) || errors.Is(err, io.ErrClosedPipe) }

func (h *Handle) call(fn goja.Callable, args ...goja.Value) {
	if _, err := fn(h.object, args...); err != nil {
		h.realm.Loop.Uncaught(err)
	}
}

// write writes all of a buffer or string and then calls back with the error or null. JavaScript has one write under way at a time.
func (h *Handle) write(c goja.FunctionCall) {
	done, _ := goja.AssertFunction(c.Argument(1))
	b, ok := h.realm.Bytes(c.Argument(0))
	if !ok {
		b = []byte(c.Argument(0).String())
	}
	h.writtenBytes += int64(len(b))
	h.background("write", done, func() error { _, err := h.conn.Write(b); return err })
}

func (h *Handle) shutdown(c goja.FunctionCall) {
	done, _ := goja.AssertFunction(c.Argument(0))
	h.background("shutdown", done, func() error {
		if half, ok := h.conn.(writeCloser); ok {
			return half.CloseWrite()
		}
		return nil
	})
}

// background runs work off the realm's goroutine and then calls done. While it runs the loop lives on, referenced or not.
func (h *Handle) background(call string, done goja.Callable, work func() error) {
	operation := h.realm.Loop.Begin()
	go func() {
		err := work()
		operation.End(func() {
			failure := goja.Null()
			if err != nil {
				failure = h.realm.SystemError(systemCause(err), call)
			}
			if done != nil {
				h.call(done, failure)
			}
		})
	}()
}

func (h *Handle) close(c goja.FunctionCall) {
	done, _ := goja.AssertFunction(c.Argument(0))
	h.forget()
	h.stop()
	h.operation.End(func() {
		if done != nil {
			h.call(done)
		}
	})
}

// stop closes the connection, once. A closed connection makes the reader return.
func (h *Handle) stop() {
	h.mu.Lock()
	already := h.closed
	h.closed = true
	h.wanted.Broadcast()
	h.mu.Unlock()
	if !already {
		go func() { _ = h.conn.Close() }()
	}
}
