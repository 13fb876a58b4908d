package handle

import (
	"errors"
	"io"
	"sync"
	"syscall"

	"github.com/dop251/goja"
)

// readChunk is how much is read at once, as in libuv.
const readChunk = 64 << 10

// chunks are the buffers that are read into: an idle connection holds none.
var chunks = sync.Pool{New: func() any { b := make([]byte, readChunk); return &b }}

func (h *Handle) want(more bool) {
	h.mu.Lock()
	h.reading = more
	if more && h.shared {
		h.takeBack()
	}
	if more && !h.started && !h.closed && h.conn != nil {
		h.started = true
		h.gone = make(chan struct{})
		go h.read(h.gone)
	}
	h.wanted.Signal()
	h.mu.Unlock()
	h.settle()
}

// read hands chunks to JavaScript while it wants them, on a goroutine of its own.
func (h *Handle) read(done chan struct{}) {
	defer close(done)
	source := h.source()
	for source != nil && h.awaitWish() {
		b, err := source()
		if len(b) > 0 && !h.deliver(b, nil) {
			h.rest, h.restErr = b, err
			return
		}
		switch {
		case err == nil:
		case !h.interruptedByShare(err):
			h.restErr = err
			h.deliver(nil, err)
			return
		case h.givenAway():
			return
		}
	}
}

// awaitWish blocks until data is wanted, and answers false once the handle is closed.
func (h *Handle) awaitWish() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	for !h.reading && !h.closed && !h.taken {
		h.wanted.Wait()
	}
	return !h.closed && !h.taken
}

// deliver calls onread and waits until it has run: how much JavaScript holds is bounded by what it has seen. What arrives after JavaScript
// stopped reading waits until it starts again.
func (h *Handle) deliver(b []byte, err error) bool {
	for h.awaitWish() {
		taken := make(chan bool, 1)
		if !h.realm.Loop.Submit(func() { taken <- h.onread(b, err) }) {
			return false
		}
		if <-taken {
			return true
		}
	}
	return false
}

// onread answers whether JavaScript took what was read.
func (h *Handle) onread(b []byte, err error) bool {
	h.mu.Lock()
	gone, wanted := h.closed, h.reading && !h.taken
	if err != nil && wanted {
		h.ended = true
	}
	h.mu.Unlock()
	if gone || !wanted {
		return gone
	}
	if err != nil {
		h.settle()
	}
	onread, callable := goja.AssertFunction(h.object.Get("onread"))
	if !callable {
		return true
	}
	if b != nil {
		h.readBytes += int64(len(b))
		h.call(onread, h.realm.Runtime.ToValue(len(b)), h.realm.NewBuffer(b))
	} else {
		h.call(onread, h.realm.Runtime.ToValue(readStatus(err)), goja.Undefined())
	}
	return true
}

// readStatus tells the end of a stream from a failure. A pipe whose other end is gone reads as ended.
func readStatus(err error) int {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrClosedPipe) {
		return statusEnd
	}
	return status(err)
}

// source is a function that reads the next bytes. Where the system tells when there is something to read, no buffer is held while waiting.
func (h *Handle) source() func() ([]byte, error) {
	conn := h.connection()
	if conn == nil {
		return nil
	}
	if raw, ok := rawReader(conn); ok {
		return func() ([]byte, error) { return readRaw(raw) }
	}
	return func() ([]byte, error) {
		buffer := chunks.Get().(*[]byte)
		defer chunks.Put(buffer)
		n, err := conn.Read(*buffer)
		return append([]byte(nil), (*buffer)[:n]...), err
	}
}

func rawReader(conn Conn) (syscall.RawConn, bool) {
	c, ok := conn.(syscall.Conn)
	if !ok || !canTry {
		return nil, false
	}
	raw, err := c.SyscallConn()
	return raw, err == nil
}
