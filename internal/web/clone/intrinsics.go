package clone

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// intrinsicsScript takes the functions that read the language's objects.
var intrinsicsScript = realm.NewScript("node:internal/structured_clone/intrinsics", "", `
	const { apply } = Reflect
	const { forEach: eachEntry } = Map.prototype
	const { forEach: eachValue } = Set.prototype
	const { toString } = Object.prototype
	return {
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
}

func newIntrinsics(r *realm.Realm) intrinsics {
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
	i := intrinsics{unbox: take("Boolean", "Number", "String", "BigInt", "Date"), contents: take("Map", "Set")}
	i.tag, i.describe = take("tag")["tag"], take("describe")["describe"]
	return i
}
