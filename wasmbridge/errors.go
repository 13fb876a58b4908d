package wasmbridge

import (
	"fmt"

	"github.com/dop251/goja"
)

// defineErrors makes CompileError, LinkError and RuntimeError (section "Error Objects": they are NativeErrors).
func (b *Bridge) defineErrors() {
	b.compileError = b.newErrorClass("CompileError")
	b.linkError = b.newErrorClass("LinkError")
	b.runtimeError = b.newErrorClass("RuntimeError")
}

func (b *Bridge) newErrorClass(name string) *goja.Object {
	c := must(b.shell.makeError(goja.Undefined(), b.rt.ToValue(name))).(*goja.Object)
	proto := c.Get("prototype").(*goja.Object)
	define(c.SetPrototype(b.errorClass))
	define(proto.SetPrototype(b.errorClass.Get("prototype").(*goja.Object)))
	define(proto.DefineDataProperty("name", b.rt.ToValue(name), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	define(proto.DefineDataProperty("message", b.rt.ToValue(""), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	b.finishClass(c, proto, 1)
	b.exposeClass(c)
	return c
}

// newError makes an error object of the class.
func (b *Bridge) newError(class *goja.Object, format string, args ...any) *goja.Object {
	o, err := b.rt.New(class, b.rt.ToValue(fmt.Sprintf(format, args...)))
	if err != nil {
		panic(err)
	}
	b.rewriteStack(o, nil)
	return o
}

// throw throws a new error of the class.
func (b *Bridge) throw(class *goja.Object, format string, args ...any) {
	panic(b.newError(class, format, args...))
}

// throwTypeError throws a TypeError.
func (b *Bridge) throwTypeError(format string, args ...any) {
	panic(b.rt.NewTypeError("%s", fmt.Sprintf(format, args...)))
}
