// Package wasi is node:wasi: the class WASI in JavaScript, its system in Go (internal/wasi/preview1).
package wasi

import (
	_ "embed"
	"errors"
	"fmt"
	"os"
	"runtime"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/sandbox"
	"github.com/wasmglue/wasmglue/internal/wasi/files"
	"github.com/wasmglue/wasmglue/internal/wasi/preview1"
	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

//go:embed wasi.js
var source string

var script = realm.NewModuleScript("node:wasi", source)

// Load builds the exports.
func Load(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "create", 6, func(c goja.FunctionCall) goja.Value { return create(r, c) })
	r.Method(native, "notMemory", 0, func(goja.FunctionCall) goja.Value {
		r.Throw("TypeError", "ERR_INVALID_ARG_TYPE", `"instance.exports.memory" property must be a WebAssembly.Memory object`)
		return nil
	})
	return script.Load(r, native)
}

// create(binding, functions, args, env, preopens, stdio) makes a system and defines its functions.
func create(r *realm.Realm, c goja.FunctionCall) goja.Value {
	cfg := preview1.Config{Args: texts(r, c.Argument(2)), Env: texts(r, c.Argument(3)), Outside: wasip1.ENOTCAPABLE}
	cfg.Preopens = preopens(r, c.Argument(4))
	stdio := c.Argument(5).ToObject(r.Runtime)
	for i, f := range []*files.File{&cfg.Stdin, &cfg.Stdout, &cfg.Stderr} {
		*f = standardStream(r, stdio.Get(fmt.Sprint(i)).ToObject(r.Runtime))
	}
	b := &binding{realm: r, system: preview1.New(cfg)}
	functions := c.Argument(1).ToObject(r.Runtime)
	b.define(c.Argument(0).String(), functions)
	// The program's files live as long as its functions can be called.
	runtime.AddCleanup(b, (*preview1.System).Close, b.system)
	result := r.Runtime.NewObject()
	_ = result.Set("functions", functions)
	_ = result.Set("setMemory", r.Function("bound _setMemory", 1, b.setMemory))
	return result
}

func texts(r *realm.Realm, v goja.Value) []string {
	array := v.ToObject(r.Runtime)
	list := make([]string, array.Get("length").ToInteger())
	for i := range list {
		list[i] = array.Get(fmt.Sprint(i)).String()
	}
	return list
}

func preopens(r *realm.Realm, v goja.Value) []preview1.Preopen {
	pairs := v.ToObject(r.Runtime)
	list := make([]preview1.Preopen, 0, pairs.Get("length").ToInteger())
	for i := range cap(list) {
		pair := texts(r, pairs.Get(fmt.Sprint(i)))
		dir, err := openDirectory(r, pair[1])
		if err != nil {
			for _, p := range list {
				_ = p.Dir.Close()
			}
			var denied *sandbox.AccessError
			if errors.As(err, &denied) {
				r.Permit(err)
			}
			throwInit(r, wasip1.FromError(err))
		}
		list = append(list, preview1.Preopen{Path: pair[0], Dir: dir})
	}
	return list
}

// openDirectory goes by the host's own directories only where the guest was granted all of them.
func openDirectory(r *realm.Realm, name string) (files.Directory, error) {
	full := r.Sandbox.Resolve(name)
	if r.Sandbox.Files() == sandbox.OS() {
		return files.OpenHost(full)
	}
	return files.OpenTree(r.Sandbox.Files(), full)
}

func throwInit(r *realm.Realm, errno wasip1.Errno) {
	code := "UVWASI_" + errno.Error()
	r.Throw("Error", code, code+", uvwasi_init")
}

// standardStream is a standard stream of the host, or one of the guest's open files.
func standardStream(r *realm.Realm, o *goja.Object) files.File {
	switch o.Get("fd").ToInteger() {
	case 0:
		if f, ok := r.Process.Stdin.(*os.File); ok {
			return files.HostStream(f)
		}
		return files.Stream(r.Process.Stdin, nil)
	case 1:
		return outputStream(r.Process.Stdout)
	case 2:
		return outputStream(r.Process.Stderr)
	}
	f := newScriptFile(r, o)
	if _, errno := f.Stat(); errno != 0 {
		throwInit(r, errno)
	}
	return f
}
