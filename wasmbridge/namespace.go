package wasmbridge

import "github.com/dop251/goja"

// interfaces are the interfaces and error classes of the namespace.
type interfaces struct {
	module    *iface[module]
	instance  *iface[instance]
	memory    *iface[memory]
	table     *iface[table]
	global    *iface[global]
	tag       *iface[tag]
	exception *iface[exception]

	compileError, linkError, runtimeError *goja.Object
}

// defineNamespace makes the namespace object (section "The WebAssembly Namespace").
func (b *Bridge) defineNamespace() {
	b.namespace = b.rt.NewObject()
	b.defineMethod(b.namespace, "compile", 1, b.compileMethod)
	b.defineMethod(b.namespace, "validate", 1, b.validateMethod)
	b.defineMethod(b.namespace, "instantiate", 1, b.instantiateMethod)
	if b.config.response != nil {
		b.defineMethod(b.namespace, "compileStreaming", 1, b.compileStreamingMethod)
		b.defineMethod(b.namespace, "instantiateStreaming", 1, b.instantiateStreamingMethod)
	}
	b.defineInterfaces()
	b.defineErrors()
	getter := b.function("get JSTag", 0, func(goja.FunctionCall) goja.Value { return b.javaScriptTag().toObject() })
	define(b.namespace.DefineAccessorProperty("JSTag", getter, nil, goja.FLAG_TRUE, goja.FLAG_TRUE))
	define(b.namespace.DefineDataPropertySymbol(goja.SymToStringTag, b.rt.ToValue("WebAssembly"),
		goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

func (b *Bridge) defineInterfaces() {
	b.interfaces.module = b.moduleInterface()
	b.interfaces.instance = b.instanceInterface()
	b.interfaces.table = b.tableInterface()
	b.interfaces.memory = b.memoryInterface()
	b.interfaces.global = b.globalInterface()
	b.interfaces.tag = b.tagInterface()
	b.interfaces.exception = b.exceptionInterface()
	for _, c := range []*goja.Object{b.module.constructor, b.instance.constructor, b.table.constructor,
		b.memory.constructor, b.global.constructor, b.tag.constructor, b.exception.constructor} {
		b.exposeClass(c)
	}
}

func (b *Bridge) exposeClass(constructor *goja.Object) {
	define(b.namespace.DefineDataProperty(constructor.Get("name").String(), constructor,
		goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// validateMethod is validate(bytes, options).
func (b *Bridge) validateMethod(c goja.FunctionCall) goja.Value {
	const context = "WebAssembly.validate()"
	bytes := b.bufferSource(c.Argument(0), context)
	options := b.compileOptions(c.Argument(1), context)
	return b.rt.ToValue(b.validate(bytes, options))
}

// compileMethod is compile(bytes, options).
func (b *Bridge) compileMethod(c goja.FunctionCall) goja.Value {
	const context = "WebAssembly.compile()"
	p := b.newPromise()
	p.try(func() {
		bytes := b.bufferSource(c.Argument(0), context)
		options := b.compileOptions(c.Argument(1), context)
		b.asynchronouslyCompile(bytes, options, context, p.reject, func(m *module) { p.resolve(m.toObject(b)) })
	})
	return p.object
}

// instantiateMethod is both overloads of instantiate.
func (b *Bridge) instantiateMethod(c goja.FunctionCall) goja.Value {
	const context = "WebAssembly.instantiate()"
	p := b.newPromise()
	p.try(func() {
		if m := b.module.implements(c.Argument(0)); m != nil {
			imports := b.importObject(c.Argument(1), context)
			b.asynchronouslyInstantiate(m, imports, context, p.reject, func(i *instance) { p.resolve(b.instance.create(i)) })
			return
		}
		if !isObject(c.Argument(0)) {
			panic(b.rt.NewTypeError("%s: Argument 0 must be a buffer source or a WebAssembly.Module object", context))
		}
		bytes := b.bufferSource(c.Argument(0), context)
		imports := b.importObject(c.Argument(1), context)
		options := b.compileOptions(c.Argument(2), context)
		b.asynchronouslyCompile(bytes, options, context, p.reject, func(m *module) {
			b.instantiatePromiseOfModule(m, imports, context, p)
		})
	})
	return p.object
}

// instantiatePromiseOfModule goes on once the module is there; the promise gets {module, instance}.
func (b *Bridge) instantiatePromiseOfModule(m *module, imports goja.Value, context string, p *promise) {
	p.try(func() {
		b.asynchronouslyInstantiate(m, imports, context, p.reject, func(i *instance) {
			result := b.rt.NewObject()
			define(result.Set("module", m.toObject(b)))
			define(result.Set("instance", b.instance.create(i)))
			p.resolve(result)
		})
	})
}

// importObject converts the optional import object.
func (b *Bridge) importObject(v goja.Value, context string) goja.Value {
	if !goja.IsUndefined(v) && !isObject(v) {
		panic(b.rt.NewTypeError("%s: Argument 1 must be an object", context))
	}
	return v
}

func isObject(v goja.Value) bool {
	_, ok := v.(*goja.Object)
	return ok
}
