package openwhisk

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/jshost"
)

// consoleError calls the guest's console.error. The guest may have replaced it: what that throws is its own loss.
func consoleError(r *jshost.Realm, args ...any) {
	rt := r.Runtime()
	_ = rt.Try(func() {
		console := rt.GlobalObject().Get("console").ToObject(rt)
		log, ok := goja.AssertFunction(console.Get("error"))
		if !ok {
			return
		}
		values := make([]goja.Value, len(args))
		for i, arg := range args {
			values[i] = rt.ToValue(arg)
		}
		_, _ = log(console, values...)
	})
}

// loggable is what console.error shows of a thrown value. Too deep a recursion leaves none: its description stands for it.
func loggable(r *jshost.Realm, thrown *jshost.Exception) goja.Value {
	if goja.IsUndefined(thrown.Value) && thrown.Stack != "" {
		return r.Runtime().ToValue(thrown.Stack)
	}
	return thrown.Value
}

// stringOf is String(v) as a template literal does it; ok is false when that throws.
func stringOf(r *jshost.Realm, v goja.Value) (text string, ok bool) {
	if v == nil {
		return "undefined", true
	}
	if _, symbol := v.(*goja.Symbol); symbol {
		return "", false
	}
	thrown := r.Runtime().Try(func() { text = v.String() })
	return text, thrown == nil
}

// typeOf is JavaScript's typeof, as far as results of actions are told apart by it.
func typeOf(v goja.Value) string {
	switch v := v.(type) {
	case nil:
		return "undefined"
	case *goja.Symbol:
		return "symbol"
	case *goja.Object:
		if _, ok := goja.AssertFunction(v); ok {
			return "function"
		}
		return "object"
	case goja.String:
		return "string"
	}
	switch {
	case goja.IsUndefined(v):
		return "undefined"
	case goja.IsNull(v):
		return "object"
	case goja.IsBigInt(v):
		return "bigint"
	case goja.IsNumber(v):
		return "number"
	}
	return "boolean"
}

// isAsync tells an async function, by the tag of its prototype.
func isAsync(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	if !ok {
		return false
	}
	tag := o.GetSymbol(goja.SymToStringTag)
	return tag != nil && tag.String() == "AsyncFunction"
}
