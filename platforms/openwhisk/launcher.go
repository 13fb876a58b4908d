package openwhisk

import (
	"sync"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/jshost"
)

// launcherProgram calls main and reports how it settled. It is JavaScript because a promise's timing is: the outcome comes after the ticks and
// microtasks that main left, before timers, as in the reference.
var launcherProgram = sync.OnceValue(func() *goja.Program {
	return goja.MustCompile("wasmglue:launcher", `(function () {
	'use strict'
	const Promised = Promise, apply = Reflect.apply, runner = {}
	return function launch(main, args, settle) {
		let result
		try {
			result = apply(main, runner, [args])
		} catch (error) {
			settle(1, error)
			return
		}
		new Promised(resolve => resolve(result)).then(value => settle(0, value), reason => settle(2, reason))
	}
})()`, true)
})

func newLauncher(r *jshost.Realm) (goja.Callable, error) {
	fn, err := r.Runtime().RunProgram(launcherProgram())
	if err != nil {
		return nil, err
	}
	launch, _ := goja.AssertFunction(fn)
	return launch, nil
}

// serializerProgram makes plain data of a rejection's reason, in the way of the serialize-error package that the reference uses: own enumerable
// properties, then what errors keep out of sight (with the cause, which that package learned later); functions are left out, cycles are named.
var serializerProgram = sync.OnceValue(func() *goja.Program {
	return goja.MustCompile("wasmglue:serializer", `(function (reason) {
	'use strict'
	const hidden = ['name', 'message', 'stack', 'code']
	function opaque(value) {
		if (typeof Buffer === 'function' && Buffer.isBuffer(value)) return '[object Buffer]'
		if (typeof value.pipe === 'function') return '[object Stream]'
	}
	function member(value, seen) {
		if (value === null || typeof value !== 'object') return value
		const name = opaque(value)
		if (name !== undefined) return name
		return seen.includes(value) ? '[Circular]' : copy(value, seen)
	}
	function copy(from, above) {
		if (typeof from.toJSON === 'function') return from.toJSON()
		const seen = [...above, from], to = Array.isArray(from) ? [] : {}
		for (const key of Object.keys(from)) {
			const value = from[key]
			if (typeof value !== 'function') to[key] = member(value, seen)
		}
		for (const key of hidden) if (typeof from[key] === 'string') to[key] = from[key]
		if (from instanceof Error) for (const key of ['cause', 'errors']) if (from[key] != null) to[key] = member(from[key], seen)
		return to
	}
	if (!reason) return {}
	if (typeof reason === 'function') return '[Function: ' + (reason.name || 'anonymous') + ']'
	return typeof reason === 'object' ? copy(reason, []) : reason
})`, true)
})

// rejection is the result of a run whose promise was rejected: an object with the reason under error. A reason that cannot be read is replaced by
// the text of what went wrong.
func rejection(r *jshost.Realm, reason goja.Value) goja.Value {
	rt := r.Runtime()
	result := rt.NewObject()
	value, err := serialize(rt, reason)
	if err != nil {
		value = rt.ToValue(err.Error())
	}
	_ = result.Set("error", value)
	return result
}

func serialize(rt *goja.Runtime, reason goja.Value) (goja.Value, error) {
	fn, err := rt.RunProgram(serializerProgram())
	if err != nil {
		return nil, err
	}
	call, _ := goja.AssertFunction(fn)
	return call(goja.Undefined(), reason)
}
