package builtins

import (
	"runtime"
	"weak"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// weak defines WeakRef and FinalizationRegistry (https://tc39.es/ecma262/#sec-weak-ref-objects), on Go's weak pointers and cleanups.
func (i *installer) weak() {
	if missing(i.rt.GlobalObject(), "WeakRef") {
		i.realm.LazyGlobal("WeakRef", func() goja.Value { return newWeakRefs(i.realm).class() })
	}
	if missing(i.rt.GlobalObject(), "FinalizationRegistry") {
		i.realm.LazyGlobal("FinalizationRegistry", func() goja.Value { return (&registries{realm: i.realm}).class() })
	}
}

// weakRefs is the WeakRef class of one realm.
type weakRefs struct {
	realm   *realm.Realm
	targets realm.Brands[weak.Pointer[goja.Object]]
	kept    []*goja.Object // the standard's [[KeptAlive]]: what was seen in this turn stays until its end
}

func newWeakRefs(r *realm.Realm) *weakRefs { return &weakRefs{realm: r} }

func (w *weakRefs) class() goja.Value {
	rt := w.realm.Runtime
	class := newClass(w.realm, "WeakRef", 1, func(this *goja.Object, argument goja.Value) {
		target, ok := argument.(*goja.Object)
		if !ok {
			panic(rt.NewTypeError("WeakRef: target must be an object"))
		}
		w.keep(target)
		w.targets.Set(this, weak.Make(target))
	})
	builtinMethod(w.realm, class.Get("prototype").ToObject(rt), "deref", 0, func(c goja.FunctionCall) goja.Value {
		target, ok := w.targets.Get(c.This)
		if !ok {
			panic(rt.NewTypeError("Method WeakRef.prototype.deref called on incompatible receiver %s", describe(c.This)))
		}
		if o := target.Value(); o != nil {
			w.keep(o)
			return o
		}
		return goja.Undefined()
	})
	return class
}

// keep keeps o alive until the end of the turn.
func (w *weakRefs) keep(o *goja.Object) {
	if len(w.kept) == 0 {
		w.realm.Loop.Submit(func() { w.kept = nil })
	}
	if n := len(w.kept); n == 0 || w.kept[n-1] != o {
		w.kept = append(w.kept, o)
	}
}

// registries is the FinalizationRegistry class of one realm.
type registries struct {
	realm *realm.Realm
	slots realm.Brands[*registry]
}

// registry is one FinalizationRegistry.
type registry struct {
	realm   *realm.Realm
	cleanup goja.Callable
	cells   map[*cell]struct{}
}

// cell is one registered target: it does not hold it.
type cell struct {
	held   goja.Value
	token  weak.Pointer[goja.Object]
	tokens bool
	stop   runtime.Cleanup
}

func (f *registries) class() goja.Value {
	rt := f.realm.Runtime
	class := newClass(f.realm, "FinalizationRegistry", 1, func(this *goja.Object, argument goja.Value) {
		cleanup, ok := goja.AssertFunction(argument)
		if !ok {
			panic(rt.NewTypeError("FinalizationRegistry: cleanup must be callable"))
		}
		f.slots.Set(this, &registry{realm: f.realm, cleanup: cleanup, cells: map[*cell]struct{}{}})
	})
	prototype := class.Get("prototype").ToObject(rt)
	builtinMethod(f.realm, prototype, "register", 2, func(c goja.FunctionCall) goja.Value {
		f.slot(c.This, "register").register(c.Argument(0), c.Argument(1), c.Argument(2))
		return goja.Undefined()
	})
	builtinMethod(f.realm, prototype, "unregister", 1, func(c goja.FunctionCall) goja.Value {
		return rt.ToValue(f.slot(c.This, "unregister").unregister(c.Argument(0)))
	})
	return class
}

func (f *registries) slot(v goja.Value, method string) *registry {
	slot, ok := f.slots.Get(v)
	if !ok {
		panic(f.realm.Runtime.NewTypeError("Method FinalizationRegistry.prototype.%s called on incompatible receiver %s", method, describe(v)))
	}
	return slot
}

func (g *registry) register(target, held, token goja.Value) {
	rt := g.realm.Runtime
	object, ok := target.(*goja.Object)
	if !ok {
		panic(rt.NewTypeError("FinalizationRegistry.prototype.register: invalid target"))
	}
	if held == target {
		panic(rt.NewTypeError("FinalizationRegistry.prototype.register: target and holdings must not be same"))
	}
	c := &cell{held: held}
	if t, ok := token.(*goja.Object); ok {
		c.token, c.tokens = weak.Make(t), true
	} else if !goja.IsUndefined(token) {
		panic(rt.NewTypeError("Invalid unregisterToken ('%s')", token.String()))
	}
	g.cells[c] = struct{}{}
	c.stop = runtime.AddCleanup(object, func(c *cell) { // on the collector's goroutine
		g.realm.Loop.Submit(func() { g.finalize(c) })
	}, c)
}

func (g *registry) finalize(c *cell) {
	if _, ok := g.cells[c]; !ok {
		return
	}
	delete(g.cells, c)
	if _, err := g.cleanup(goja.Undefined(), c.held); err != nil {
		g.realm.Loop.Uncaught(err)
	}
}

func (g *registry) unregister(token goja.Value) bool {
	object, ok := token.(*goja.Object)
	if !ok {
		panic(g.realm.Runtime.NewTypeError("Invalid unregisterToken ('%s')", token.String()))
	}
	key, removed := weak.Make(object), false
	for c := range g.cells {
		if c.tokens && c.token == key {
			c.stop.Stop()
			delete(g.cells, c)
			removed = true
		}
	}
	return removed
}
