package workerthreads

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/eventloop"
	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/web/clone"
)

// parent is a running worker as the realm that started it sees it.
type parent struct {
	realm     *realm.Realm
	operation *eventloop.Operation // until the worker has ended
	async     *realm.AsyncOperation
	emit      goja.Callable // (what, value)
	worker    realm.Worker
	input     *pipe // nil without a standard input
	gone      bool
}

// newParent makes the object whose methods start a worker and deal with it.
func newParent(r *realm.Realm) *goja.Object {
	p := &parent{realm: r, operation: r.Loop.Begin()}
	methods := p.methods()
	p.async = r.NewOperation("WORKER", methods)
	return methods
}

// start starts the worker as options of the class Worker say, and returns its number.
func (p *parent) start(options *goja.Object) int64 {
	r := p.realm
	if r.StartWorker == nil {
		r.Throw("Error", "ERR_WORKER_INIT_FAILED", "Worker initialization failure: this host has no workers")
	}
	p.emit = r.FunctionArg(options.Get("emit"), "emit")
	t := &thread{id: r.Agents.NextThread(), main: program{options.Get("kind").String(), options.Get("source").String()}}
	t.init = clone.Serialize(r, options.Get("init"), values(r, options.Get("transfer")))
	settings := p.settings(t, options)
	worker, err := r.StartWorker(settings)
	if err != nil {
		t.init.Discard()
		r.Throw("Error", "ERR_WORKER_INIT_FAILED", "Worker initialization failure: "+err.Error())
	}
	p.worker = worker
	return t.id
}

// settings are those of the worker's realm. What they call from the worker's goroutine is posted to the parent's.
func (p *parent) settings(t *thread, options *goja.Object) realm.WorkerOptions {
	o := realm.WorkerOptions{
		ThreadID: t.id, Name: evalName, Argv: texts(p.realm, options.Get("argv")), ExecArgv: texts(p.realm, options.Get("execArgv")),
		CallDepth: int(options.Get("callDepth").ToInteger()),
		Stdout:    &output{p, "stdout"}, Stderr: &output{p, "stderr"},
	}
	if env := options.Get("env"); goja.IsNull(env) {
		o.ShareEnv = true
	} else if goja.IsUndefined(env) {
		o.Env = p.realm.Sandbox.Env().Pairs()
	} else {
		o.Env = texts(p.realm, env)
	}
	if options.Get("stdin").ToBoolean() {
		p.input = newPipe()
		o.Stdin = p.input
	}
	p.readFlags(&o, options)
	o.Prepare = func(child *realm.Realm) { child.SetSlot(threadKey{}, t) }
	o.Main = func(child *realm.Realm) (goja.Value, error) {
		p.post("online", nil)
		return t.main.run(child)
	}
	o.Uncaught = func(child *realm.Realm, thrown goja.Value) { p.post("error", describe(child, thrown)) }
	o.Ended = func(code int) { p.ended(t, code) }
	return o
}

// readFlags gives the worker flags of its own if it was given execArgv or an environment of its own.
func (p *parent) readFlags(o *realm.WorkerOptions, options *goja.Object) {
	env := options.Get("env")
	ownEnv, ownWords := !realm.IsNullish(env), options.Get("ownExecArgv").ToBoolean()
	if p.realm.ReadFlags == nil || !ownEnv && !ownWords {
		return
	}
	words, variables := o.ExecArgv, o.Env
	if !ownWords {
		words = nil
	}
	if !ownEnv {
		variables = nil
	}
	if flags, invalid := p.realm.ReadFlags(words, nil); len(invalid) > 0 {
		p.refuseFlags(invalid, "invalid execArgv flags")
	} else {
		o.Flags = &flags
	}
	if flags, invalid := p.realm.ReadFlags(words, variables); len(invalid) > 0 {
		p.refuseFlags(invalid, "invalid NODE_OPTIONS env variable")
	} else {
		o.Flags = &flags
	}
}

func (p *parent) refuseFlags(invalid []string, what string) {
	p.realm.Throw("Error", "ERR_WORKER_INVALID_EXEC_ARGV", "Initiated Worker with "+what+": "+strings.Join(invalid, ", "))
}

// post emits something on the parent's goroutine. m may be nil.
func (p *parent) post(what string, m *clone.Message) {
	sent := p.realm.Loop.Submit(func() {
		var v goja.Value = goja.Undefined()
		if m != nil {
			v = clone.Deserialize(p.realm, m)
		}
		p.tell(what, v)
	})
	if !sent && m != nil {
		m.Discard()
	}
}

func (p *parent) tell(what string, v goja.Value) {
	err := p.realm.Within(p.async, func() error {
		_, err := p.emit(goja.Undefined(), p.realm.Runtime.ToValue(what), v)
		return err
	})
	if err != nil {
		p.realm.Loop.Uncaught(err)
	}
}

func (p *parent) ended(t *thread, code int) {
	if p.input != nil {
		p.input.Close()
	}
	p.realm.Loop.Submit(func() {
		if t.init != nil {
			t.init.Discard() // the worker's goroutine is gone
			t.init = nil
		}
		p.tell("exit", p.realm.Runtime.ToValue(code))
		p.operation.End(nil)
		p.gone = true
		p.realm.DestroyOperation(p.async)
	})
}

// methods are what the class Worker does with a worker.
func (p *parent) methods() *goja.Object {
	r := p.realm
	o := r.Runtime.NewObject()
	r.Method(o, "start", 1, func(c goja.FunctionCall) goja.Value {
		started := false
		defer func() {
			if !started {
				p.operation.Unref() // the constructor throws
			}
		}()
		id := p.start(c.Argument(0).ToObject(r.Runtime))
		started = true
		return r.Runtime.ToValue(id)
	})
	simple := func(name string, f func(v goja.Value)) {
		r.Method(o, name, 1, func(c goja.FunctionCall) goja.Value { f(c.Argument(0)); return goja.Undefined() })
	}
	simple("terminate", func(goja.Value) { p.worker.Terminate() })
	r.Method(o, "usage", 0, func(goja.FunctionCall) goja.Value {
		usage := p.worker.Usage()
		return r.Runtime.NewArray(r.Since(usage.Started), usage.Idle.Seconds()*1e3)
	})
	simple("ref", func(goja.Value) { p.operation.Ref() })
	simple("unref", func(goja.Value) { p.operation.Unref() })
	r.Method(o, "hasRef", 0, func(goja.FunctionCall) goja.Value {
		if p.gone {
			return goja.Undefined()
		}
		return r.Runtime.ToValue(p.operation.HasRef())
	})
	simple("write", func(v goja.Value) {
		if b, ok := r.Bytes(v); ok {
			p.input.write(b)
		}
	})
	simple("end", func(goja.Value) { p.input.Close() })
	return o
}

// describe makes the message about an exception.
func describe(child *realm.Realm, thrown goja.Value) (m *clone.Message) {
	failed := child.Runtime.Try(func() {
		v, err := call(child, "internal/worker/errors", "describe", thrown)
		if err != nil {
			panic(realm.Rethrow(err))
		}
		m = clone.Serialize(child, v, nil)
	})
	if failed != nil {
		return nil
	}
	return m
}

func values(r *realm.Realm, v goja.Value) (list []goja.Value) {
	if realm.IsNullish(v) {
		return nil
	}
	r.Runtime.ForOf(v, func(item goja.Value) bool {
		list = append(list, item)
		return true
	})
	return list
}

func texts(r *realm.Realm, v goja.Value) (list []string) {
	for _, item := range values(r, v) {
		list = append(list, item.String())
	}
	return list
}
