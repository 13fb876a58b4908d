// Package clone is structured cloning (https://html.spec.whatwg.org/#structured-serialize) and the message channels built on it.
package clone

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed clone.js
var cloneSource string

//go:embed messaging.js
var messagingSource string

var (
	cloneScript     = realm.NewModuleScript("node:internal/structured_clone", cloneSource)
	messagingScript = realm.NewModuleScript("node:internal/messaging", messagingSource)
)

// Load builds internal/structured_clone.
func Load(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "kind", 1, func(c goja.FunctionCall) goja.Value {
		object, ok := c.Argument(0).(*goja.Object)
		if !ok {
			return goja.Undefined()
		}
		return r.Runtime.ToValue(string(r.KindOf(object)))
	})
	r.Method(native, "copyBuffer", 1, func(c goja.FunctionCall) goja.Value {
		b, _ := r.Bytes(c.Argument(0))
		return r.Runtime.ToValue(r.Runtime.NewArrayBuffer(append([]byte{}, b...)))
	})
	r.Method(native, "moveBuffer", 1, func(c goja.FunctionCall) goja.Value {
		b, _ := r.Bytes(c.Argument(0))
		moved := r.Runtime.NewArrayBuffer(b)
		if buffer, ok := c.Argument(0).Export().(goja.ArrayBuffer); ok {
			buffer.Detach()
		}
		return r.Runtime.ToValue(moved)
	})
	r.Method(native, "isDetached", 1, func(c goja.FunctionCall) goja.Value {
		buffer, ok := c.Argument(0).Export().(goja.ArrayBuffer)
		return r.Runtime.ToValue(ok && buffer.Detached())
	})
	r.Method(native, "shareBuffer", 1, func(c goja.FunctionCall) goja.Value { return r.ShareBuffer(c.Argument(0).(*goja.Object)) })
	webAssembly(r, native)
	return cloneScript.Load(r, native)
}

// webAssembly gives native what structured cloning asks about the objects of WebAssembly.
func webAssembly(r *realm.Realm, native *goja.Object) {
	r.Method(native, "isWebAssembly", 1, func(c goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(r.WebAssembly != nil && r.WebAssembly.IsPlatformObject(c.Argument(0)))
	})
	r.Method(native, "isMemoryBuffer", 1, func(c goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(r.WebAssembly != nil && r.WebAssembly.IsMemoryBuffer(c.Argument(0)))
	})
	r.Method(native, "cloneWebAssembly", 1, func(c goja.FunctionCall) goja.Value {
		if o, ok := r.WebAssembly.Clone(c.Argument(0)); ok {
			return o
		}
		return goja.Undefined()
	})
}

// LoadMessaging builds internal/messaging: MessageChannel, MessagePort, MessageEvent, BroadcastChannel.
func LoadMessaging(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "begin", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(r.Loop.Begin()) })
	r.Method(native, "end", 1, func(c goja.FunctionCall) goja.Value {
		if op, ok := c.Argument(0).Export().(interface{ Unref() }); ok {
			op.Unref()
		}
		return goja.Undefined()
	})
	r.Method(native, "post", 1, func(c goja.FunctionCall) goja.Value {
		fn, _ := goja.AssertFunction(c.Argument(0))
		task := r.Task(fn)
		operation := r.Loop.Begin()
		operation.End(func() {
			if err := task(); err != nil {
				r.Loop.Uncaught(err)
			}
		})
		return goja.Undefined()
	})
	return messagingScript.Load(r, native)
}
