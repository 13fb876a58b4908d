// Package os is node:os and node:constants. What it tells is about the host's system, not about the guest's grants.
package os

import (
	_ "embed"
	"os"
	"os/user"
	"runtime"
	"strconv"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed os.js
var source string

//go:embed constants.js
var constantsSource string

var (
	script          = realm.NewModuleScript("node:os", source)
	constantsScript = realm.NewModuleScript("node:constants", constantsSource)
)

// Load builds the exports of os.
func Load(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	_ = native.Set("cpus", runtime.NumCPU())
	r.Method(native, "hostname", 0, func(goja.FunctionCall) goja.Value {
		name, _ := os.Hostname()
		return r.Runtime.ToValue(name)
	})
	r.Method(native, "system", 0, func(goja.FunctionCall) goja.Value {
		s := system()
		return r.Runtime.NewArray(s.name, s.release, s.version, s.machine)
	})
	r.Method(native, "memory", 0, func(goja.FunctionCall) goja.Value {
		s := status()
		return r.Runtime.NewArray(s.free, s.total, s.uptime, s.load[0], s.load[1], s.load[2])
	})
	r.Method(native, "interfaces", 0, func(goja.FunctionCall) goja.Value { return interfaces(r) })
	r.Method(native, "user", 0, func(goja.FunctionCall) goja.Value { return currentUser(r) })
	_ = native.Set("signals", signals(r))
	_ = native.Set("errno", errorNumbers(r))
	return script.Load(r, native)
}

// LoadConstants builds the exports of constants.
func LoadConstants(r *realm.Realm) (goja.Value, error) { return constantsScript.Load(r, nil) }

func currentUser(r *realm.Realm) goja.Value {
	out := r.Runtime.NewObject()
	name, home := "", ""
	if u, err := user.Current(); err == nil {
		name, home = u.Username, u.HomeDir
	}
	_ = out.Set("uid", os.Getuid())
	_ = out.Set("gid", os.Getgid())
	_ = out.Set("username", name)
	_ = out.Set("homedir", home)
	_ = out.Set("shell", goja.Null())
	if shell := os.Getenv("SHELL"); shell != "" {
		_ = out.Set("shell", shell)
	}
	return out
}

func errorNumbers(r *realm.Realm) *goja.Object {
	out := r.Runtime.NewObject()
	for _, e := range realm.SystemErrors() {
		_ = out.Set(e.Code, int(e.Errno))
	}
	return out
}

func parseUint(s string) uint64 {
	n, _ := strconv.ParseUint(s, 10, 64)
	return n
}
