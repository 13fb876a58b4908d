// Package workerthreads is node:worker_threads: each worker is a realm of its own on its own goroutine, which jshost starts.
package workerthreads

import (
	_ "embed"
	"runtime"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed threads.js
var threadsSource string

//go:embed worker.js
var workerSource string

//go:embed thread.js
var threadSource string

//go:embed environmentdata.js
var environmentSource string

//go:embed process.js
var processSource string

//go:embed errors.js
var errorsSource string

var (
	threadsScript = realm.NewModuleScript("node:worker_threads", threadsSource)
	workerScript  = realm.NewModuleScript("node:internal/worker", workerSource)
	threadScript  = realm.NewModuleScript("node:internal/worker/thread", threadSource)
	environment   = realm.NewModuleScript("node:internal/worker/environment_data", environmentSource)
	processScript = realm.NewModuleScript("node:internal/worker/process", processSource)
	errorsScript  = realm.NewModuleScript("node:internal/worker/errors", errorsSource)
)

// Load builds the exports.
func Load(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	_ = native.Set("isMainThread", threadOf(r) == nil)
	return threadsScript.Load(r, native)
}

// LoadWorker builds internal/worker: the class Worker.
func LoadWorker(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "worker", 0, func(goja.FunctionCall) goja.Value { return newParent(r) })
	return workerScript.Load(r, native)
}

// LoadThread builds internal/worker/thread: what a worker knows of itself.
func LoadThread(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	t := threadOf(r)
	_ = native.Set("threadId", t.id)
	r.Method(native, "init", 0, func(goja.FunctionCall) goja.Value { return t.initial(r) })
	return threadScript.Load(r, native)
}

// LoadEnvironment builds internal/worker/environment_data.
func LoadEnvironment(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	_ = native.Set("isMainThread", threadOf(r) == nil)
	return environment.Load(r, native)
}

// LoadProcess builds internal/worker/process: what process is not in a worker.
func LoadProcess(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	_ = native.Set("windows", runtime.GOOS == "windows")
	return processScript.Load(r, native)
}

// LoadErrors builds internal/worker/errors: how the exception that ends a worker gets to its parent.
func LoadErrors(r *realm.Realm) (goja.Value, error) { return errorsScript.Load(r, nil) }
