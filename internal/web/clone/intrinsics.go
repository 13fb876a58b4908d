package clone

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// intrinsicsScript takes the functions that read the language's objects.
var intrinsicsScript = realm.NewScript("node:internal/structured_clone/intrinsics", "", `
	const { apply } = Reflect
	const { forEach: eachEntry } = Map.prototype
	const { forEach: eachValue } = Set.prototype
	const { toString } = Object.prototype
	const iterator = (list) => Object.getPrototypeOf(list[Symbol.iterator]())
	return {
		slots: [WeakRef.prototype, FinalizationRegistry.prototype, iterator([]), iterator(''), iterator({ [Symbol.iterator]: () => ''.matchAll(/x/g) })],
		Boolean: Boolean.prototype.valueOf,
		Number: Number.prototype.valueOf,
		String: String.prototype.valueOf,
		BigInt: BigInt.prototype.valueOf,
		Date: Date.prototype.getTime,
		tag: Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get,
		Map (map) { const list = []; apply(eachEntry, map, [(v, k) => { list.push(k, v) }]); return list },
		Set (set) { const list = []; apply(eachValue, set, [(v) => { list.push(v) }]); return list },
		describe (v) {
			if (typeof v !== 'object') return String(v)
			try {
				const { name } = v.constructor
				if (typeof name === 'string' && name !== '') return '#<' + name + '>'
			} catch {}
			try { return apply(toString, v, []) } catch { return '#<Object>' }
		}
	}`)

// intrinsics are those functions, as they were when cloning was first used.
type intrinsics struct {
	unbox         map[string]goja.Callable // the primitive of a wrapper object or Date
	contents      map[string]goja.Callable // the contents of a Map or Set as an array
	tag, describe goja.Callable
	plain         *goja.Object   // Object.prototype
	slots         []*goja.Object // prototypes of classes whose objects the engine takes for ordinary ones
}

// hasSlots tells whether an object that looks ordinary has internal slots, and so cannot be cloned.
func (i *intrinsics) hasSlots(o *goja.Object) bool {
	for proto := o.Prototype(); proto != nil && proto != i.plain; proto = proto.Prototype() {
		if slices.Contains(i.slots, proto) {
			return true
		}
	}
	return false
}

// intrinsics takes the functions at their first use.
func (m *room) intrinsics() *intrinsics {
	if m.taken == nil {
		m.taken = newIntrinsics(m.realm)
	}
	return m.taken
}

func newIntrinsics(r *realm.Realm) *intrinsics {
	v, err := intrinsicsScript.Run(r)
	if err != nil {
		panic(realm.Rethrow(err))
	}
	take := func(names ...string) map[string]goja.Callable {
		functions := make(map[string]goja.Callable, len(names))
		for _, name := range names {
			functions[name], _ = goja.AssertFunction(v.(*goja.Object).Get(name))
		}
		return functions
	}
	i := &intrinsics{unbox: take("Boolean", "Number", "String", "BigInt", "Date"), contents: take("Map", "Set")}
	i.tag, i.describe = take("tag")["tag"], take("describe")["describe"]
	i.plain = r.Runtime.Get("Object").(*goja.Object).Get("prototype").(*goja.Object)
	r.Runtime.ForOf(v.(*goja.Object).Get("slots"), func(proto goja.Value) bool {
		i.slots = append(i.slots, proto.(*goja.Object))
		return true
	})
	return i
}
