package wasmbridge

import "github.com/dop251/goja"

// The functions of the WebAssembly Web API (https://webassembly.github.io/spec/web-api/), over whatever the host calls
// a Response.

// compileStreamingMethod is compileStreaming(source, options).
func (b *Bridge) compileStreamingMethod(c goja.FunctionCall) goja.Value {
	const context = "WebAssembly.compileStreaming()"
	p := b.newPromise()
	p.try(func() {
		options := b.compileOptions(c.Argument(1), context)
		b.potentialResponse(c.Argument(0), context, p, func(bytes []byte) {
			b.asynchronouslyCompile(bytes, options, context, p.reject, func(m *module) { p.resolve(m.toObject(b)) })
		})
	})
	return p.object
}

// instantiateStreamingMethod is instantiateStreaming(source, importObject, options).
func (b *Bridge) instantiateStreamingMethod(c goja.FunctionCall) goja.Value {
	const context = "WebAssembly.instantiateStreaming()"
	p := b.newPromise()
	p.try(func() {
		imports := b.importObject(c.Argument(1), context)
		options := b.compileOptions(c.Argument(2), context)
		b.potentialResponse(c.Argument(0), context, p, func(bytes []byte) {
			b.asynchronouslyCompile(bytes, options, context, p.reject, func(m *module) {
				b.instantiatePromiseOfModule(m, imports, context, p)
			})
		})
	})
	return p.object
}

// potentialResponse awaits source, a Response or a promise of one, and passes its bytes on ("compile a potential
// WebAssembly response").
func (b *Bridge) potentialResponse(source goja.Value, context string, p *promise, use func([]byte)) {
	settled, resolve, _ := b.rt.NewPromise()
	check(resolve(source))
	fulfilled := func(c goja.FunctionCall) goja.Value {
		p.try(func() { b.responseBytes(c.Argument(0), context, p, use) })
		return goja.Undefined()
	}
	rejected := func(c goja.FunctionCall) goja.Value {
		p.reject(c.Argument(0))
		return goja.Undefined()
	}
	object := b.rt.ToValue(settled).(*goja.Object)
	must(b.then(object, b.rt.ToValue(fulfilled), b.rt.ToValue(rejected)))
}

func (b *Bridge) responseBytes(source goja.Value, context string, p *promise, use func([]byte)) {
	b.config.response(b.rt, source, func(bytes []byte, reason goja.Value) {
		if reason != nil {
			p.reject(reason)
			return
		}
		if len(bytes) == 0 { // V8's decoder of streams has words of its own
			p.reject(b.newError(b.compileError, "%s: expected 4 bytes, fell off end @+0", context))
			return
		}
		p.try(func() { use(bytes) })
	})
}
