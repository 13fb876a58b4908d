package builtins

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// classScript is the shell of a built-in class: only JavaScript sees new.target.
var classScript = realm.NewScript("node:internal/builtins/class", "name, length, construct", `
	const shell = function (...args) {
		if (new.target === undefined) throw new TypeError('Constructor ' + name + " requires 'new'")
		construct(this, ...args)
	}
	Object.defineProperty(shell, 'name', { value: name })
	Object.defineProperty(shell, 'length', { value: length })
	Object.defineProperty(shell, 'prototype', { writable: false })
	Object.defineProperty(shell.prototype, Symbol.toStringTag, { value: name, configurable: true })
	return shell`)

// newClass makes a built-in class: construct is given the new object and the constructor's arguments.
func newClass(r *realm.Realm, name string, length int, construct func(this *goja.Object, argument goja.Value)) *goja.Object {
	class, err := classScript.Run(r, r.Runtime.ToValue(name), r.Runtime.ToValue(length), r.Function("", 0, func(c goja.FunctionCall) goja.Value {
		construct(c.Argument(0).ToObject(r.Runtime), c.Argument(1))
		return goja.Undefined()
	}))
	if err != nil {
		panic(realm.Rethrow(err))
	}
	return class.ToObject(r.Runtime)
}

// builtinMethod defines a method as built-in ones are: not enumerable.
func builtinMethod(r *realm.Realm, on *goja.Object, name string, length int, f realm.Native) {
	_ = on.DefineDataProperty(name, r.Function(name, length, f), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}
