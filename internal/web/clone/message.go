package clone

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// Message is a structured clone on its way: a value that belongs to no realm. It is made by [serialize] in one realm and may be rebuilt in others, on
// any goroutine, one at a time.
type Message struct {
	root  value
	ports []*node // transferred ports, in the order of the transfer list
	moved []*node // everything else that was transferred
	owned []*node // ports and parcels that came along with these
}

// value is a primitive, which realms may share, or a node.
type value struct {
	primitive goja.Value
	node      *node
}

// kind is what a node becomes.
type kind uint8

const (
	plainObject kind = iota
	array
	boxed
	date
	regexp
	errorObject
	mapObject
	setObject
	arrayBuffer
	sharedBuffer
	view
	webAssembly
	port
	platformObject
	parcelObject
)

// node is an object of a message. Which fields matter depends on its kind.
type node struct {
	kind   kind
	class  string // of a view or error, the export that revives a platform object
	module string // the internal module with that export

	keys   []string
	values []value // of keys, of a set, of a map's keys and values in turn, of what an error has; the boxed value; the data of a platform object

	number float64 // of a date; the length of an array
	text   string  // the source of a regular expression
	flags  string

	bytes          []byte
	once           bool // the bytes are this message's own and need no copy
	keep           any  // what the bytes of a shared buffer live as long as
	buffer         *node
	offset, length int

	end  *end // of a port
	wasm any  // what the realm's WebAssembly serialized

	parcel *realm.Parcel
}

// carries tells whether an end of the group is among the ports.
func (m *Message) carries(g *group) bool {
	return slices.ContainsFunc(m.ports, func(n *node) bool { return n.end != nil && n.end.group == g })
}

// Discard closes the ports and gives up the parcels of a message that nobody will receive.
func (m *Message) Discard() {
	for _, n := range append(m.ports, m.owned...) {
		if n.end != nil {
			n.end.discard()
		}
		if n.parcel != nil {
			n.parcel.Discard()
		}
	}
}

// Serialize makes a message of v, moving what transfer lists. It throws what cannot be cloned or moved.
func Serialize(r *realm.Realm, v goja.Value, transfer []goja.Value) *Message {
	return of(r).serialize(v, transfer, nil)
}

// Deserialize rebuilds a message for its only receiver. It throws what reviving throws.
func Deserialize(r *realm.Realm, m *Message) goja.Value {
	v, _ := of(r).deserialize(m, false)
	return v
}
