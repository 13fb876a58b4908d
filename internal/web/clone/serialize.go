package clone

import (
	"strconv"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// maxDepth bounds how deep values may nest: the walk is recursive. V8 gives up after two thousand levels.
const maxDepth = 5000

// serializer walks a value of one realm (https://html.spec.whatwg.org/#structuredserializeinternal).
type serializer struct {
	*room
	seen    map[*goja.Object]*node
	depth   int
	message *Message
	moving  bool // ports are moved where they are found
}

// serialize makes the message of v. What transfer lists is moved: after an error, which is thrown, nothing is. sender is the port that the message goes
// through, if any.
func (m *room) serialize(v goja.Value, transfer []goja.Value, sender *goja.Object) *Message {
	s := &serializer{room: m, seen: map[*goja.Object]*node{}}
	s.message = &Message{}
	moves := s.transfer(transfer, sender)
	message := s.message
	message.root = s.value(v)
	for _, move := range moves {
		move()
	}
	return message
}

func (s *serializer) value(v goja.Value) value {
	switch x := v.(type) {
	case *goja.Object:
		return value{node: s.object(x)}
	case *goja.Symbol:
		s.refuse(v)
	case goja.String:
		x.Length() // the engine looks at a string's characters late, which two realms must not do at once
	case nil:
		return value{primitive: goja.Undefined()}
	}
	return value{primitive: v}
}

// object returns the node of o, the same for the same object.
func (s *serializer) object(o *goja.Object) *node {
	if n, ok := s.seen[o]; ok {
		return n
	}
	if s.depth++; s.depth > maxDepth {
		s.throwRange("Maximum call stack size exceeded")
	}
	defer func() { s.depth-- }()
	if s.portProto != nil && o.Prototype() == s.portProto {
		if slot := s.portOf(o); slot != nil {
			return s.strayPort(o, slot)
		}
	}
	if h := s.handlerOf(o); h != nil {
		return s.platform(o, h)
	}
	if p, ok := realm.ParcelOf(o); ok {
		n := &node{kind: parcelObject, parcel: p}
		s.message.owned = append(s.message.owned, n)
		return n
	}
	kind := s.realm.KindOf(o)
	if kind == "Object" && s.realm.WebAssembly != nil && s.realm.WebAssembly.IsPlatformObject(o) {
		return s.webAssembly(o)
	}
	n := &node{}
	s.seen[o] = n
	switch kind {
	case "Object":
		if s.intrinsics().hasSlots(o) {
			s.refuse(o)
		}
		s.properties(n, o)
	case "Array":
		n.kind, n.number = array, o.Get("length").ToFloat()
		s.properties(n, o)
	case "Map", "Set":
		s.collection(n, o, string(kind))
	case "Error":
		s.errorOf(n, o)
	default:
		if !s.leaf(n, o, kind) {
			s.refuse(o)
		}
	}
	return n
}

func (s *serializer) properties(n *node, o *goja.Object) {
	keys := o.Keys()
	n.keys, n.values = make([]string, 0, len(keys)), make([]value, 0, len(keys))
	for _, key := range keys {
		v := o.Get(key)
		if v == nil {
			continue // a getter before it took it away
		}
		n.keys, n.values = append(n.keys, key), append(n.values, s.value(v))
	}
}

// collection lists the contents of a Map or Set first, as the standard has it: getters may change it.
func (s *serializer) collection(n *node, o *goja.Object, class string) {
	n.kind = mapObject
	if class == "Set" {
		n.kind = setObject
	}
	list := s.realm.Call(s.intrinsics().contents[class], goja.Undefined(), o).(*goja.Object)
	for i := range list.Get("length").ToInteger() {
		n.values = append(n.values, s.value(list.Get(strconv.FormatInt(i, 10))))
	}
}

var errorClasses = map[string]bool{"Error": true, "EvalError": true, "RangeError": true, "ReferenceError": true, "SyntaxError": true, "TypeError": true, "URIError": true}

// errorOf keeps of an error what the standard says, and the stack.
func (s *serializer) errorOf(n *node, o *goja.Object) {
	n.kind, n.class = errorObject, "Error"
	if name := o.Get("name"); name != nil && !goja.IsUndefined(name) && errorClasses[name.ToString().String()] {
		n.class = name.String()
	}
	put := func(key string, v value) { n.keys, n.values = append(n.keys, key), append(n.values, v) }
	if stack, ok := o.Get("stack").(goja.String); ok {
		put("stack", s.value(stack))
	}
	if message := s.realm.OwnDescriptor(o, s.realm.Runtime.ToValue("message")); message != nil {
		if v := message.Get("value"); v != nil {
			put("message", s.value(v.ToString()))
		}
	}
	if cause := s.realm.OwnDescriptor(o, s.realm.Runtime.ToValue("cause")); cause != nil {
		put("cause", s.value(o.Get("cause")))
	}
}

// leaf serializes what contains no other values; ok is false for what cannot be cloned.
func (s *serializer) leaf(n *node, o *goja.Object, kind realm.Kind) (ok bool) {
	switch kind {
	case "Boolean", "Number", "String", "BigInt":
		n.kind, n.values = boxed, []value{s.value(s.realm.Call(s.intrinsics().unbox[string(kind)], o))}
	case "Date":
		n.kind, n.number = date, s.realm.Call(s.intrinsics().unbox["Date"], o).ToFloat()
	case "RegExp":
		n.kind, n.text, n.flags = regexp, o.Get("source").String(), o.Get("flags").String()
	case "ArrayBuffer":
		s.buffer(n, o)
	case "SharedArrayBuffer":
		n.kind = sharedBuffer
		n.bytes, n.keep = s.realm.SharedBytes(o)
	case "TypedArray", "DataView":
		s.view(n, o)
	default:
		return false
	}
	return true
}

func (s *serializer) buffer(n *node, o *goja.Object) {
	n.kind = arrayBuffer
	buffer := o.Export().(goja.ArrayBuffer)
	if buffer.Detached() {
		s.throwClone("An ArrayBuffer is detached and could not be cloned.")
	}
	n.bytes = append([]byte{}, buffer.Bytes()...)
	n.once = true
}

func (s *serializer) view(n *node, o *goja.Object) {
	n.kind, n.class = view, "DataView"
	n.offset, n.length = int(o.Get("byteOffset").ToInteger()), int(o.Get("byteLength").ToInteger())
	if realm.IsTypedArray(o) {
		n.class = s.realm.Call(s.intrinsics().tag, o).String()
		n.length = int(o.Get("length").ToInteger())
	}
	n.buffer = s.object(o.Get("buffer").(*goja.Object))
}

func (s *serializer) webAssembly(o *goja.Object) *node {
	serialized, ok := s.realm.WebAssembly.Serialize(o)
	if !ok {
		s.refuse(o)
	}
	n := &node{kind: webAssembly, wasm: serialized}
	s.seen[o] = n
	return n
}

// platform asks a class of the host's own what an object of it is made of.
func (s *serializer) platform(o *goja.Object, h *handler) *node {
	switch {
	case h.clone == nil && h.transfer != nil:
		s.throwUnlisted()
	case h.clone == nil:
		s.refuse(o)
	}
	n := &node{kind: platformObject, module: h.module, class: h.revive}
	s.seen[o] = n
	n.values = []value{s.value(s.realm.Call(h.clone, goja.Undefined(), o))}
	return n
}

// strayPort is a port that the transfer list does not name.
func (s *serializer) strayPort(o *goja.Object, slot *portSlot) *node {
	if !s.moving {
		s.throwUnlisted()
	}
	n, move := s.movePort(o, slot)
	move()
	s.message.owned = append(s.message.owned, n)
	return n
}

func (s *serializer) throwUnlisted() {
	s.realm.Throw("TypeError", "ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST",
		"Object that needs transfer was found in message but not listed in transferList")
}

// refuse throws the DataCloneError about a value that cannot be cloned.
func (s *serializer) refuse(v goja.Value) {
	s.throwClone(s.realm.Call(s.intrinsics().describe, goja.Undefined(), v).String() + " could not be cloned.")
}

func (m *room) throwRange(message string) {
	o, err := m.realm.Runtime.New(m.realm.Runtime.Get("RangeError"), m.realm.Runtime.ToValue(message))
	if err != nil {
		panic(realm.Rethrow(err))
	}
	panic(o)
}

// throwClone throws a DataCloneError.
func (m *room) throwClone(message string) { panic(m.domException(message, "DataCloneError")) }
