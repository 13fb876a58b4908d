package wasmbridge

import "github.com/dop251/goja"

// promise is a JavaScript promise and its two capabilities.
type promise struct {
	bridge   *Bridge
	object   goja.Value
	settle   func(any) error
	rejectIt func(any) error
}

func (b *Bridge) newPromise() *promise {
	p, resolve, reject := b.rt.NewPromise()
	return &promise{bridge: b, object: b.rt.ToValue(p), settle: resolve, rejectIt: reject}
}

func (p *promise) resolve(v goja.Value) { check(p.settle(v)) }
func (p *promise) reject(v goja.Value)  { check(p.rejectIt(v)) }

// check passes on an error of settling a promise: only one that nothing may catch is possible.
func check(err error) {
	if err != nil {
		panic(err)
	}
}

// try runs f and rejects the promise with what it throws.
func (p *promise) try(f func()) {
	if ex := p.bridge.rt.Try(f); ex != nil {
		p.reject(ex.Value())
	}
}

// schedule runs work, which must not touch the realm, and then the completion it returns, on the realm's goroutine:
// in parallel with the realm when there is a scheduler, otherwise at once, and the completion as a microtask.
func (b *Bridge) schedule(work func() (completion func())) {
	if b.config.scheduler == nil {
		b.queueMicrotask(work())
		return
	}
	post := b.config.scheduler.Begin()
	go func() { post(work()) }()
}

// queueTask runs task on the realm's goroutine later, as a microtask when there is no scheduler.
func (b *Bridge) queueTask(task func()) {
	if b.config.scheduler == nil {
		b.queueMicrotask(task)
		return
	}
	b.config.scheduler.Begin()(task)
}

// queueMicrotask runs f as a promise reaction.
func (b *Bridge) queueMicrotask(f func()) {
	p, resolve, _ := b.rt.NewPromise()
	check(resolve(goja.Undefined()))
	reaction := func(goja.FunctionCall) goja.Value {
		f()
		return goja.Undefined()
	}
	must(b.then(b.rt.ToValue(p), b.rt.ToValue(reaction)))
}
