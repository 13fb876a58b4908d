package jshost

import (
	"context"
	"strings"

	"github.com/dop251/goja"
)

// Module is a loaded module of a host: an action.
type Module struct {
	host    *Host
	exports goja.Value // exports of a CommonJS module, namespace of an ES module
}

// Load loads path, relative to the host's working directory: a directory (package.json main, index.js), or a file of any kind the host can
// run. An ES module's evaluation is awaited. What the module throws while it loads comes back as an [*Exception].
func (h *Host) Load(ctx context.Context, path string) (*Module, error) {
	m := &Module{host: h}
	err := h.call(ctx, func(r *Realm, done func(goja.Value, error)) {
		v, err := r.LoadEntry(path)
		if err != nil {
			done(nil, err)
			return
		}
		r.Await(v, done)
	}, func(v goja.Value) error { m.exports = v; return nil })
	if err != nil {
		return nil, err
	}
	return m, nil
}

// call starts something on the host's goroutine and waits, off it, until done was called; use takes the result, on the host's goroutine.
func (h *Host) call(ctx context.Context, start func(r *Realm, done func(goja.Value, error)), use func(goja.Value) error) error {
	pending := newPendingCall()
	finish := func(v goja.Value, err error) {
		if err == nil {
			err = h.protect(func() error { return use(v) })
		}
		pending.settle(err)
	}
	ran := h.realm.Loop.Submit(func() {
		if ctx.Err() != nil {
			return
		}
		if err := h.protect(func() error { start(h.face, finish); return nil }); err != nil {
			pending.settle(err)
		}
	})
	if !ran {
		<-h.done
		return h.err
	}
	return h.await(ctx, pending)
}

// Call calls the exported function that name names ("main", or a dotted path such as "api.v1.get") with one argument, the value of params as
// JSON (empty: an empty object), waits for the promise it may return, and gives back the result as JSON (undefined: null).
//
// Errors: [*ParamsError], [*NotFunctionError], [*Exception] (thrown, or rejected), [*ResultError], ctx's error (what runs is interrupted), and
// the host's own end.
func (m *Module) Call(ctx context.Context, name string, params []byte) ([]byte, error) {
	var out []byte
	err := m.host.call(ctx, func(r *Realm, done func(goja.Value, error)) {
		v, err := m.invoke(r, name, params)
		if err != nil {
			done(nil, err)
			return
		}
		r.Await(v, done)
	}, func(v goja.Value) (err error) {
		out, err = m.result(v)
		return err
	})
	return out, err
}

func (m *Module) invoke(r *Realm, name string, params []byte) (goja.Value, error) {
	if len(params) == 0 {
		params = []byte("{}")
	}
	argument, err := r.ParseJSON(params)
	if err != nil {
		return nil, &ParamsError{Err: err}
	}
	this, fn, err := m.lookup(r, name)
	if err != nil {
		return nil, err
	}
	v, err := fn(this, argument)
	return v, asException(r.Runtime(), err)
}

// lookup walks a dotted path through the exports; this is the object that holds the function. A CommonJS module loaded through an ES module's
// namespace is found under default.
func (m *Module) lookup(r *Realm, name string) (this goja.Value, fn goja.Callable, err error) {
	this = goja.Undefined()
	v := m.exports
	for part := range strings.SplitSeq(name, ".") {
		o, ok := v.(*goja.Object)
		if !ok {
			return nil, nil, &NotFunctionError{Name: name}
		}
		this, v = v, o.Get(part)
	}
	fn, ok := goja.AssertFunction(v)
	if !ok {
		return nil, nil, &NotFunctionError{Name: name}
	}
	return this, fn, nil
}

func (m *Module) result(v goja.Value) ([]byte, error) {
	text, ok, err := m.host.json.stringify(v)
	if err != nil {
		return nil, &ResultError{Err: err}
	}
	if !ok {
		return []byte("null"), nil
	}
	return text, nil
}

// Exports gives the module's exports to f, on the host's goroutine.
func (m *Module) Exports(ctx context.Context, f func(r *Realm, exports goja.Value) error) error {
	return m.host.Do(ctx, func(r *Realm) error { return f(r, m.exports) })
}
