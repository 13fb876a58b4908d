package lambda

import (
	"io"
	"runtime"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/jshost"
)

// defineNatives makes the object that the scripts know as lambda.
func (f *function) defineNatives() {
	f.natives = f.runtime.NewObject()
	for name, native := range map[string]realm.Native{
		"respond":       f.nativeRespond,
		"fail":          f.nativeFail,
		"failInit":      f.nativeFailInit,
		"finish":        f.nativeFinish,
		"event":         func(goja.FunctionCall) goja.Value { return f.event() },
		"describe":      f.nativeDescribe,
		"call":          f.nativeCall,
		"openStream":    f.nativeOpenStream,
		"stdout":        f.nativeStdout,
		"telemetry":     f.nativeTelemetry,
		"isNativeError": f.nativeIsNativeError,
		"require":       f.nativeRequire,
		"requireFile":   f.nativeRequireFile,
		"requireFrom":   f.nativeRequireFrom,
		"import":        func(c goja.FunctionCall) goja.Value { return f.realm.Import(c.Argument(0).String()) },
		"exists":        f.nativeExists,
		"readText":      f.nativeReadText,
		"resolve":       f.nativeResolve,
		"errors":        f.lazy(errorsScript),
		"streaming":     f.lazy(streamScript),
		"onFirstUse":    f.nativeOnFirstUse,
	} {
		_ = f.natives.Set(name, native)
	}
	_ = f.runtime.GlobalObject().DefineDataProperty("gc", f.runtime.ToValue(collect), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// collect is global.gc, which the managed runtime has because it starts node with --expose-gc.
func collect(goja.FunctionCall) goja.Value {
	runtime.GC()
	return goja.Undefined()
}

// lazy returns a native that runs a script at its first call and remembers what it returned.
func (f *function) lazy(s *script) realm.Native {
	var made goja.Value
	return func(goja.FunctionCall) goja.Value {
		if made == nil {
			v, err := s.run(f.runtime, f.natives)
			if err != nil {
				panic(realm.Rethrow(err))
			}
			made = v
		}
		return made
	}
}

// nativeOnFirstUse calls a function with the value of a global, before anybody else has it: at once if the global is made already, else when it
// is.
func (f *function) nativeOnFirstUse(c goja.FunctionCall) goja.Value {
	patch, _ := goja.AssertFunction(c.Argument(1))
	f.realm.OnGlobal(c.Argument(0).String(), func(v goja.Value) { f.must(patch(goja.Undefined(), v)) })
	return goja.Undefined()
}

// nativeRespond posts while the realm's goroutine waits, as the client of AWS does: what follows in the handler finds the answer out, even
// process.exit. The platform's status needs no attention: it tells the caller of a 413 itself, and a lost connection ends the next call.
func (f *function) nativeRespond(c goja.FunctionCall) goja.Value {
	body := c.Argument(1).String()
	f.collect = len(body) >= largeText
	_, _ = f.platform.Respond(f.ctx, c.Argument(0).String(), body)
	return goja.Undefined()
}

func (f *function) nativeFail(c goja.FunctionCall) goja.Value {
	_, _ = f.platform.Fail(f.ctx, c.Argument(0).String(), c.Argument(1).String(), c.Argument(2).String())
	return goja.Undefined()
}

func (f *function) nativeFailInit(c goja.FunctionCall) goja.Value {
	_, _ = f.platform.FailInit(f.ctx, c.Argument(0).String(), c.Argument(1).String())
	return goja.Undefined()
}

func (f *function) nativeFinish(c goja.FunctionCall) goja.Value {
	f.finishInvocation(c.Argument(0).String())
	return goja.Undefined()
}

func (f *function) nativeDescribe(c goja.FunctionCall) goja.Value {
	about := c.Argument(0).ToObject(f.runtime)
	f.describe(about)
	return about
}

// nativeCall calls the handler of the runtime object, which is its this. A call from Go turns a stack overflow, which JavaScript cannot catch,
// into an exception that fails the invocation. After one inside an async function the engine cannot go on: then the function ends.
func (f *function) nativeCall(c goja.FunctionCall) goja.Value {
	this := c.Argument(0).ToObject(f.runtime)
	handler, _ := goja.AssertFunction(this.Get("handler"))
	v, err := handler(this, c.Arguments[1:]...)
	if err == nil {
		return v
	}
	if _, overflow := err.(*goja.StackOverflowError); overflow {
		if metadata := this.Get("handlerMetadata").ToObject(f.runtime); !metadata.Get("isAsync").ToBoolean() {
			panic(f.newError("RangeError", overflowMessage))
		}
		f.realm.End(&jshost.UncaughtError{Exception: &jshost.Exception{
			Name: "RangeError", Message: overflowMessage, Stack: "RangeError: " + overflowMessage}, Origin: "uncaughtException"})
	}
	panic(realm.Rethrow(err))
}

const overflowMessage = "Maximum call stack size exceeded"

// nativeStdout writes a line. As for console.log in node, there is nobody to tell of a failure.
func (f *function) nativeStdout(c goja.FunctionCall) goja.Value {
	_, _ = io.WriteString(f.realm.Stdout(), c.Argument(0).String())
	return goja.Undefined()
}

func (f *function) nativeIsNativeError(c goja.FunctionCall) goja.Value {
	o, ok := c.Argument(0).(*goja.Object)
	return f.runtime.ToValue(ok && o.ClassName() == "Error")
}
