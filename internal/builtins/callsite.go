package builtins

import "github.com/dop251/goja"

// callSites makes the array that prepareStackTrace is given.
func (t *tracer) callSites(frames []goja.StackFrame) *goja.Object {
	if t.site == nil {
		t.site = t.rt.NewObject()
		t.siteMethods()
	}
	var list []any
	for n := range frames {
		f := newFrame(&frames[n])
		if f.hidden() {
			continue
		}
		object := t.rt.CreateObject(t.site)
		t.realm.Method(object, "toString", 0, func(goja.FunctionCall) goja.Value { return t.rt.ToValue(f.String()) })
		hide := func(name string, v any) {
			_ = object.DefineDataProperty(name, t.rt.ToValue(v), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
		}
		hide("toString", object.Get("toString"))
		hide("fileName", orNull(f.file))
		hide("functionName", orNull(f.function))
		hide("lineNumber", f.line)
		hide("columnNumber", f.column)
		list = append(list, object)
	}
	return t.rt.NewArray(list...)
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// siteMethods defines the methods of CallSite: those that tell of the receiver give what V8 gives for strict functions.
func (t *tracer) siteMethods() {
	read := func(name, property string) {
		builtinMethod(t.realm, t.site, name, 0, func(c goja.FunctionCall) goja.Value {
			return c.This.ToObject(t.rt).Get(property)
		})
	}
	read("getFileName", "fileName")
	read("getScriptNameOrSourceURL", "fileName")
	read("getFunctionName", "functionName")
	read("getLineNumber", "lineNumber")
	read("getEnclosingLineNumber", "lineNumber")
	read("getColumnNumber", "columnNumber")
	read("getEnclosingColumnNumber", "columnNumber")
	fixed := func(v goja.Value, names ...string) {
		for _, name := range names {
			builtinMethod(t.realm, t.site, name, 0, func(goja.FunctionCall) goja.Value { return v })
		}
	}
	fixed(t.rt.ToValue(false), "isNative", "isEval", "isConstructor", "isAsync", "isPromiseAll")
	fixed(t.rt.ToValue(true), "isToplevel")
	fixed(goja.Undefined(), "getThis", "getFunction", "getEvalOrigin")
	fixed(goja.Null(), "getTypeName", "getMethodName", "getPromiseIndex")
	fixed(t.rt.ToValue(0), "getPosition")
	fixed(t.rt.ToValue(""), "getScriptHash")
}
