package node

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/web/streams"
)

// global is a global name, the form of the property, the core module that has its value, and the property there ("" is the exports).
type global struct {
	name             string
	form             realm.GlobalForm
	module, property string
}

// globals lists node's global names; those that are enumerable in node's order.
var globals = []global{
	{"clearImmediate", realm.ShownGlobal, "timers", "clearImmediate"},
	{"setImmediate", realm.ShownGlobal, "timers", "setImmediate"},
	{"clearInterval", realm.ShownGlobal, "timers", "clearInterval"},
	{"clearTimeout", realm.ShownGlobal, "timers", "clearTimeout"},
	{"setInterval", realm.ShownGlobal, "timers", "setInterval"},
	{"setTimeout", realm.ShownGlobal, "timers", "setTimeout"},
	{"queueMicrotask", realm.ShownGlobal, "internal/queue_microtask", ""},
	{"structuredClone", realm.ShownGlobal, "internal/structured_clone", "structuredClone"},
	{"atob", realm.AttributeGlobal, "buffer", "atob"},
	{"btoa", realm.AttributeGlobal, "buffer", "btoa"},
	{"performance", realm.AttributeGlobal, "internal/perf", "performance"},
	{"fetch", realm.ShownGlobal, "internal/fetch/fetch", "fetch"},
	{"crypto", realm.ReadOnlyGlobal, "internal/crypto/webcrypto", "crypto"},
	{"process", realm.AccessorGlobal, "process", ""},
	{"Buffer", realm.AccessorGlobal, "buffer", "Buffer"},
	{"console", realm.DataGlobal, "internal/console", "console"},
	{"Event", realm.DataGlobal, "internal/event_target", "Event"},
	{"EventTarget", realm.DataGlobal, "internal/event_target", "EventTarget"},
	{"CustomEvent", realm.DataGlobal, "internal/event_target", "CustomEvent"},
	{"URL", realm.DataGlobal, "internal/url", "URL"},
	{"URLSearchParams", realm.DataGlobal, "internal/url/search_params", "URLSearchParams"},
	{"Blob", realm.InterfaceGlobal, "internal/blob", "Blob"},
	{"File", realm.InterfaceGlobal, "internal/blob", "File"},
	{"AbortController", realm.InterfaceGlobal, "internal/abort_controller", "AbortController"},
	{"AbortSignal", realm.InterfaceGlobal, "internal/abort_controller", "AbortSignal"},
	{"DOMException", realm.InterfaceGlobal, "internal/domexception", "DOMException"},
	{"Performance", realm.InterfaceGlobal, "internal/perf", "Performance"},
	{"PerformanceEntry", realm.InterfaceGlobal, "internal/perf/entries", "PerformanceEntry"},
	{"PerformanceMark", realm.InterfaceGlobal, "internal/perf/entries", "PerformanceMark"},
	{"PerformanceMeasure", realm.InterfaceGlobal, "internal/perf/entries", "PerformanceMeasure"},
	{"PerformanceObserver", realm.InterfaceGlobal, "internal/perf/observer", "PerformanceObserver"},
	{"PerformanceObserverEntryList", realm.InterfaceGlobal, "internal/perf/observer", "PerformanceObserverEntryList"},
	{"PerformanceResourceTiming", realm.InterfaceGlobal, "internal/perf/entries", "PerformanceResourceTiming"},
	{"Crypto", realm.InterfaceGlobal, "internal/crypto/webcrypto", "Crypto"},
	{"CryptoKey", realm.InterfaceGlobal, "internal/crypto/webcrypto", "CryptoKey"},
	{"SubtleCrypto", realm.InterfaceGlobal, "internal/crypto/webcrypto", "SubtleCrypto"},
	{"MessageChannel", realm.InterfaceGlobal, "internal/messaging", "MessageChannel"},
	{"MessagePort", realm.InterfaceGlobal, "internal/messaging", "MessagePort"},
	{"MessageEvent", realm.InterfaceGlobal, "internal/message_event", "MessageEvent"},
	{"BroadcastChannel", realm.InterfaceGlobal, "internal/broadcast_channel", "BroadcastChannel"},
	{"Headers", realm.InterfaceGlobal, "internal/fetch/headers", "Headers"},
	{"Response", realm.InterfaceGlobal, "internal/fetch/response", "Response"},
	{"Request", realm.InterfaceGlobal, "internal/fetch/request", "Request"},
	{"FormData", realm.InterfaceGlobal, "internal/fetch/formdata", "FormData"},
	{"TextEncoder", realm.InterfaceGlobal, "internal/encoding", "TextEncoder"},
	{"TextDecoder", realm.InterfaceGlobal, "internal/encoding", "TextDecoder"},
}

func init() {
	for _, class := range streams.Classes {
		globals = append(globals, global{class.Name, realm.InterfaceGlobal, "internal/webstreams/" + class.Module, class.Name})
	}
}

func installGlobals(r *realm.Realm) error {
	b := r.Builtins.(*registry)
	object := r.Runtime.GlobalObject()
	if err := object.DefineDataProperty("global", object, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
		return err
	}
	for _, g := range globals {
		r.DefineGlobal(g.name, g.form, func() goja.Value {
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
	return object.Delete("GoError") // the engine's own
}

// loadMicrotask makes queueMicrotask, over a resolved promise: an exception in the callback is an uncaught one, not a rejection.
func loadMicrotask(r *realm.Realm) (goja.Value, error) {
	return r.Function("queueMicrotask", 1, func(c goja.FunctionCall) goja.Value {
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
	}), nil
}
