package handle

import (
	"io"
	"net"
	"sync"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// Bridge is a connection whose other side is a stream in JavaScript: what it writes goes to onwrite(buffer, done), what JavaScript feeds is read.
type Bridge struct {
	realm  *realm.Realm
	object *goja.Object

	mu     sync.Mutex
	change *sync.Cond
	fed    [][]byte
	ended  bool
	closed bool
}

// NewBridge makes a bridge in r.
func NewBridge(r *realm.Realm) *Bridge {
	b := &Bridge{realm: r, object: r.Runtime.NewObject()}
	b.change = sync.NewCond(&b.mu)
	r.Method(b.object, "feed", 1, func(c goja.FunctionCall) goja.Value {
		chunk, _ := r.Bytes(c.Argument(0))
		b.put(append([]byte(nil), chunk...), len(chunk) == 0)
		return goja.Undefined()
	})
	return b
}

// Object is the bridge as JavaScript sees it: feed(buffer) with an empty one as the end.
func (b *Bridge) Object() *goja.Object { return b.object }

func (b *Bridge) put(chunk []byte, end bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if end {
		b.ended = true
	} else {
		b.fed = append(b.fed, chunk)
	}
	b.change.Broadcast()
}

func (b *Bridge) Read(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.fed) == 0 && !b.ended && !b.closed {
		b.change.Wait()
	}
	switch {
	case b.closed:
		return 0, net.ErrClosed
	case len(b.fed) == 0:
		return 0, io.EOF
	}
	n := copy(p, b.fed[0])
	if b.fed[0] = b.fed[0][n:]; len(b.fed[0]) == 0 {
		b.fed = b.fed[1:]
	}
	return n, nil
}

// Write waits until JavaScript has taken the bytes: how much is under way is bounded by its stream.
func (b *Bridge) Write(p []byte) (int, error) {
	chunk := append([]byte(nil), p...)
	done := make(chan bool, 1)
	sent := b.realm.Loop.Submit(func() {
		onwrite, ok := goja.AssertFunction(b.object.Get("onwrite"))
		if !ok {
			done <- false
			return
		}
		answer := b.realm.Runtime.ToValue(func(c goja.FunctionCall) goja.Value {
			select {
			case done <- !c.Argument(0).ToBoolean():
			default:
			}
			return goja.Undefined()
		})
		if _, err := onwrite(b.object, b.realm.NewBuffer(chunk), answer); err != nil {
			b.realm.Loop.Uncaught(err)
		}
	})
	if !sent || !<-done {
		return 0, net.ErrClosed
	}
	return len(p), nil
}

// CloseWrite tells JavaScript that no more comes.
func (b *Bridge) CloseWrite() error {
	b.realm.Loop.Submit(func() {
		if onend, ok := goja.AssertFunction(b.object.Get("onend")); ok {
			if _, err := onend(b.object); err != nil {
				b.realm.Loop.Uncaught(err)
			}
		}
	})
	return nil
}

func (b *Bridge) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	b.change.Broadcast()
	return nil
}

type bridgeAddr struct{}

func (bridgeAddr) Network() string { return "stream" }
func (bridgeAddr) String() string  { return "stream" }

func (b *Bridge) LocalAddr() net.Addr              { return bridgeAddr{} }
func (b *Bridge) RemoteAddr() net.Addr             { return bridgeAddr{} }
func (b *Bridge) SetDeadline(time.Time) error      { return nil }
func (b *Bridge) SetReadDeadline(time.Time) error  { return nil }
func (b *Bridge) SetWriteDeadline(time.Time) error { return nil }
