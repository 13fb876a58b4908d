// Package os is node:os and node:constants. What it tells is about the host's system, not about the guest's grants.
package os

import (
	_ "embed"
	"os"
	"os/user"
	"runtime"
	"strconv"
	"strings"

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
	r.Method(native, "processors", 0, func(goja.FunctionCall) goja.Value {
		var list []any
		for _, p := range processors() {
			list = append(list, r.Runtime.NewArray(p.model, p.speed, p.user, p.nice, p.sys, p.idle, p.irq))
		}
		return r.Runtime.NewArray(list...)
	})
	priorities(r, native)
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
	if shell := shellOf(name); shell != "" {
		_ = out.Set("shell", shell)
	}
	return out
}

// shellOf reads the list of users, which package os/user does not tell the shells of.
func shellOf(name string) string {
	list, _ := os.ReadFile("/etc/passwd")
	for line := range strings.Lines(string(list)) {
		if fields := strings.Split(strings.TrimSpace(line), ":"); len(fields) == 7 && fields[0] == name {
			return fields[6]
		}
	}
	return ""
}

func parseUint(s string) uint64 {
	n, _ := strconv.ParseUint(s, 10, 64)
	return n
}
