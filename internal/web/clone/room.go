// Package clone is structured cloning (https://html.spec.whatwg.org/#structured-serialize), within a realm and between realms, and the message channels
// built on it.
package clone

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed clone.js
var cloneSource string

var cloneScript = realm.NewModuleScript("node:internal/structured_clone", cloneSource)

// room is what cloning and messaging keep for a realm.
type room struct {
	realm    *realm.Realm
	taken    *intrinsics
	handlers map[*goja.Object]*handler // by prototype
	marked   realm.Brands[struct{}]    // untransferable objects

	ports     realm.Brands[*portSlot]
	held      map[*handle]struct{}
	dispatch  goja.Callable // of messaging: emits an event on a port
	portProto *goja.Object  // MessagePort.prototype, once there are ports
	makePort  goja.Callable // of messaging: an object for an end
}

type roomKey struct{}

// of returns the room of a realm.
func of(r *realm.Realm) *room {
	if m, ok := r.Slot(roomKey{}).(*room); ok {
		return m
	}
	m := &room{realm: r, handlers: map[*goja.Object]*handler{}, held: map[*handle]struct{}{}}
	r.SetSlot(roomKey{}, m)
	r.OnClose(m.closeAll)
	return m
}

// handler says how objects of a class of the host's own are cloned or transferred: what clone or transfer returns goes through the clone, and the
// export revive of the internal module makes an object of it in the other realm. prepare throws if an object cannot be moved now.
type handler struct {
	module, revive  string
	clone, transfer goja.Callable // nil for what cannot be done
	when            goja.Callable // tells whether an object is treated so at all; nil for always
	prepare         goja.Callable
}

// handlerOf returns how o is cloned, nil for an object of the language.
func (m *room) handlerOf(o *goja.Object) *handler {
	if len(m.handlers) == 0 {
		return nil
	}
	for proto := o.Prototype(); proto != nil; proto = proto.Prototype() {
		if h := m.handlers[proto]; h != nil {
			if h.when != nil && !m.realm.Call(h.when, goja.Undefined(), o).ToBoolean() {
				return nil
			}
			return h
		}
	}
	return nil
}

// Load builds internal/structured_clone.
func Load(r *realm.Realm) (goja.Value, error) {
	m := of(r)
	native := r.Runtime.NewObject()
	r.Method(native, "clone", 2, func(c goja.FunctionCall) goja.Value {
		v, _ := m.deserialize(m.serialize(c.Argument(0), list(r, c.Argument(1)), nil), false)
		return v
	})
	r.Method(native, "markAsUntransferable", 1, func(c goja.FunctionCall) goja.Value {
		if o, ok := c.Argument(0).(*goja.Object); ok {
			m.marked.Set(o, struct{}{})
		}
		return goja.Undefined()
	})
	return cloneScript.Load(r, native)
}

// LoadRegistry builds internal/cloneable: register(prototype, { module, revive, clone, transfer, prepare, when }) says how objects of a class are cloned. What
// clone(object) or transfer(object) returns is cloned instead, and require(module)[revive] makes an object of it, in this realm or another; an object
// for which when(object) is false is an ordinary one. It is apart from structured_clone so that classes are registered where nothing is cloned.
func LoadRegistry(r *realm.Realm) (goja.Value, error) {
	m := of(r)
	exports := r.Runtime.NewObject()
	r.Method(exports, "register", 2, func(c goja.FunctionCall) goja.Value {
		m.register(c.Argument(0).ToObject(r.Runtime), c.Argument(1).ToObject(r.Runtime))
		return goja.Undefined()
	})
	return exports, nil
}

// Register says how objects that have proto are cloned or transferred: see LoadRegistry.
func Register(r *realm.Realm, proto, how *goja.Object) { of(r).register(proto, how) }

func (m *room) register(proto, how *goja.Object) {
	h := &handler{module: how.Get("module").String(), revive: how.Get("revive").String()}
	h.clone, _ = goja.AssertFunction(how.Get("clone"))
	h.transfer, _ = goja.AssertFunction(how.Get("transfer"))
	h.when, _ = goja.AssertFunction(how.Get("when"))
	h.prepare, _ = goja.AssertFunction(how.Get("prepare"))
	m.handlers[proto] = h
}

// domException makes a DOMException.
func (m *room) domException(message, name string) *goja.Object {
	require, _ := goja.AssertFunction(m.realm.RequireInternal)
	class := m.realm.Call(require, goja.Undefined(), m.realm.Runtime.ToValue("internal/domexception")).ToObject(m.realm.Runtime).Get("DOMException")
	o, err := m.realm.Runtime.New(class, m.realm.Runtime.ToValue(message), m.realm.Runtime.ToValue(name))
	if err != nil {
		panic(realm.Rethrow(err))
	}
	return o
}
