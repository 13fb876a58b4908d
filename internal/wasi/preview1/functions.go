package preview1

import (
	"context"
	"slices"
	"strings"

	"github.com/tetratelabs/wazero/api"

	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// Function is one function of the interface.
type Function struct {
	Name   string
	Params []api.ValueType
	Result bool // it returns an error code, an i32

	call func(s *System, ctx context.Context, m Memory, a []uint64) errno
}

// Results are the function's result types.
func (f *Function) Results() []api.ValueType {
	if !f.Result {
		return nil
	}
	return []api.ValueType{api.ValueTypeI32}
}

// define makes a table row. types has a letter for each parameter: i for i32, I for i64.
func define(name, types string, call func(s *System, ctx context.Context, m Memory, a []uint64) errno) Function {
	params := make([]api.ValueType, len(types))
	for i, t := range types {
		params[i] = api.ValueTypeI32
		if t == 'I' {
			params[i] = api.ValueTypeI64
		}
	}
	return Function{Name: name, Params: params, Result: name != "proc_exit", call: call}
}

// Functions are all functions of wasi_snapshot_preview1, by name.
var Functions = []Function{
	define("args_get", "ii", argsGet),
	define("args_sizes_get", "ii", argsSizesGet),
	define("clock_res_get", "ii", clockResGet),
	define("clock_time_get", "iIi", clockTimeGet),
	define("environ_get", "ii", environGet),
	define("environ_sizes_get", "ii", environSizesGet),
	define("fd_advise", "iIIi", fdAdvise),
	define("fd_allocate", "iII", fdAllocate),
	define("fd_close", "i", fdClose),
	define("fd_datasync", "i", fdDatasync),
	define("fd_fdstat_get", "ii", fdFdstatGet),
	define("fd_fdstat_set_flags", "ii", fdFdstatSetFlags),
	define("fd_fdstat_set_rights", "iII", fdFdstatSetRights),
	define("fd_filestat_get", "ii", fdFilestatGet),
	define("fd_filestat_set_size", "iI", fdFilestatSetSize),
	define("fd_filestat_set_times", "iIIi", fdFilestatSetTimes),
	define("fd_pread", "iiiIi", fdPread),
	define("fd_prestat_dir_name", "iii", fdPrestatDirName),
	define("fd_prestat_get", "ii", fdPrestatGet),
	define("fd_pwrite", "iiiIi", fdPwrite),
	define("fd_read", "iiii", fdRead),
	define("fd_readdir", "iiiIi", fdReaddir),
	define("fd_renumber", "ii", fdRenumber),
	define("fd_seek", "iIii", fdSeek),
	define("fd_sync", "i", fdSync),
	define("fd_tell", "ii", fdTell),
	define("fd_write", "iiii", fdWrite),
	define("path_create_directory", "iii", pathCreateDirectory),
	define("path_filestat_get", "iiiii", pathFilestatGet),
	define("path_filestat_set_times", "iiiiIIi", pathFilestatSetTimes),
	define("path_link", "iiiiiii", pathLink),
	define("path_open", "iiiiiIIii", pathOpen),
	define("path_readlink", "iiiiii", pathReadlink),
	define("path_remove_directory", "iii", pathRemoveDirectory),
	define("path_rename", "iiiiii", pathRename),
	define("path_symlink", "iiiii", pathSymlink),
	define("path_unlink_file", "iii", pathUnlinkFile),
	define("poll_oneoff", "iiii", pollOneoff),
	define("proc_exit", "i", procExit),
	define("proc_raise", "i", procRaise),
	define("random_get", "ii", randomGet),
	define("sched_yield", "", schedYield),
	define("sock_accept", "iii", sockAccept),
	define("sock_recv", "iiiiii", sockRecv),
	define("sock_send", "iiiii", sockSend),
	define("sock_shutdown", "ii", sockShutdown),
}

// unstable are the functions of wasi_unstable that differ from those of the same name in preview 1.
var unstable = []Function{
	define("fd_filestat_get", "ii", unstableFdFilestatGet),
	define("fd_seek", "iIii", unstableFdSeek),
	define("path_filestat_get", "iiiii", unstablePathFilestatGet),
	define("poll_oneoff", "iiii", unstablePollOneoff),
}

// Lookup finds a function by the module and name under which a program imports it; nil when there is none.
func Lookup(module, name string) *Function {
	if module == wasip1.Unstable {
		if f := find(unstable, name); f != nil {
			return f
		}
		if name == "sock_accept" {
			return nil // came later
		}
	} else if module != wasip1.Module {
		return nil
	}
	return find(Functions, name)
}

func find(functions []Function, name string) *Function {
	i, ok := slices.BinarySearchFunc(functions, name, func(f Function, name string) int { return strings.Compare(f.Name, name) })
	if !ok {
		return nil
	}
	return &functions[i]
}
