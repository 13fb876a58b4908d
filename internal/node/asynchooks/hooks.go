package asynchooks

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// hooks tells JavaScript of operations; it implements realm.AsyncHooks.
type hooks struct {
	realm                                *realm.Realm
	init, before, after, destroy, settle goja.Callable
	over                                 []int64 // operations whose destroy hook is due
}

func (h *hooks) call(f goja.Callable, args ...goja.Value) {
	if _, err := f(goja.Undefined(), args...); err != nil {
		panic(realm.Rethrow(err)) // process.exit unwinds: hooks.js lets nothing else through
	}
}

func (h *hooks) Init(id int64, kind string, trigger int64, resource goja.Value) {
	rt := h.realm.Runtime
	h.call(h.init, rt.ToValue(id), rt.ToValue(kind), rt.ToValue(trigger), resource)
}

func (h *hooks) Before(id int64) { h.call(h.before, h.realm.Runtime.ToValue(id)) }
func (h *hooks) After(id int64)  { h.call(h.after, h.realm.Runtime.ToValue(id)) }

// Destroy tells of the end in a later task, as node does.
func (h *hooks) Destroy(id int64) {
	h.over = append(h.over, id)
	if len(h.over) > 1 {
		return
	}
	h.realm.Loop.BeforeImmediates(func() error {
		for len(h.over) > 0 {
			due := h.over
			h.over = nil
			for _, id := range due {
				if _, err := h.destroy(goja.Undefined(), h.realm.Runtime.ToValue(id)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// LoadHooks builds internal/async_hooks: createHook and what AsyncResource does.
func LoadHooks(r *realm.Realm) (goja.Value, error) {
	t := trackerOf(r)
	h := &hooks{realm: r}
	native := r.Runtime.NewObject()
	r.Method(native, "setup", 5, func(c goja.FunctionCall) goja.Value {
		for i, f := range []*goja.Callable{&h.init, &h.before, &h.after, &h.destroy, &h.settle} {
			*f, _ = goja.AssertFunction(c.Argument(i))
		}
		t.resolved = func(id int64) { h.call(h.settle, r.Runtime.ToValue(id)) }
		return goja.Undefined()
	})
	r.Method(native, "enable", 1, func(c goja.FunctionCall) goja.Value {
		if c.Argument(0).ToBoolean() {
			r.SetAsyncHooks(h)
		} else {
			r.SetAsyncHooks(nil)
		}
		return goja.Undefined()
	})
	operations(r, native)
	return hooksScript.Load(r, native)
}

// operations defines what JavaScript asks about operations and does with them.
func operations(r *realm.Realm, native *goja.Object) {
	of := func(v goja.Value) *realm.AsyncOperation { return v.Export().(*realm.AsyncOperation) }
	r.Method(native, "current", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(r.CurrentOperation().ID) })
	r.Method(native, "trigger", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(r.CurrentOperation().Trigger) })
	r.Method(native, "resource", 0, func(goja.FunctionCall) goja.Value { return r.ResourceOf(r.CurrentOperation()) })
	r.Method(native, "begin", 3, func(c goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(r.NewOperationBy(c.Argument(0).ToInteger(), c.Argument(1).String(), c.Argument(2)))
	})
	r.Method(native, "tellInit", 2, func(c goja.FunctionCall) goja.Value {
		o := of(c.Argument(0))
		o.Resource = c.Argument(1)
		if hooks := r.AsyncHooks(); hooks != nil {
			hooks.Init(o.ID, "PROMISE", o.Trigger, o.Resource)
		}
		return goja.Undefined()
	})
	r.Method(native, "idOf", 1, func(c goja.FunctionCall) goja.Value { return r.Runtime.ToValue(of(c.Argument(0)).ID) })
	r.Method(native, "destroy", 1, func(c goja.FunctionCall) goja.Value {
		if hooks := r.AsyncHooks(); hooks != nil {
			hooks.Destroy(c.Argument(0).ToInteger())
		}
		return goja.Undefined()
	})
	r.Method(native, "within", 4, func(c goja.FunctionCall) goja.Value {
		fn, _ := goja.AssertFunction(c.Argument(1))
		leave := r.EnterOperation(of(c.Argument(0)))
		v, err := fn(c.Argument(2), c.Arguments[min(3, len(c.Arguments)):]...)
		leave()
		if err != nil {
			panic(realm.Rethrow(err))
		}
		return v
	})
}
