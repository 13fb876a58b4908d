// Package process is node:process. What belongs to the host (arguments, environment, directory, clock) is Go; events and warnings are
// JavaScript.
package process

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/eventloop"
	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed process.js
var source string

//go:embed stdio.js
var stdioSource string

//go:embed usage.js
var usageSource string

//go:embed credentials.js
var credentialsSource string

//go:embed warning.js
var warningSource string

//go:embed environmentflags.js
var environmentFlagsSource string

//go:embed binding.js
var bindingSource string

var (
	script                 = realm.NewModuleScript("node:process", source)
	stdioScript            = realm.NewModuleScript("node:internal/stdio", stdioSource)
	usageScript            = realm.NewModuleScript("node:internal/process/usage", usageSource)
	credentialsScript      = realm.NewModuleScript("node:internal/process/credentials", credentialsSource)
	warningScript          = realm.NewModuleScript("node:internal/process/warning", warningSource)
	environmentFlagsScript = realm.NewModuleScript("node:internal/process/environment_flags", environmentFlagsSource)
	bindingScript          = realm.NewModuleScript("node:internal/process/binding", bindingSource)
)

// Load builds the process object.
func Load(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	p := &room{realm: r}
	p.state(native)
	p.clock(native)
	p.hooks(native)
	p.system(native)
	p.signals(native)
	_ = native.Set("env", r.Runtime.NewDynamicObject(&environment{realm: r}))
	_ = native.Set("Version", Version)
	return script.Load(r, native)
}

// LoadStdio builds internal/stdio: the standard streams.
func LoadStdio(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	stdio(r, native)
	return stdioScript.Load(r, native)
}

// LoadBinding builds internal/process/binding: the function process.binding.
func LoadBinding(r *realm.Realm) (goja.Value, error) { return bindingScript.Load(r, nil) }

// LoadUsage builds internal/process/usage: clocks, memory and time used.
func LoadUsage(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	usage(r, native)
	return usageScript.Load(r, native)
}

// LoadCredentials builds internal/process/credentials: users and groups.
func LoadCredentials(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	credentials(r, native)
	return credentialsScript.Load(r, native)
}

// LoadWarning builds internal/process/warning.
func LoadWarning(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	defineFlags(r, native)
	return warningScript.Load(r, native)
}

// LoadEnvironmentFlags builds internal/process/environment_flags: process.allowedNodeEnvironmentFlags.
func LoadEnvironmentFlags(r *realm.Realm) (goja.Value, error) {
	return environmentFlagsScript.Load(r, nil)
}

type room struct {
	realm *realm.Realm

	listened map[int]bool                   // numbers of the signals that are listened to
	awaited  map[int][]*eventloop.Operation // signals on their way from the guest to itself
}

func (p *room) state(native *goja.Object) {
	r := p.realm
	strings := func(list []string) goja.Value {
		out := make([]any, len(list))
		for i, s := range list {
			out[i] = s
		}
		return r.Runtime.NewArray(out...)
	}
	definePermission(r, native)
	defineFlags(r, native)
	process := r.Process
	_ = native.Set("channel", process.Channel != nil)
	_ = native.Set("argv", strings(process.Argv))
	_ = native.Set("worker", process.Worker)
	_ = native.Set("execArgv", strings(process.ExecArgv))
	_ = native.Set("execPath", process.ExecPath)
	_ = native.Set("title", process.Flags.Title)
	_ = native.Set("argv0", process.Flags.Argv0)
	r.Method(native, "cwd", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(r.Sandbox.Dir()) })
	r.Method(native, "chdir", 1, func(c goja.FunctionCall) goja.Value {
		name := r.StringArg(c.Argument(0), "directory")
		from := r.Sandbox.Dir()
		if err := r.Sandbox.Chdir(name); err != nil {
			panic(r.SystemError(err, "chdir", from, name))
		}
		return goja.Undefined()
	})
	r.Method(native, "umask", 1, func(c goja.FunctionCall) goja.Value {
		old := r.Sandbox.Umask()
		if v := c.Argument(0); !goja.IsUndefined(v) {
			r.Sandbox.SetUmask(fileMode(v.ToInteger()))
		}
		return r.Runtime.ToValue(int64(old))
	})
	r.Method(native, "getExitCode", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(process.ExitCode) })
	r.Method(native, "setExitCode", 2, func(c goja.FunctionCall) goja.Value {
		process.ExitCode = int(c.Argument(0).ToInteger())
		process.ExitCodeSet = c.Argument(1).ToBoolean()
		return goja.Undefined()
	})
	r.Method(native, "isExiting", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(process.Exiting) })
	r.Method(native, "setExiting", 0, func(goja.FunctionCall) goja.Value { process.Exiting = true; return goja.Undefined() })
	_ = native.Set("tracesExit", process.TracesExit())
	r.Method(native, "traceExit", 2, func(c goja.FunctionCall) goja.Value {
		process.TraceExit(int(c.Argument(0).ToInteger()), c.Argument(1).String())
		return goja.Undefined()
	})
	r.Method(native, "reallyExit", 1, func(c goja.FunctionCall) goja.Value {
		process.Exit(int(c.Argument(0).ToInteger()))
		return goja.Undefined()
	})
}

// hooks connects the host's process hooks to the listeners of process.
func (p *room) hooks(native *goja.Object) {
	r := p.realm
	defineWrite(r, native)
	r.Method(native, "nextTick", 2, func(c goja.FunctionCall) goja.Value {
		fn := r.FunctionArg(c.Argument(0), "callback")
		var args []goja.Value
		if len(c.Arguments) > 1 {
			args = append(args, c.Arguments[1:]...)
		}
		if r.AsyncHooks() == nil {
			r.Loop.NextTick(r.Task(fn, args...))
			return goja.Undefined()
		}
		resource := r.Runtime.NewObject()
		_ = resource.Set("callback", c.Argument(0))
		_ = resource.Set("args", goja.Undefined())
		if len(args) > 0 {
			_ = resource.Set("args", r.Runtime.ToValue(args))
		}
		operation := r.NewOperation("TickObject", resource)
		task := r.TaskOf(operation, fn, args...)
		r.Loop.NextTick(func() error {
			err := task()
			r.DestroyOperation(operation)
			return err
		})
		return goja.Undefined()
	})
	r.Method(native, "setHooks", 5, func(c goja.FunctionCall) goja.Value {
		exit, _ := goja.AssertFunction(c.Argument(0))
		beforeExit, _ := goja.AssertFunction(c.Argument(1))
		uncaught, _ := goja.AssertFunction(c.Argument(2))
		p.setHooks(exit, beforeExit, uncaught)
		rejection, _ := goja.AssertFunction(c.Argument(3))
		late, _ := goja.AssertFunction(c.Argument(4))
		r.Process.HandleRejection, r.Process.RejectionHandled = p.promiseHook(rejection), p.promiseHook(late)
		return goja.Undefined()
	})
}

func (p *room) setHooks(exit, beforeExit, uncaught goja.Callable) {
	r := p.realm
	r.Process.EmitExit = func(code int) int {
		v, err := exit(goja.Undefined(), r.Runtime.ToValue(code), r.Runtime.ToValue(r.Process.Unsettled))
		if err != nil {
			r.Loop.Uncaught(err)
			return max(code, 1)
		}
		return int(v.ToInteger())
	}
	r.Process.EmitBeforeExit = func(code int) {
		r.Loop.Do(func() error {
			_, err := beforeExit(goja.Undefined(), r.Runtime.ToValue(code))
			return err
		})
	}
	r.Process.HandleUncaught = func(err error, origin string) (bool, error) {
		thrown, ok := err.(interface{ Value() goja.Value })
		if !ok {
			return false, nil
		}
		handled, err := uncaught(goja.Undefined(), thrown.Value(), r.Runtime.ToValue(origin))
		if _, interrupted := err.(*goja.InterruptedError); interrupted {
			r.Loop.Uncaught(err) // a listener called process.exit
			return true, nil
		}
		return err == nil && handled.ToBoolean(), err
	}
}

// promiseHook calls hook with a promise and what it was rejected with.
func (p *room) promiseHook(hook goja.Callable) func(any) {
	return func(v any) {
		promise, ok := v.(*goja.Promise)
		if !ok {
			return
		}
		if _, err := hook(goja.Undefined(), promise.Result(), p.realm.Runtime.ToValue(promise)); err != nil {
			p.realm.Loop.Uncaught(err)
		}
	}
}
