package clone

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed messaging.js
var messagingSource string

//go:embed messageevent.js
var messageEventSource string

//go:embed broadcast.js
var broadcastSource string

var (
	messagingScript    = realm.NewModuleScript("node:internal/messaging", messagingSource)
	messageEventScript = realm.NewModuleScript("node:internal/message_event", messageEventSource)
	broadcastScript    = realm.NewModuleScript("node:internal/broadcast_channel", broadcastSource)
)

// LoadMessageEvent builds internal/message_event.
func LoadMessageEvent(r *realm.Realm) (goja.Value, error) { return messageEventScript.Load(r, nil) }

// LoadMessaging builds internal/messaging: MessageChannel and MessagePort.
func LoadMessaging(r *realm.Realm) (goja.Value, error) {
	m := of(r)
	native := r.Runtime.NewObject()
	m.portMethods(native)
	r.Method(native, "channel", 2, func(c goja.FunctionCall) goja.Value {
		a, b := newChannel()
		m.attach(c.Argument(0).(*goja.Object), a)
		m.attach(c.Argument(1).(*goja.Object), b)
		return goja.Undefined()
	})
	r.Method(native, "setHooks", 3, func(c goja.FunctionCall) goja.Value {
		m.makePort, _ = goja.AssertFunction(c.Argument(0))
		m.dispatch, _ = goja.AssertFunction(c.Argument(1))
		m.portProto, _ = c.Argument(2).(*goja.Object)
		return goja.Undefined()
	})
	return messagingScript.Load(r, native)
}

// LoadBroadcast builds internal/broadcast_channel.
func LoadBroadcast(r *realm.Realm) (goja.Value, error) {
	m := of(r)
	native := r.Runtime.NewObject()
	m.portMethods(native)
	r.Method(native, "join", 2, func(c goja.FunctionCall) goja.Value {
		names := r.Agents.Shared(broadcastKey{}, func() any { return &broadcasts{} }).(*broadcasts)
		h := m.attach(c.Argument(0).(*goja.Object), names.group(c.Argument(1).String()).join())
		h.operation.Ref()
		h.start()
		return goja.Undefined()
	})
	return broadcastScript.Load(r, native)
}

// portOf returns the slot of a port that lives or lived; its handle is gone when the port has ended. nil for what is no port.
func (m *room) portOf(v goja.Value) *portSlot {
	slot, _ := m.ports.Get(v)
	return slot
}

// portMethods gives native what ports can do. On a port that has ended nothing happens.
func (m *room) portMethods(native *goja.Object) {
	r := m.realm
	method := func(name string, f func(h *handle, c goja.FunctionCall) goja.Value) {
		r.Method(native, name, 1, func(c goja.FunctionCall) goja.Value {
			if slot := m.portOf(c.Argument(0)); slot != nil && slot.handle != nil {
				if v := f(slot.handle, c); v != nil {
					return v
				}
			}
			return goja.Undefined()
		})
	}
	simple := func(name string, f func(h *handle)) {
		method(name, func(h *handle, _ goja.FunctionCall) goja.Value { f(h); return nil })
	}
	r.Method(native, "isPort", 1, func(c goja.FunctionCall) goja.Value { return r.Runtime.ToValue(m.portOf(c.Argument(0)) != nil) })
	r.Method(native, "post", 3, func(c goja.FunctionCall) goja.Value {
		port, _ := c.Argument(0).(*goja.Object)
		message := m.serialize(c.Argument(1), list(r, c.Argument(2)), port)
		slot := m.portOf(port)
		if slot == nil || slot.handle == nil || slot.handle.closing {
			message.Discard()
			return goja.Undefined()
		}
		if message.carries(slot.handle.end.group) {
			message.Discard()
			slot.handle.close()
			return goja.Null() // the other end is in its own message
		}
		if slot.handle.end.post(message) == 0 {
			message.Discard()
		}
		return r.Runtime.ToValue(true)
	})
	method("receive", func(h *handle, _ goja.FunctionCall) goja.Value {
		message, last := h.end.take()
		if last {
			defer h.close()
		}
		if message == nil {
			return nil
		}
		data, _ := h.deserialize(message, !h.end.group.channel)
		return r.Runtime.NewArray(data)
	})
	method("hasRef", func(h *handle, _ goja.FunctionCall) goja.Value { return r.Runtime.ToValue(h.operation.HasRef()) })
	simple("start", (*handle).start)
	simple("stop", (*handle).stop)
	simple("drain", (*handle).drain)
	simple("close", (*handle).close)
	method("isOpen", func(h *handle, _ goja.FunctionCall) goja.Value { return r.Runtime.ToValue(!h.closing) })
	simple("ref", func(h *handle) { h.operation.Ref() })
	simple("unref", func(h *handle) { h.operation.Unref() })
}

// newPort makes the MessagePort of an end that came with a message.
func (m *room) newPort(e *end) *goja.Object {
	m.needMessaging()
	o := m.realm.Call(m.makePort, goja.Undefined()).(*goja.Object)
	if e == nil {
		return o
	}
	m.attach(o, e)
	return o
}

func (m *room) needMessaging() {
	if m.makePort == nil {
		require, _ := goja.AssertFunction(m.realm.RequireInternal)
		m.realm.Call(require, goja.Undefined(), m.realm.Runtime.ToValue("internal/messaging"))
	}
}
