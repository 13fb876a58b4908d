package process

import (
	"math/big"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// Version is the version of node whose behaviour the host shows.
const Version = "v20.20.2"

var (
	started   = time.Now()
	monotonic = time.Now().Add(-time.Hour) // hrtime's arbitrary zero
)

func (p *room) clock(native *goja.Object) {
	r := p.realm
	r.Method(native, "uptime", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(time.Since(started).Seconds()) })
}

func (p *room) system(native *goja.Object) {
	r := p.realm
	_ = native.Set("pid", os.Getpid())
	_ = native.Set("ppid", os.Getppid())
	_ = native.Set("platform", Platform())
	_ = native.Set("arch", Arch())
	id := func(name string, get func() int) {
		r.Method(native, name, 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(max(0, get())) })
	}
	id("getuid", os.Getuid)
	id("geteuid", os.Geteuid)
	id("getgid", os.Getgid)
	id("getegid", os.Getegid)
	r.Method(native, "kill", 0, p.kill)
	r.Method(native, "activeResources", 0, func(goja.FunctionCall) goja.Value { return activeResources(r) })
	r.Method(native, "loadEnvironment", 1, func(c goja.FunctionCall) goja.Value {
		env := r.Sandbox.Env()
		for _, v := range sandbox.ParseEnvFile(c.Argument(0).String()) {
			if _, set := env.Get(v.Name); !set {
				env.Set(v.Name, v.Value)
			}
		}
		return goja.Undefined()
	})
	r.Method(native, "gc", 0, func(goja.FunctionCall) goja.Value { runtime.GC(); return goja.Undefined() })
}

// usage defines what the functions about the use of the machine stand on.
func usage(r *realm.Realm, native *goja.Object) {
	r.Method(native, "hrtime", 0, func(goja.FunctionCall) goja.Value {
		d := time.Since(monotonic)
		return r.Runtime.NewArray(int64(d/time.Second), int64(d%time.Second))
	})
	r.Method(native, "hrtimeBigint", 0, func(goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(big.NewInt(int64(time.Since(monotonic))))
	})
	r.Method(native, "resources", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.NewArray(resources()...) })
	r.Method(native, "memoryLimit", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(memoryLimit()) })
	r.Method(native, "residentSize", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(residentSize(0)) })
	r.Method(native, "memory", 0, func(goja.FunctionCall) goja.Value {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return r.Runtime.NewArray(residentSize(m.Sys), m.HeapSys, m.HeapAlloc, m.StackSys, uint64(0))
	})
}

// residentSize is the process's resident memory in bytes; fallback where the system does not tell.
func residentSize(fallback uint64) uint64 {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return fallback
	}
	fields := strings.Fields(string(b))
	if len(fields) < 2 {
		return fallback
	}
	pages := uint64(0)
	for _, c := range fields[1] {
		pages = pages*10 + uint64(c-'0')
	}
	return pages * uint64(os.Getpagesize())
}

// Platform is the system by node's name.
func Platform() string {
	if runtime.GOOS == "windows" {
		return "win32"
	}
	return runtime.GOOS
}

// Arch is the processor by node's name.
func Arch() string {
	switch runtime.GOARCH {
	case "amd64":
		return "x64"
	case "386":
		return "ia32"
	}
	return runtime.GOARCH
}
