package http

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// binding is a parser as JavaScript sees it. It calls its object's onHead, onBody and onComplete.
type binding struct {
	realm  *realm.Realm
	parser *parser
	object *goja.Object

	busy    bool     // feeding, in which a callback may bring more
	waiting [][]byte // what callbacks brought
}

// defineParser defines parser(kind, limit, lenient): kind is 0 for requests, 1 for responses.
func defineParser(r *realm.Realm, native *goja.Object) {
	prototype := r.Runtime.NewObject()
	method := func(name string, f func(*binding, goja.FunctionCall) goja.Value) {
		r.Method(prototype, name, 1, func(c goja.FunctionCall) goja.Value {
			b, ok := realm.Hidden(c.This).(*binding)
			if !ok {
				panic(r.Runtime.NewTypeError("Illegal invocation"))
			}
			return f(b, c)
		})
	}
	method("execute", (*binding).execute)
	method("finish", (*binding).finish)
	method("begun", func(b *binding, _ goja.FunctionCall) goja.Value { return r.Runtime.ToValue(b.parser.found.begun) })
	method("stop", func(b *binding, _ goja.FunctionCall) goja.Value {
		b.parser.upgraded = true
		return goja.Undefined()
	})
	r.Method(native, "parser", 3, func(c goja.FunctionCall) goja.Value {
		b := &binding{realm: r, object: r.Runtime.CreateObject(prototype)}
		b.parser = newParser(kind(c.Argument(0).ToInteger()), b, int(c.Argument(1).ToInteger()), c.Argument(2).ToBoolean())
		r.Hide(b.object, b)
		return b.object
	})
	r.Method(native, "collect", 3, func(c goja.FunctionCall) goja.Value {
		return collect(r, c.Argument(0).ToObject(r.Runtime), c.Argument(1).ToBoolean(), c.Argument(2).ToBoolean())
	})
	names := make([]any, len(methods))
	for i, m := range methods {
		names[i] = m
	}
	_ = native.Set("methods", r.Runtime.NewArray(names...))
}

// execute(chunk) answers how many bytes were taken, or the error.
func (b *binding) execute(c goja.FunctionCall) goja.Value {
	chunk, _ := b.realm.Bytes(c.Argument(0))
	if b.busy {
		b.waiting = append(b.waiting, append([]byte(nil), chunk...))
		return b.realm.Runtime.ToValue(len(chunk))
	}
	n, err := b.feed(chunk)
	for err == nil && len(b.waiting) > 0 {
		next := b.waiting[0]
		b.waiting = b.waiting[1:]
		_, err = b.feed(next)
	}
	if err != nil {
		return b.failure(err, err.Error())
	}
	return b.realm.Runtime.ToValue(n)
}

func (b *binding) feed(chunk []byte) (int, *Error) {
	b.busy = true
	defer func() { b.busy = false }()
	return b.parser.feed(chunk)
}

// finish() answers the error of input that ends too early, or undefined.
func (b *binding) finish(goja.FunctionCall) goja.Value {
	if err := b.parser.finish(); err != nil {
		text := "Parse Error"
		if b.parser.failed != nil {
			text = err.Error()
		}
		return b.failure(err, text)
	}
	return goja.Undefined()
}

func (b *binding) failure(err *Error, message string) goja.Value {
	rt := b.realm.Runtime
	o, _ := rt.New(rt.Get("Error"), rt.ToValue(message))
	_ = o.Set("bytesParsed", err.At)
	_ = o.Set("code", err.Code)
	_ = o.Set("reason", err.Reason)
	return o
}

func (b *binding) call(name string, args ...goja.Value) goja.Value {
	fn, ok := goja.AssertFunction(b.object.Get(name))
	if !ok {
		return goja.Undefined()
	}
	return b.realm.Call(fn, b.object, args...)
}

func (b *binding) head(h *head) follows {
	value := b.realm.Runtime.ToValue
	answer := b.call("onHead", b.strings(h.fields), value(h.method), latin1(b.realm, h.target), value(h.status), latin1(b.realm, h.reason),
		value(h.major), value(h.minor), value(h.upgrade), value(h.keepAlive))
	return follows(answer.ToInteger())
}

func (b *binding) body(chunk []byte) { b.call("onBody", b.realm.NewBuffer(chunk)) }

func (b *binding) complete(trailers []string) {
	if len(trailers) == 0 {
		b.call("onComplete")
		return
	}
	b.call("onComplete", b.strings(trailers))
}

func (b *binding) strings(list []string) goja.Value {
	values := make([]any, len(list))
	for i, s := range list {
		values[i] = latin1(b.realm, s)
	}
	return b.realm.Runtime.NewArray(values...)
}

// latin1 makes a string in which each byte of s is a character.
func latin1(r *realm.Realm, s string) goja.Value {
	for i := range len(s) {
		if s[i] >= 0x80 {
			units := make([]uint16, len(s))
			for j := range len(s) {
				units[j] = uint16(s[j])
			}
			return goja.StringFromUTF16(units)
		}
	}
	return r.Runtime.ToValue(s)
}
