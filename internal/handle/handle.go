package handle

import (
	"context"
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

// Handle is the native half of a stream, in the manner of libuv's: JavaScript starts and stops reading, and gets error numbers. It reads only
// while JavaScript wants more, so that what JavaScript does not take stays with the sender.
type Handle struct {
	realm     *realm.Realm
	object    *goja.Object
	operation *eventloop.Operation
	context   goja.Value // the asynchronous context that the handle was made in
	kind      kind

	refed      bool // as JavaScript wants it
	connecting int  // connections under way
	cancel     context.CancelFunc
	forget     func()

	readBytes, writtenBytes int64

	mu      sync.Mutex // guards what the reader's goroutine sees
	conn    Conn
	wanted  *sync.Cond
	reading bool // JavaScript wants data
	ended   bool // the reader came to its end
	started bool // the reader runs
	closed  bool
	shared  bool // another process reads
	taken   bool // the connection is somebody else's now

	gone    chan struct{} // closed when the reader that runs is done
	rest    []byte        // what it read last, if nobody took it
	restErr error
}

// kind is what a handle that is not connected yet will be.
type kind string

const (
	tcp  kind = "TCP"
	pipe kind = "Pipe"
)

// New makes the handle of an open conn in r: JavaScript sets its onread(status, buffer), where a negative status is an error number or
// the end (-4095).
func New(r *realm.Realm, conn Conn) *Handle {
	h := newHandle(r, pipe)
	h.conn = conn
	return h
}

func newHandle(r *realm.Realm, k kind) *Handle {
	h := &Handle{realm: r, kind: k, operation: r.Loop.Begin(), context: r.AsyncContext, refed: true}
	h.wanted = sync.NewCond(&h.mu)
	h.operation.Unref()
	h.forget = atClose(r, h.stop)
	h.object = classOf(r).wrap(h)
	return h
}

// Object is the handle as JavaScript sees it.
func (h *Handle) Object() *goja.Object { return h.object }

// settle lets the handle keep the loop alive while there is something to come from it: a paused or ended stream does not.
func (h *Handle) settle() {
	h.mu.Lock()
	active := h.reading && !h.ended && h.conn != nil || h.connecting > 0
	if h.closed {
		active = false
	}
	h.mu.Unlock()
	if active && h.refed {
		h.operation.Ref()
	} else {
		h.operation.Unref()
	}
}

func (h *Handle) ref(yes bool) {
	h.refed = yes
	h.settle()
}

// call calls fn in the asynchronous context of the handle.
func (h *Handle) call(fn goja.Callable, args ...goja.Value) {
	callIn(h.realm, h.context, fn, h.object, args...)
}

func callIn(r *realm.Realm, context goja.Value, fn goja.Callable, this goja.Value, args ...goja.Value) {
	outer := r.AsyncContext
	r.AsyncContext = context
	_, err := fn(this, args...)
	r.AsyncContext = outer
	if err != nil {
		r.Loop.Uncaught(err)
	}
}

// background runs work off the realm's goroutine and then calls done with its status. While it runs the loop lives on, referenced or not.
func (h *Handle) background(done goja.Callable, work func() error) {
	finish := h.pending(done)
	go func() { finish(work()) }()
}

// pending is an operation that ends with done once its answer is called, on any goroutine.
func (h *Handle) pending(done goja.Callable) func(error) {
	operation, context := h.realm.Loop.Begin(), h.realm.AsyncContext
	if !h.refed {
		operation.Unref()
	}
	return func(err error) {
		operation.End(func() {
			if done != nil {
				callIn(h.realm, context, done, h.object, h.realm.Runtime.ToValue(status(err)))
			}
		})
	}
}

// shutdown(done) ends the writing half. A socket of the system ends it at once, and its done is on the way before anything that the peer answers;
// a connection that says farewell first may have to wait for it.
func (h *Handle) shutdown(c goja.FunctionCall) goja.Value {
	done, _ := goja.AssertFunction(c.Argument(0))
	conn := h.connection()
	if conn == nil {
		return h.realm.Runtime.ToValue(statusNotConnected)
	}
	end := func() error {
		if half, ok := conn.(writeCloser); ok {
			return half.CloseWrite()
		}
		return nil
	}
	if _, ok := rawReader(conn); ok {
		h.pending(done)(end())
	} else {
		h.background(done, end)
	}
	return h.realm.Runtime.ToValue(0)
}

func (h *Handle) connection() Conn {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.conn
}

func (h *Handle) close(c goja.FunctionCall) {
	done, _ := goja.AssertFunction(c.Argument(0))
	h.forget()
	h.stop()
	context := h.realm.AsyncContext
	h.settle()
	if done != nil { // whoever waits for the end of a handle waits for this
		h.operation.Ref()
	}
	h.operation.End(func() {
		if done != nil {
			callIn(h.realm, context, done, h.object)
		}
	})
}

// stop closes the connection, once. A closed connection makes the reader return.
func (h *Handle) stop() {
	h.mu.Lock()
	already, conn := h.closed, h.conn
	h.closed = true
	h.wanted.Broadcast()
	h.mu.Unlock()
	if h.cancel != nil {
		h.cancel()
	}
	if !already && conn != nil {
		_ = conn.Close()
	}
}
