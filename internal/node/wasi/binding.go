package wasi

import (
	"context"
	"errors"
	"io"
	"math"
	"math/big"
	"os"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/wasi/files"
	"github.com/wasmglue/wasmglue/internal/wasi/preview1"
	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
	"github.com/wasmglue/wasmglue/wasmbridge"
)

func outputStream(w io.Writer) files.File {
	if f, ok := w.(*os.File); ok {
		return files.HostStream(f)
	}
	return files.Stream(nil, w)
}

// binding is the system of one WASI object and the memory its functions work on.
type binding struct {
	realm  *realm.Realm
	system *preview1.System

	memory *goja.Object
	shared bool
	buffer goja.ArrayBuffer // memory.buffer, until it is detached
	stack  [9]uint64
}

// setMemory takes a WebAssembly.Memory, as JavaScript has checked.
func (b *binding) setMemory(c goja.FunctionCall) goja.Value {
	b.memory, b.buffer = c.Argument(0).ToObject(b.realm.Runtime), goja.ArrayBuffer{}
	return goja.Undefined()
}

// bytes are the memory's, which a growth since the last call may have moved.
func (b *binding) bytes() []byte {
	if b.memory == nil {
		b.realm.Throw("Error", "ERR_WASI_NOT_STARTED", "wasi.start() has not been called")
	}
	if b.buffer == (goja.ArrayBuffer{}) || b.shared || b.buffer.Detached() {
		object := b.memory.Get("buffer").ToObject(b.realm.Runtime)
		buffer, ok := object.Export().(goja.ArrayBuffer)
		if !ok {
			shown, _ := b.realm.Bytes(object)
			return shown
		}
		// A shared memory grows without detaching what showed it before.
		class := object.Get("constructor")
		b.shared = class != nil && class != b.realm.Runtime.Get("ArrayBuffer")
		b.buffer = buffer
	}
	return b.buffer.Bytes()
}

// names are the functions in node's order.
var names = []string{"args_get", "args_sizes_get", "clock_res_get", "clock_time_get", "environ_get", "environ_sizes_get", "fd_advise", "fd_allocate",
	"fd_close", "fd_datasync", "fd_fdstat_get", "fd_fdstat_set_flags", "fd_fdstat_set_rights", "fd_filestat_get", "fd_filestat_set_size",
	"fd_filestat_set_times", "fd_pread", "fd_prestat_get", "fd_prestat_dir_name", "fd_pwrite", "fd_read", "fd_readdir", "fd_renumber", "fd_seek",
	"fd_sync", "fd_tell", "fd_write", "path_create_directory", "path_filestat_get", "path_filestat_set_times", "path_link", "path_open",
	"path_readlink", "path_remove_directory", "path_rename", "path_symlink", "path_unlink_file", "poll_oneoff", "proc_exit", "proc_raise",
	"random_get", "sched_yield", "sock_accept", "sock_recv", "sock_send", "sock_shutdown"}

// define defines the functions of a module of the interface. wasi_unstable has them all in node, also the one that came later.
func (b *binding) define(module string, functions *goja.Object) {
	for _, name := range names {
		f := preview1.Lookup(module, name)
		if f == nil {
			f = preview1.Lookup(wasip1.Module, name)
		}
		_ = functions.Set(name, b.function(name, f))
	}
}

// function makes a JavaScript function that WebAssembly calls without JavaScript between.
func (b *binding) function(name string, f *preview1.Function) *goja.Object {
	native := &wasmbridge.Native{Params: f.Params, Results: f.Results(), Call: func(stack []uint64) { b.invoke(f, stack) }}
	object := b.realm.Function("bound "+name, len(f.Params), func(c goja.FunctionCall) goja.Value { return b.call(f, native, c) })
	if !ends[name] {
		wasmbridge.MarkNative(object, native)
	}
	return object
}

// ends are the functions that can end the process: they are called by way of JavaScript, which an exit unwinds.
var ends = map[string]bool{"proc_exit": true, "proc_raise": true}

// call is a function of the interface, called from JavaScript or, through the bridge, from WebAssembly. Arguments of the wrong number or type
// are EINVAL, as node has it.
func (b *binding) call(f *preview1.Function, native *wasmbridge.Native, c goja.FunctionCall) goja.Value {
	if len(c.Arguments) != len(f.Params) {
		return b.errno(wasip1.EINVAL)
	}
	stack := b.stack[:max(len(f.Params), 1)]
	for i, t := range f.Params {
		v, ok := argument(c.Arguments[i], t)
		if !ok {
			return b.errno(wasip1.EINVAL)
		}
		stack[i] = v
	}
	native.Call(stack)
	if !f.Result {
		return goja.Undefined()
	}
	return b.errno(wasip1.Errno(stack[0]))
}

func (b *binding) invoke(f *preview1.Function, stack []uint64) {
	defer func() {
		switch ended := recover().(type) {
		case nil:
		case error:
			var exit *preview1.ExitError
			if !errors.As(ended, &exit) {
				panic(ended)
			}
			b.realm.Process.Exit(int(exit.Code))
		default:
			panic(ended)
		}
	}()
	b.system.Call(context.Background(), f, b.bytes(), stack)
}

func (b *binding) errno(e wasip1.Errno) goja.Value { return b.realm.Runtime.ToValue(int(e)) }

// argument reads a number for an i32, signed or not, and a BigInt for an i64.
func argument(v goja.Value, t api.ValueType) (uint64, bool) {
	switch n := v.Export().(type) {
	case int64:
		return uint64(uint32(n)), t == api.ValueTypeI32
	case float64:
		return uint64(uint32(int64(n))), t == api.ValueTypeI32 && n == math.Trunc(n) && math.Abs(n) < 1<<32
	case *big.Int:
		return new(big.Int).And(n, allBits).Uint64(), t == api.ValueTypeI64
	}
	return 0, false
}

var allBits = new(big.Int).SetUint64(math.MaxUint64)
