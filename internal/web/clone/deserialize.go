package clone

import (
	"errors"
	"strconv"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// errUnreadable is why a message cannot be rebuilt in a realm: it has something that the realm's cluster does not share.
var errUnreadable = errors.New("the message cannot be deserialized here")

// deserializer rebuilds a message in a realm.
type deserializer struct {
	*room
	made map[*node]*goja.Object
	many bool // other realms get the message too
}

// deserialize rebuilds the message: its value, and the ports that came with it. It throws what reviving throws.
func (m *room) deserialize(message *Message, many bool) (v goja.Value, ports []any) {
	d := &deserializer{room: m, made: map[*node]*goja.Object{}, many: many}
	for _, n := range message.ports {
		ports = append(ports, d.object(n))
	}
	for _, n := range message.moved {
		d.object(n)
	}
	return d.value(message.root), ports
}

func (d *deserializer) value(v value) goja.Value {
	if v.node == nil {
		return v.primitive
	}
	return d.object(v.node)
}

func (d *deserializer) object(n *node) *goja.Object {
	if o, ok := d.made[n]; ok {
		return o
	}
	switch n.kind {
	case plainObject:
		o := d.realm.Runtime.NewObject()
		d.made[n] = o
		d.define(o, n)
		return o
	case array:
		return d.array(n)
	case errorObject:
		return d.errorOf(n)
	case mapObject, setObject:
		return d.collection(n)
	}
	o := d.leaf(n)
	d.made[n] = o
	return o
}

func (d *deserializer) define(o *goja.Object, n *node) {
	for i, key := range n.keys {
		_ = o.DefineDataProperty(key, d.value(n.values[i]), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
}

func (d *deserializer) array(n *node) *goja.Object {
	rt := d.realm.Runtime
	o := rt.NewArray()
	d.made[n] = o
	_ = o.Set("length", n.number)
	for i, key := range n.keys {
		v := d.value(n.values[i])
		if key == strconv.Itoa(i) {
			_ = o.Set(key, v)
		} else {
			_ = o.DefineDataProperty(key, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		}
	}
	return o
}

func (d *deserializer) errorOf(n *node) *goja.Object {
	o := d.construct(n.class)
	d.made[n] = o
	_ = o.Delete("message")
	_ = o.DefineDataProperty("stack", goja.Undefined(), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	for i, key := range n.keys {
		_ = o.DefineDataProperty(key, d.value(n.values[i]), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	return o
}

func (d *deserializer) collection(n *node) *goja.Object {
	class, method, width := "Set", "add", 1
	if n.kind == mapObject {
		class, method, width = "Map", "set", 2
	}
	o := d.construct(class)
	d.made[n] = o
	add, _ := goja.AssertFunction(o.Get(method))
	for i := 0; i+width <= len(n.values); i += width {
		args := make([]goja.Value, width)
		for k := range args {
			args[k] = d.value(n.values[i+k])
		}
		d.realm.Call(add, o, args...)
	}
	return o
}

func (d *deserializer) leaf(n *node) *goja.Object {
	rt := d.realm.Runtime
	switch n.kind {
	case boxed:
		return n.values[0].primitive.ToObject(rt)
	case date:
		return d.construct("Date", rt.ToValue(n.number))
	case regexp:
		return d.construct("RegExp", rt.ToValue(n.text), rt.ToValue(n.flags))
	case arrayBuffer:
		return rt.ToValue(rt.NewArrayBuffer(d.bytes(n))).(*goja.Object)
	case sharedBuffer:
		return d.realm.NewSharedBuffer(n.bytes, nil, n.keep)
	case view:
		return d.construct(n.class, d.object(n.buffer), rt.ToValue(n.offset), rt.ToValue(n.length))
	case webAssembly:
		return d.webAssembly(n)
	case port:
		return d.newPort(n.end)
	case parcelObject:
		return d.realm.NewParcel(n.parcel)
	default:
		return d.revive(n)
	}
}

// bytes are those of an ArrayBuffer: the message's own for the only receiver.
func (d *deserializer) bytes(n *node) []byte {
	if d.many || !n.once {
		return append([]byte{}, n.bytes...)
	}
	n.once = false
	return n.bytes
}

func (d *deserializer) webAssembly(n *node) *goja.Object {
	if d.realm.WebAssembly == nil {
		panic(d.realm.Runtime.NewGoError(errUnreadable))
	}
	o, err := d.realm.WebAssembly.Deserialize(n.wasm)
	if err != nil {
		panic(d.realm.Runtime.NewGoError(err))
	}
	return o
}

// revive lets the class of the host's own make its object.
func (d *deserializer) revive(n *node) *goja.Object {
	rt := d.realm.Runtime
	require, _ := goja.AssertFunction(d.realm.RequireInternal)
	module := d.realm.Call(require, goja.Undefined(), rt.ToValue(n.module)).ToObject(rt)
	make, ok := goja.AssertFunction(module.Get(n.class))
	if !ok {
		panic(rt.NewGoError(errUnreadable))
	}
	return d.realm.Call(make, goja.Undefined(), d.value(n.values[0])).ToObject(rt)
}

// construct is new class(...args) of the realm's own classes.
func (d *deserializer) construct(class string, args ...goja.Value) *goja.Object {
	o, err := d.realm.Runtime.New(d.realm.Runtime.Get(class), args...)
	if err != nil {
		panic(realm.Rethrow(err))
	}
	return o
}
