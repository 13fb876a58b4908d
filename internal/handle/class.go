package handle

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// class is what all handles of a realm share: their prototypes, with the natives made once.
type class struct {
	realm     *realm.Realm
	stream    *goja.Object
	server    *goja.Object
	datagrams *goja.Object
}

type classKey struct{}

func classOf(r *realm.Realm) *class {
	if k, ok := r.Slot(classKey{}).(*class); ok {
		return k
	}
	k := &class{realm: r, stream: r.Runtime.NewObject(), server: r.Runtime.NewObject(), datagrams: r.Runtime.NewObject()}
	k.defineStream()
	k.defineServer()
	k.defineDatagrams()
	r.SetSlot(classKey{}, k)
	return k
}

func (k *class) wrap(half any) *goja.Object {
	prototype := k.stream
	if _, ok := half.(*listener); ok {
		prototype = k.server
	}
	o := k.realm.Runtime.CreateObject(prototype)
	k.realm.Hide(o, half)
	return o
}

// Of is the handle that v shows in JavaScript, nil if it is none.
func Of(v goja.Value) *Handle {
	h, _ := realm.Hidden(v).(*Handle)
	return h
}

func (k *class) method(name string, length int, f func(*Handle, goja.FunctionCall) goja.Value) {
	k.realm.Method(k.stream, name, length, func(c goja.FunctionCall) goja.Value {
		h, ok := realm.Hidden(c.This).(*Handle)
		if !ok {
			panic(k.realm.Runtime.NewTypeError("Illegal invocation"))
		}
		return f(h, c)
	})
}

func (k *class) verb(name string, length int, f func(*Handle, goja.FunctionCall)) {
	k.method(name, length, func(h *Handle, c goja.FunctionCall) goja.Value {
		f(h, c)
		return goja.Undefined()
	})
}

func (k *class) defineStream() {
	value := k.realm.Runtime.ToValue
	k.method("readStart", 0, func(h *Handle, _ goja.FunctionCall) goja.Value { h.want(true); return value(0) })
	k.method("readStop", 0, func(h *Handle, _ goja.FunctionCall) goja.Value { h.want(false); return value(0) })
	k.method("write", 3, (*Handle).write)
	k.method("writev", 2, (*Handle).writev)
	k.method("shutdown", 1, (*Handle).shutdown)
	k.method("connect", 6, (*Handle).connect)
	k.method("connectPipe", 2, (*Handle).connectPipe)
	k.method("getsockname", 0, func(h *Handle, _ goja.FunctionCall) goja.Value { return h.address(local) })
	k.method("getpeername", 0, func(h *Handle, _ goja.FunctionCall) goja.Value { return h.address(remote) })
	k.method("setNoDelay", 1, (*Handle).setNoDelay)
	k.method("setKeepAlive", 2, (*Handle).setKeepAlive)
	k.method("reset", 1, (*Handle).reset)
	k.verb("close", 1, (*Handle).close)
	k.verb("ref", 0, func(h *Handle, _ goja.FunctionCall) { h.ref(true) })
	k.verb("unref", 0, func(h *Handle, _ goja.FunctionCall) { h.ref(false) })
	k.method("hasRef", 0, func(h *Handle, _ goja.FunctionCall) goja.Value { return value(h.refed && !h.closed) })
	k.method("bytesRead", 0, func(h *Handle, _ goja.FunctionCall) goja.Value { return value(h.readBytes) })
	k.method("bytesWritten", 0, func(h *Handle, _ goja.FunctionCall) goja.Value { return value(h.writtenBytes) })
}
