package realm

import (
	"math/big"
	"reflect"
	"time"

	"github.com/dop251/goja"
)

// Kind is what an object is by its internal slots: the name of the built-in class ("Map", "Promise", "TypedArray", "Arguments" ...), or
// "Object" for an ordinary one.
type Kind string

var (
	proxyType   = reflect.TypeFor[goja.Proxy]()
	mapType     = reflect.TypeFor[[][2]any]()
	setType     = reflect.TypeFor[[]any]()
	promiseType = reflect.TypeFor[*goja.Promise]()
	bigIntType  = reflect.TypeFor[*big.Int]()
	timeType    = reflect.TypeFor[time.Time]()
)

// kindProbes are the intrinsic prototypes whose instances the engine's Go interface does not tell apart, each with a function that throws
// for any other object.
var kindProbes = NewScript("wasmglue:kinds", "", `
  const probe = (proto, fn, ...args) => [proto, (o) => { Reflect.apply(fn, o, args) }]
  const next = (proto) => [proto, () => {}]
  const typed = Object.getPrototypeOf
  return {
    WeakMap: probe(WeakMap.prototype, WeakMap.prototype.has, {}),
    WeakSet: probe(WeakSet.prototype, WeakSet.prototype.has, {}),
    'Map Iterator': next(typed(new Map().entries())),
    'Set Iterator': next(typed(new Set().entries())),
    Generator: next(typed(function * () {}).prototype),
    AsyncFunction: next(typed(async () => {})),
    GeneratorFunction: next(typed(function * () {})),
  }`)

type kindProbe struct {
	kind  Kind
	proto *goja.Object
	check goja.Callable
}

// KindOf tells what object is.
func (r *Realm) KindOf(object *goja.Object) Kind {
	switch class := object.ClassName(); class {
	case "Object", "Function":
	default:
		return Kind(class)
	}
	exported := object.ExportType()
	switch exported {
	case proxyType:
		return "Proxy"
	case bufferType:
		if r.IsSharedBuffer(object) {
			return "SharedArrayBuffer"
		}
		return "ArrayBuffer"
	case mapType:
		return "Map"
	case setType:
		return "Set"
	case promiseType:
		return "Promise"
	case timeType:
		return "Date"
	case bigIntType:
		return "BigInt"
	}
	switch exported.Kind() {
	case reflect.Slice:
		return "TypedArray"
	case reflect.String:
		return "Symbol"
	case reflect.Func:
		if kind, ok := r.byPrototype(object); ok {
			return kind
		}
		return "Function"
	case reflect.Map:
		if kind, ok := r.byPrototype(object); ok {
			return kind
		}
		if r.IsDataView(object) {
			return "DataView"
		}
	}
	return "Object"
}

func (r *Realm) byPrototype(object *goja.Object) (Kind, bool) {
	if r.kinds == nil {
		r.loadKinds()
	}
	for proto := object.Prototype(); proto != nil; proto = proto.Prototype() {
		for _, k := range r.kinds {
			if k.proto == proto {
				_, err := k.check(goja.Undefined(), object)
				return k.kind, err == nil
			}
		}
	}
	return "", false
}

func (r *Realm) loadKinds() {
	v, err := kindProbes.Run(r)
	if err != nil {
		panic(Rethrow(err))
	}
	table := v.(*goja.Object)
	for _, name := range table.Keys() {
		pair := table.Get(name).(*goja.Object)
		check, _ := goja.AssertFunction(pair.Get("1"))
		r.kinds = append(r.kinds, kindProbe{Kind(name), pair.Get("0").(*goja.Object), check})
	}
}
