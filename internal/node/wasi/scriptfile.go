package wasi

import (
	"math"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/wasi/files"
	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// scriptFile is a file that the guest opened with node:fs and gave to a program as a standard stream. The program runs on the realm's
// goroutine, so its calls can go through JavaScript.
type scriptFile struct {
	realm                       *realm.Realm
	stat, read, write, truncate goja.Callable
}

func newScriptFile(r *realm.Realm, o *goja.Object) *scriptFile {
	f := &scriptFile{realm: r}
	f.stat, _ = goja.AssertFunction(o.Get("stat"))
	f.read, _ = goja.AssertFunction(o.Get("read"))
	f.write, _ = goja.AssertFunction(o.Get("write"))
	f.truncate, _ = goja.AssertFunction(o.Get("truncate"))
	return f
}

// number calls fn, which returns a number, or node's error code.
func (f *scriptFile) number(fn goja.Callable, args ...goja.Value) (int, wasip1.Errno) {
	v := f.realm.Call(fn, goja.Undefined(), args...)
	if _, isText := v.Export().(string); isText {
		return 0, wasip1.ByName(v.String())
	}
	return int(v.ToInteger()), 0
}

func (f *scriptFile) Readv(buffers [][]byte) (int, wasip1.Errno) { return f.each(f.read, buffers) }

func (f *scriptFile) Writev(buffers [][]byte) (int, wasip1.Errno) { return f.each(f.write, buffers) }

func (f *scriptFile) each(fn goja.Callable, buffers [][]byte) (total int, errno wasip1.Errno) {
	for _, b := range buffers {
		n, errno := f.number(fn, f.realm.NewUint8Array(b), goja.Null())
		if errno != 0 && total == 0 {
			return 0, errno
		}
		if total += n; n < len(b) {
			break
		}
	}
	return total, 0
}

func (f *scriptFile) Pread(p []byte, offset int64) (int, wasip1.Errno) {
	return f.number(f.read, f.realm.NewUint8Array(p), f.realm.Runtime.ToValue(offset))
}

func (f *scriptFile) Pwrite(p []byte, offset int64) (int, wasip1.Errno) {
	return f.number(f.write, f.realm.NewUint8Array(p), f.realm.Runtime.ToValue(offset))
}

func (f *scriptFile) SetSize(size int64) wasip1.Errno {
	_, errno := f.number(f.truncate, f.realm.Runtime.ToValue(size))
	return errno
}

func (f *scriptFile) Stat() (files.Stat, wasip1.Errno) {
	v := f.realm.Call(f.stat, goja.Undefined())
	if _, isText := v.Export().(string); isText {
		return files.Stat{}, wasip1.ByName(v.String())
	}
	var n [8]float64
	array := v.ToObject(f.realm.Runtime)
	for i := range n {
		n[i] = array.Get(string(rune('0' + i))).ToFloat()
	}
	return files.Stat{Dev: uint64(n[0]), Ino: uint64(n[1]), Type: typeOfMode(uint32(n[2])), Nlink: uint64(n[3]), Size: uint64(n[4]),
		Atim: nanoseconds(n[5]), Mtim: nanoseconds(n[6]), Ctim: nanoseconds(n[7])}, 0
}

func nanoseconds(milliseconds float64) uint64 { return uint64(math.Max(milliseconds, 0) * 1e6) }

// typeOfMode reads the type bits of a mode, which are the same on every system in node.
func typeOfMode(mode uint32) wasip1.Filetype {
	switch mode & 0o170000 {
	case 0o100000:
		return wasip1.FiletypeRegularFile
	case 0o040000:
		return wasip1.FiletypeDirectory
	case 0o020000:
		return wasip1.FiletypeCharacterDevice
	case 0o060000:
		return wasip1.FiletypeBlockDevice
	case 0o010000, 0o140000:
		return wasip1.FiletypeSocketStream
	}
	return wasip1.FiletypeUnknown
}

// SeekTo: node:fs has no seek; only "where am I" of a stream has no answer either.
func (f *scriptFile) SeekTo(int64, int) (int64, wasip1.Errno) { return 0, wasip1.ESPIPE }

func (f *scriptFile) SetTimes(files.Times) wasip1.Errno { return wasip1.ENOTSUP }
func (f *scriptFile) Sync(bool) wasip1.Errno            { return 0 }
func (f *scriptFile) SetAppend(bool) wasip1.Errno       { return wasip1.ENOTSUP }
func (f *scriptFile) Close() wasip1.Errno               { return 0 }
