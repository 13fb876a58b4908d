package fs

import (
	"sync"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/eventloop"
	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// watching is one watch of the guest. It keeps the loop alive until it is closed or unreferenced.
type watching struct {
	operation *eventloop.Operation
	stop      func()
	closed    bool // owned by the realm's goroutine

	mu      sync.Mutex
	changes []sandbox.Change // heard, and not told yet
}

// maxUntold bounds what a guest that does not listen makes us keep: the kernel drops events beyond that number too.
const maxUntold = 16384

// watch(path, told) calls told(name as bytes, renamed) for each change, and returns what close, ref and unref take.
func (c *core) watch(fc goja.FunctionCall) goja.Value {
	given, full := c.name(fc.Argument(0))
	told := c.FunctionArg(fc.Argument(1), "told")
	w := &watching{operation: c.Loop.BeginKind("FSEVENTWRAP")}
	stop, err := c.system().Watch(full, func(change sandbox.Change) {
		if w.hear(change) {
			w.operation.Post(func() { c.tell(w, told) })
		}
	})
	if err != nil {
		w.end()
		panic(c.SystemError(err, "watch", given))
	}
	w.stop = stop
	c.watches[w] = true
	return c.Runtime.ToValue(w)
}

// hear keeps a change and tells whether it is the first one, of which the loop must be told.
func (w *watching) hear(change sandbox.Change) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.changes) < maxUntold {
		w.changes = append(w.changes, change)
	}
	return len(w.changes) == 1
}

// tell gives the guest one change, and posts the next: each is a task of its own.
func (c *core) tell(w *watching, told goja.Callable) {
	w.mu.Lock()
	change := w.changes[0]
	w.changes = w.changes[1:]
	more := len(w.changes) > 0
	w.mu.Unlock()
	if w.closed {
		return
	}
	if more {
		w.operation.Post(func() { c.tell(w, told) })
	}
	if _, err := told(goja.Undefined(), c.NewBuffer([]byte(change.Name)), c.Runtime.ToValue(change.Renamed)); err != nil {
		c.Loop.Uncaught(err)
	}
}

// watchMethod makes a native of what is done with a watch.
func (c *core) watchMethod(do func(*watching)) func(goja.FunctionCall) goja.Value {
	return func(fc goja.FunctionCall) goja.Value {
		if w, ok := fc.Argument(0).Export().(*watching); ok {
			do(w)
		}
		return goja.Undefined()
	}
}

func (c *core) unwatch(w *watching) {
	if !w.closed {
		delete(c.watches, w)
		w.stop()
		w.end()
	}
}

func (w *watching) end() {
	w.closed = true
	w.operation.Unref()
	w.operation.End(nil)
}

func (c *core) unwatchAll() {
	for w := range c.watches {
		w.stop()
	}
}
