package lambda

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/jshost"
	"github.com/wasmglue/wasmglue/platforms/lambda/internal/runtimeapi"
)

// platform is where answers go: the Runtime API, or the Go program around a [Handler].
type platform interface {
	Respond(ctx context.Context, id, body string) (status int, err error)
	Fail(ctx context.Context, id, body, cause string) (status int, err error)
	FailInit(ctx context.Context, body, errorType string) (status int, err error)
	Stream(ctx context.Context, id, contentType string, body io.ReadCloser, failure func() *runtimeapi.StreamError) (status int, err error)
}

// function is the worker of a JavaScript function: a copy of it, loaded into a realm of its own.
type function struct {
	ctx      context.Context // bounds what is posted to the platform
	ended    context.Context // done when the host has ended
	settings *settings
	platform platform
	host     *jshost.Host
	work     *jshost.Operation // the way into the realm's goroutine
	finished chan struct{}     // holds one: the invocation's answer is out

	// What follows belongs to the realm's goroutine.
	realm      *jshost.Realm
	runtime    *goja.Runtime
	natives    *goja.Object
	invocation *runtimeapi.Invocation // the current one; nil while there is none
	collect    bool                   // a large result was posted
	invoke     goja.Callable
	emptied    goja.Callable
	failed     goja.Callable
	uncaught   goja.Callable
	ready      goja.Callable
	require    goja.Callable // as a file of the runtime client would call it; made at its first use
}

// loadFunction makes a realm and loads the handler into it. When the function cannot be loaded that has been posted, and the error is the
// host's end, as a rule a *jshost.ExitError. ctx bounds the loading, life what the function posts later.
func loadFunction(ctx, life context.Context, cfg jshost.Config, s *settings, p platform) (*function, error) {
	cfg = cfg.WithDir(s.root).WithOwnFiles(s.root).WithEnv(s.env.pairs()).WithArgs(clientPath).
		WithNodePath(strings.Split(s.env["NODE_PATH"], ":")...)
	host, err := jshost.New(ctx, cfg)
	if err != nil {
		return nil, err
	}
	f := &function{ctx: life, settings: s, platform: p, host: host, finished: make(chan struct{}, 1)}
	f.ended = endOf(host)
	err = host.Do(ctx, f.install)
	if err == nil {
		err = f.load(ctx)
	}
	if err != nil {
		f.close()
		return nil, err
	}
	return f, nil
}

// endOf returns a context that is done when host has ended.
func endOf(host *jshost.Host) context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-host.Done()
		cancel()
	}()
	return ctx
}

func (f *function) life() context.Context { return f.ended }

func (f *function) end() error { return f.host.Err() }

func (f *function) close() { _ = f.host.Close(context.WithoutCancel(f.ctx)) }

// install runs the scripts of the runtime in the new realm.
func (f *function) install(r *jshost.Realm) error {
	f.realm, f.runtime = r, r.Runtime()
	f.work = r.Begin()
	f.work.Unref()
	f.defineNatives()
	options := f.scriptSettings()
	logError, err := consoleScript.run(f.runtime, f.natives, options)
	if err != nil {
		return err
	}
	v, err := invokeScript.run(f.runtime, f.natives, options, logError)
	if err != nil {
		return err
	}
	verbs := v.ToObject(f.runtime)
	for name, verb := range map[string]*goja.Callable{"invoke": &f.invoke, "emptied": &f.emptied, "failed": &f.failed, "uncaught": &f.uncaught, "ready": &f.ready} {
		*verb, _ = goja.AssertFunction(verbs.Get(name))
	}
	r.OnUncaught(f.onUncaught)
	return nil
}

func (f *function) scriptSettings() *goja.Object {
	o := f.runtime.NewObject()
	_ = o.Set("json", f.settings.json)
	_ = o.Set("level", f.settings.level)
	_ = o.Set("telemetry", f.settings.telemetry >= 0)
	_ = o.Set("awslambda", f.settings.awslambda)
	_ = o.Set("warnOfCallbacks", f.settings.warnOfCallbacks)
	return o
}

// load loads the handler and waits for it. The realm's next task, not the promise job that ends the loading, says that it is ready: by then
// unhandled rejections have been judged, and no event has been asked for yet.
func (f *function) load(ctx context.Context) error {
	f.work.Post(func() {
		promise, err := loaderScript.run(f.runtime, f.natives, f.runtime.ToValue(f.settings.root), f.runtime.ToValue(f.settings.handler))
		if err != nil {
			panic(realm.Rethrow(err))
		}
		f.realm.Await(promise, f.loaded)
	})
	return f.await(ctx)
}

func (f *function) loaded(handler goja.Value, err error) {
	if err == nil {
		_, err = f.ready(goja.Undefined(), handler)
		err = f.realm.AsException(err)
	}
	if thrown, ok := err.(*jshost.Exception); ok {
		f.try(f.uncaught, thrown.Value)
	} else if err != nil {
		panic(err)
	} else {
		f.work.Post(f.finish)
	}
}

// onUncaught is asked before the function's listeners. A stack overflow is left to the host: no script can run after it.
func (f *function) onUncaught(thrown *jshost.Exception) bool {
	var overflow *goja.StackOverflowError
	if errors.As(thrown, &overflow) {
		return false
	}
	handled, err := f.failed(goja.Undefined(), thrown.Value, f.runtime.ToValue(thrown.Rejected))
	if err != nil {
		panic(realm.Rethrow(err))
	}
	return handled.ToBoolean()
}

// exitException is the exit code after an exception that nothing caught; the scripts use 128 after an unhandled rejection.
const exitException = 129

// thrown is what a native must panic with so that err goes on as a JavaScript exception.
func (f *function) thrown(err error) any {
	if exception, ok := err.(*jshost.Exception); ok {
		return exception.Value
	}
	return realm.Rethrow(err)
}

// must is for natives that call JavaScript: an exception goes on to their own caller.
func (f *function) must(v goja.Value, err error) goja.Value {
	if err != nil {
		panic(f.thrown(err))
	}
	return v
}

// try calls a script's function; what that throws goes on to the loop.
func (f *function) try(fn goja.Callable, args ...goja.Value) {
	if _, err := fn(goja.Undefined(), args...); err != nil {
		panic(realm.Rethrow(err))
	}
}

func (f *function) finish() { f.finished <- struct{}{} }

// await waits until the handler is loaded, or the invocation's answer is out. The error is the function's end, or the cause of ctx's.
func (f *function) await(ctx context.Context) error {
	select {
	case <-f.finished:
		return nil
	case <-f.ended.Done():
		return f.endedInside()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// endedInside says why the host ended while there was something to answer. What no script could post any more is posted here: a stack overflow
// inside a promise job, a fault of the host.
func (f *function) endedInside() error {
	err := f.host.Err()
	if exited(err) {
		return err
	}
	kind, message, trace := "Runtime.HostFault", err.Error(), []string{}
	var uncaught *jshost.UncaughtError
	if errors.As(err, &uncaught) {
		kind, message = uncaught.Exception.Name, uncaught.Exception.Message
		trace = strings.Split(uncaught.Exception.Stack, "\n")
		err = &jshost.ExitError{Code: exitException}
	}
	body := failure{kind, message, trace}.body()
	if inv := f.invocation; inv != nil { // the realm's goroutine has ended
		_, _ = f.platform.Fail(f.ctx, inv.ID, body, "")
	} else {
		_, _ = f.platform.FailInit(f.ctx, body, kind)
	}
	return err
}
