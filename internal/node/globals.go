package node

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/web/streams"
)

// global is a global name, the core module that has its value, and the property there.
type global struct{ name, module, property string }

// globals lists node's global names with the core module that has their value, and the property there ("" is the exports).
var globals = []global{
	{"process", "process", ""},
	{"console", "internal/console", "console"},
	{"Buffer", "buffer", "Buffer"},
	{"setTimeout", "timers", "setTimeout"},
	{"clearTimeout", "timers", "clearTimeout"},
	{"setInterval", "timers", "setInterval"},
	{"clearInterval", "timers", "clearInterval"},
	{"setImmediate", "timers", "setImmediate"},
	{"clearImmediate", "timers", "clearImmediate"},
	{"Blob", "buffer", "Blob"},
	{"File", "buffer", "File"},
	{"atob", "buffer", "atob"},
	{"btoa", "buffer", "btoa"},
	{"Event", "internal/event_target", "Event"},
	{"EventTarget", "internal/event_target", "EventTarget"},
	{"CustomEvent", "internal/event_target", "CustomEvent"},
	{"AbortController", "internal/abort_controller", "AbortController"},
	{"AbortSignal", "internal/abort_controller", "AbortSignal"},
	{"DOMException", "internal/domexception", "DOMException"},
	{"URL", "internal/url", "URL"},
	{"URLSearchParams", "internal/url/search_params", "URLSearchParams"},
	{"performance", "internal/perf", "performance"},
	{"Performance", "internal/perf", "Performance"},
	{"PerformanceEntry", "internal/perf", "PerformanceEntry"},
	{"PerformanceMark", "internal/perf", "PerformanceMark"},
	{"PerformanceMeasure", "internal/perf", "PerformanceMeasure"},
	{"PerformanceObserver", "internal/perf", "PerformanceObserver"},
	{"PerformanceObserverEntryList", "internal/perf", "PerformanceObserverEntryList"},
	{"PerformanceResourceTiming", "internal/perf", "PerformanceResourceTiming"},
	{"crypto", "internal/crypto/webcrypto", "crypto"},
	{"Crypto", "internal/crypto/webcrypto", "Crypto"},
	{"CryptoKey", "internal/crypto/webcrypto", "CryptoKey"},
	{"SubtleCrypto", "internal/crypto/webcrypto", "SubtleCrypto"},
	{"structuredClone", "internal/structured_clone", "structuredClone"},
	{"MessageChannel", "internal/messaging", "MessageChannel"},
	{"MessagePort", "internal/messaging", "MessagePort"},
	{"MessageEvent", "internal/message_event", "MessageEvent"},
	{"BroadcastChannel", "internal/broadcast_channel", "BroadcastChannel"},
	{"Headers", "internal/fetch/headers", "Headers"},
	{"Response", "internal/fetch/response", "Response"},
	{"TextEncoder", "internal/encoding", "TextEncoder"},
	{"TextDecoder", "internal/encoding", "TextDecoder"},
}

func init() {
	for _, class := range streams.Classes {
		globals = append(globals, global{class.Name, "internal/webstreams/" + class.Module, class.Name})
	}
}

func installGlobals(r *realm.Realm) error {
	b := r.Builtins.(*registry)
	object := r.Runtime.GlobalObject()
	if err := object.DefineDataProperty("global", object, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		return err
	}
	for _, g := range globals {
		r.LazyGlobal(g.name, func() goja.Value {
			v, err := b.load(g.module)
			if err != nil {
				panic(realm.Rethrow(err))
			}
			if g.property == "" {
				return v
			}
			return v.(*goja.Object).Get(g.property)
		})
	}
	tag := r.Runtime.ToValue("global")
	_ = object.DefineDataPropertySymbol(goja.SymToStringTag, tag, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	microtask(r)
	return nil
}

// microtask defines queueMicrotask over a resolved promise: an exception in the callback is an uncaught one, not a rejection.
func microtask(r *realm.Realm) {
	queue := r.Function("queueMicrotask", 1, func(c goja.FunctionCall) goja.Value {
		callback := r.FunctionArg(c.Argument(0), "callback")
		operation := r.NewOperation("Microtask", nil)
		task := func() error {
			_, err := callback(goja.Undefined())
			return err
		}
		if r.AsyncHooks() != nil {
			r.AnnounceOperation(operation) // the reaction enters it
		} else {
			task = r.TaskOf(operation, callback)
		}
		promise, resolve, _ := r.Runtime.NewPromise()
		object := r.Runtime.ToValue(promise).(*goja.Object)
		r.Then(object, r.Runtime.ToValue(func(goja.FunctionCall) goja.Value {
			if err := task(); err != nil {
				r.Loop.Uncaught(err)
			}
			r.DestroyOperation(operation)
			return goja.Undefined()
		}))
		_ = resolve(nil)
		return goja.Undefined()
	})
	_ = r.Runtime.GlobalObject().DefineDataProperty("queueMicrotask", queue, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
}
