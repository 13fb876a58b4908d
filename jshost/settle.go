package jshost

import "github.com/dop251/goja"

// settle calls done with what v settles to. Promises and thenables are awaited as `await` does; anything else is there already.
func (h *Host) settle(v goja.Value, done func(goja.Value, error)) {
	o, ok := v.(*goja.Object)
	if !ok {
		done(v, nil)
		return
	}
	if p, ok := o.Export().(*goja.Promise); ok && p.State() == goja.PromiseStateFulfilled {
		done(p.Result(), nil)
		return
	}
	then, err := h.thenOf(o)
	if err != nil {
		done(nil, h.rejection(err))
		return
	}
	if then == nil {
		done(v, nil)
		return
	}
	h.follow(o, then, done)
}

func (h *Host) thenOf(o *goja.Object) (then goja.Callable, err error) {
	if thrown := h.realm.Runtime.Try(func() { then, _ = goja.AssertFunction(o.Get("then")) }); thrown != nil {
		return nil, thrown
	}
	return then, nil
}

// follow calls then with two natives of which the first one called counts; what a thenable resolves to is awaited in turn.
func (h *Host) follow(o *goja.Object, then goja.Callable, done func(goja.Value, error)) {
	rt := h.realm.Runtime
	settled := false
	once := func(f func(v goja.Value)) goja.Value {
		return rt.ToValue(func(c goja.FunctionCall) goja.Value {
			if !settled {
				settled = true
				f(c.Argument(0))
			}
			return goja.Undefined()
		})
	}
	fulfilled := once(func(v goja.Value) {
		if v == goja.Value(o) {
			done(nil, h.reject(rt.NewTypeError("Chaining cycle detected for promise #<Promise>")))
			return
		}
		h.settle(v, done)
	})
	rejected := once(func(v goja.Value) { done(nil, h.reject(v)) })
	if _, err := then(o, fulfilled, rejected); err != nil && !settled {
		settled = true
		done(nil, h.rejection(err))
	}
}

func (h *Host) reject(v goja.Value) error {
	ex := newException(h.realm.Runtime, v, nil)
	ex.Rejected = true
	return ex
}

func (h *Host) rejection(err error) error {
	err = asException(h.realm.Runtime, err)
	if ex, ok := err.(*Exception); ok {
		ex.Rejected = true
	}
	return err
}
