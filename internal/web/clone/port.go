package clone

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/eventloop"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// handle is an end in the realm that holds it: what a MessagePort or BroadcastChannel object stands on. It lives until it is closed or moved.
type handle struct {
	*room
	end       *end // nil once it was moved or closed
	object    *goja.Object
	operation *eventloop.Operation
	async     *realm.AsyncOperation // what listeners run as
	started   bool
	closing   bool
}

// attach makes o the object of an end.
func (m *room) attach(o *goja.Object, e *end) *handle {
	h := &handle{room: m, end: e, object: o, operation: m.realm.Loop.Begin()}
	h.operation.Unref()
	m.ports.Set(o, &portSlot{h})
	m.held[h] = struct{}{}
	h.async = m.realm.NewOperation("MESSAGEPORT", o)
	waiting, orphan := e.hold(h.schedule)
	if orphan || waiting > 0 {
		h.schedule()
	}
	return h
}

// portSlot is what a port's object is known by; the handle, which refers to the object, is gone when the port has ended.
type portSlot struct{ handle *handle }

// schedule lets the realm look at the next message. It may be called on any goroutine.
func (h *handle) schedule() { h.realm.Loop.Submit(h.next) }

// next delivers one message, or the end of the channel.
func (h *handle) next() {
	if h.end == nil || h.closing {
		return
	}
	if !h.started {
		if waiting, orphan := h.end.hold(h.schedule); orphan && waiting == 0 {
			h.close()
		}
		return
	}
	message, last := h.end.take()
	if last {
		defer h.close()
	}
	if message != nil {
		_ = h.realm.Within(h.async, func() error { h.deliver(message); return nil })
	}
}

func (h *handle) deliver(message *Message) {
	many := !h.end.group.channel
	var data goja.Value
	var ports []any
	if thrown := h.realm.Runtime.Try(func() { data, ports = h.deserialize(message, many) }); thrown != nil {
		h.report(h.dispatch(goja.Undefined(), h.object, h.realm.Runtime.ToValue("messageerror"), thrown.Value(), h.realm.Runtime.NewArray()))
		return
	}
	h.report(h.dispatch(goja.Undefined(), h.object, h.realm.Runtime.ToValue("message"), data, h.realm.Runtime.NewArray(ports...)))
}

func (h *handle) report(_ goja.Value, err error) {
	if err != nil {
		h.realm.Loop.Uncaught(err)
	}
}

// start begins delivering, what waits first.
func (h *handle) start() {
	if h.started || h.end == nil {
		return
	}
	h.started = true
	waiting, orphan := h.end.hold(h.schedule)
	for range waiting {
		h.schedule()
	}
	if orphan {
		h.schedule()
	}
}

// stop keeps what arrives, until the port is started again.
func (h *handle) stop() { h.started = false }

// drain delivers all that waits now.
func (h *handle) drain() {
	for h.end != nil {
		message, _ := h.end.take()
		if message == nil {
			return
		}
		h.deliver(message)
	}
}

// close ends the port: what waits is delivered if it was started, then 'close' is emitted.
func (h *handle) close() {
	if h.end == nil || h.closing {
		return
	}
	h.closing = true
	h.end.close()
	h.realm.Loop.Begin().End(func() {
		if h.started {
			h.drain()
		}
		h.release().discard()
		_ = h.realm.Within(h.async, func() error {
			h.report(h.dispatch(goja.Undefined(), h.object, h.realm.Runtime.ToValue("close"), goja.Undefined(), goja.Undefined()))
			return nil
		})
		h.realm.DestroyOperation(h.async)
	})
}

// detach takes the end out of the realm, to be moved.
func (h *handle) detach() *end {
	h.end.hold(nil)
	defer h.realm.DestroyOperation(h.async)
	return h.release()
}

func (h *handle) release() *end {
	e := h.end
	h.end = nil
	h.operation.End(nil)
	h.operation.Unref()
	delete(h.held, h)
	if slot, ok := h.ports.Get(h.object); ok {
		slot.handle = nil
	}
	return e
}

// closeAll closes what the realm holds when it ends.
func (m *room) closeAll() {
	for h := range m.held {
		h.end.hold(nil)
		h.end.discard()
	}
	clear(m.held)
}
