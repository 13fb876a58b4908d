//go:build unix

package childprocess

import (
	"os"
	"sync"
	"syscall"
	"time"

	"github.com/dop251/goja"
	"golang.org/x/sys/unix"

	"github.com/wasmglue/wasmglue/internal/eventloop"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// channel carries messages between two processes over a local socket. What is written goes out at once as far as the other side takes it: a
// process may end right after it sent something.
type channel struct {
	realm     *realm.Realm
	file      *os.File
	object    *goja.Object
	operation *eventloop.Operation
	closed    bool // owned by the realm's goroutine

	mu      sync.Mutex
	waiting []packet // what the other side has not taken
	size    int
	ending  bool // close when nothing is waiting
}

// packet is the rest of what one write gave.
type packet struct {
	bytes []byte
	done  func(error)
}

// openChannel(fd) makes the channel of a descriptor, which it owns from then on. JavaScript sets its onread(buffer): null is the end.
func openChannel(r *realm.Realm, fd int) *goja.Object {
	unix.CloseOnExec(fd)
	_ = unix.SetNonblock(fd, true)
	c := &channel{realm: r, file: os.NewFile(uintptr(fd), "channel"), object: r.Runtime.NewObject(), operation: r.Loop.Begin()}
	o := c.object
	r.Method(o, "write", 2, c.write)
	r.Method(o, "close", 1, c.close)
	r.Method(o, "readStart", 0, func(goja.FunctionCall) goja.Value { go c.read(); return goja.Undefined() })
	r.Method(o, "ref", 0, func(goja.FunctionCall) goja.Value { c.operation.Ref(); return goja.Undefined() })
	r.Method(o, "unref", 0, func(goja.FunctionCall) goja.Value { c.operation.Unref(); return goja.Undefined() })
	r.Method(o, "hasRef", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(c.operation.HasRef()) })
	r.Method(o, "queued", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(c.queued()) })
	return o
}

// read hands what arrives to JavaScript, one chunk at a time.
func (c *channel) read() {
	b := make([]byte, chunk)
	for {
		n, err := c.file.Read(b)
		if n > 0 && !c.deliver(append([]byte(nil), b[:n]...)) {
			return
		}
		if err != nil {
			c.deliver(nil)
			return
		}
	}
}

// deliver calls onread and waits until it has run. It answers false once nobody reads any more.
func (c *channel) deliver(b []byte) bool {
	seen := make(chan bool, 1)
	if !c.realm.Loop.Submit(func() {
		defer func() { seen <- !c.closed }()
		onread, ok := goja.AssertFunction(c.object.Get("onread"))
		if c.closed || !ok {
			return
		}
		var arrived goja.Value = goja.Null()
		if b != nil {
			arrived = c.realm.NewBuffer(b)
		}
		c.call(onread, arrived)
	}) {
		return false
	}
	return <-seen
}

func (c *channel) call(fn goja.Callable, args ...goja.Value) {
	if _, err := fn(c.object, args...); err != nil {
		c.realm.Loop.Uncaught(err)
	}
}

// write(buffer, done) sends bytes and calls done with an error number, 0 when all went out.
func (c *channel) write(call goja.FunctionCall) goja.Value {
	b, _ := c.realm.Bytes(call.Argument(0))
	done, _ := goja.AssertFunction(call.Argument(1))
	operation := c.realm.Loop.Begin()
	finish := func(err error) {
		operation.End(func() { c.call(done, c.realm.Runtime.ToValue(number(err))) })
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.waiting) > 0 {
		c.enqueue(b, finish)
		return goja.Undefined()
	}
	n, err := c.writeNow(b)
	if err != nil || n == len(b) {
		finish(err)
		return goja.Undefined()
	}
	c.enqueue(b[n:], finish)
	go c.drain()
	return goja.Undefined()
}

func (c *channel) enqueue(b []byte, done func(error)) {
	c.waiting = append(c.waiting, packet{append([]byte(nil), b...), done})
	c.size += len(b)
}

// writeNow writes what the other side takes without waiting.
func (c *channel) writeNow(b []byte) (written int, err error) {
	raw, err := c.file.SyscallConn()
	if err != nil {
		return 0, err
	}
	var failure error
	err = raw.Write(func(fd uintptr) bool {
		for written < len(b) {
			n, e := syscall.Write(int(fd), b[written:])
			if e == syscall.EINTR {
				continue
			}
			if e == syscall.EAGAIN {
				return true
			}
			if e != nil {
				failure = e
				return true
			}
			written += n
		}
		return true
	})
	if err == nil {
		err = failure
	}
	return written, err
}

// drain writes what waits, on a goroutine of its own.
func (c *channel) drain() {
	for {
		c.mu.Lock()
		if len(c.waiting) == 0 {
			c.mu.Unlock()
			return
		}
		next := c.waiting[0]
		c.mu.Unlock()
		_, err := c.file.Write(next.bytes)
		next.done(err)
		c.mu.Lock()
		c.waiting = c.waiting[1:]
		c.size -= len(next.bytes)
		last := c.ending && len(c.waiting) == 0
		c.mu.Unlock()
		if last {
			_ = c.file.Close()
		}
	}
}

func (c *channel) queued() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.size
}

// close(done) ends the channel: what waits is sent first.
func (c *channel) close(call goja.FunctionCall) goja.Value {
	if c.closed {
		return goja.Undefined()
	}
	c.closed = true
	c.mu.Lock()
	c.ending = true
	idle := len(c.waiting) == 0
	c.mu.Unlock()
	if idle {
		_ = c.file.Close()
	} else { // the reader must not keep the other side waiting
		_ = c.file.SetReadDeadline(time.Unix(1, 0))
	}
	done, ok := goja.AssertFunction(call.Argument(0))
	c.operation.End(func() {
		if ok {
			c.call(done)
		}
	})
	return goja.Undefined()
}
