package clone

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// transfer makes the nodes of what the list moves, so that the walk finds them, and the steps that take it away from the sender: they run when the
// whole message has been serialized.
func (s *serializer) transfer(list []goja.Value, sender *goja.Object) (moves []func()) {
	message := s.message
	for _, v := range list {
		o, ok := v.(*goja.Object)
		switch {
		case !ok:
			s.throwInvalidTransfer()
		case s.untransferable(o):
			continue // it is copied
		case s.realm.KindOf(o) == "ArrayBuffer":
			if n, move := s.moveBuffer(o); n != nil {
				message.moved = append(message.moved, n)
				moves = append(moves, move)
			}
			continue
		}
		n, move := s.moveObject(o, sender)
		if n.kind == port {
			message.ports = append(message.ports, n)
		} else {
			message.moved = append(message.moved, n)
		}
		moves = append(moves, move)
	}
	return moves
}

// moveBuffer moves the bytes of a buffer; one that cannot be detached, or is already, stays: its bytes are copied when the walk meets it.
func (s *serializer) moveBuffer(o *goja.Object) (n *node, move func()) {
	if _, twice := s.seen[o]; twice {
		s.throwClone("Transfer list contains duplicate ArrayBuffer")
	}
	buffer := o.Export().(goja.ArrayBuffer)
	if buffer.Detached() || s.realm.WebAssembly != nil && s.realm.WebAssembly.IsMemoryBuffer(o) {
		return nil, nil
	}
	n = &node{kind: arrayBuffer, once: true}
	s.seen[o] = n
	return n, func() {
		n.bytes = buffer.Bytes()
		buffer.Detach()
	}
}

func (s *serializer) moveObject(o, sender *goja.Object) (n *node, move func()) {
	if o == sender {
		s.throwClone("Transfer list contains source port")
	}
	if slot := s.portOf(o); slot != nil {
		return s.movePort(o, slot)
	}
	h := s.handlerOf(o)
	if h == nil || h.transfer == nil {
		s.throwInvalidTransfer()
	}
	s.throwIfDuplicate(o, o.Get("constructor").ToObject(s.realm.Runtime).Get("name").String())
	if h.prepare != nil {
		s.realm.Call(h.prepare, goja.Undefined(), o)
	}
	n = &node{kind: platformObject, module: h.module, class: h.revive}
	s.seen[o] = n
	return n, func() {
		s.moving = true // ports that the class makes for its objects are its own to move
		n.values = []value{s.value(s.realm.Call(h.transfer, goja.Undefined(), o))}
		s.moving = false
	}
}

func (s *serializer) movePort(o *goja.Object, slot *portSlot) (n *node, move func()) {
	s.throwIfDuplicate(o, "MessagePort")
	if slot.handle == nil || slot.handle.closing {
		s.throwClone("MessagePort in transfer list is already detached")
	}
	n = &node{kind: port}
	s.seen[o] = n
	return n, func() { n.end = slot.handle.detach() }
}

func (s *serializer) throwIfDuplicate(o *goja.Object, class string) {
	if _, twice := s.seen[o]; twice {
		s.throwClone("Transfer list contains duplicate " + class)
	}
}

func (s *serializer) throwInvalidTransfer() {
	s.realm.Throw("TypeError", "ERR_INVALID_TRANSFER_OBJECT", "Found invalid object in transferList")
}

// untransferable tells whether o was marked so.
func (m *room) untransferable(o *goja.Object) bool {
	_, marked := m.marked.Get(o)
	return marked
}

// list reads a transfer list that JavaScript has made an array.
func list(r *realm.Realm, v goja.Value) []goja.Value {
	if realm.IsNullish(v) {
		return nil
	}
	var out []goja.Value
	r.Runtime.ForOf(v, func(item goja.Value) bool {
		out = append(out, item)
		return true
	})
	return out
}
