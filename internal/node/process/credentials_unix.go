//go:build unix

package process

import (
	"os"
	"os/user"
	"strconv"
	"strings"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// setters are the system calls that change who the process is, for all of its threads.
var setters = map[string]func(int) error{
	"setuid": syscall.Setuid, "setgid": syscall.Setgid,
	"seteuid": func(id int) error { return syscall.Setreuid(-1, id) },
	"setegid": func(id int) error { return syscall.Setregid(-1, id) },
}

// credentials defines what process.setuid and its kin stand on. Only a host that the process is there for may change it.
func credentials(r *realm.Realm, native *goja.Object) {
	r.Method(native, "lookUp", 2, func(c goja.FunctionCall) goja.Value {
		if id, ok := lookUp(c.Argument(0).String(), c.Argument(1).String()); ok {
			return r.Runtime.ToValue(id)
		}
		return goja.Undefined()
	})
	r.Method(native, "setID", 2, func(c goja.FunctionCall) goja.Value {
		name, id := c.Argument(0).String(), int(c.Argument(1).ToInteger())
		own(r, "process."+name)
		if err := setters[name](id); err != nil {
			panic(credentialError(r, err, name))
		}
		return goja.Undefined()
	})
	r.Method(native, "setGroups", 1, func(c goja.FunctionCall) goja.Value {
		own(r, "process.setgroups")
		var groups []int
		if err := r.Runtime.ExportTo(c.Argument(0), &groups); err != nil {
			panic(realm.Rethrow(err))
		}
		if err := syscall.Setgroups(groups); err != nil {
			panic(credentialError(r, err, "setgroups"))
		}
		return goja.Undefined()
	})
	r.Method(native, "groups", 0, func(goja.FunctionCall) goja.Value {
		groups, err := os.Getgroups()
		if err != nil {
			panic(r.SystemError(err, "getgroups"))
		}
		return numbers(r, groups)
	})
	r.Method(native, "groupsOf", 1, func(c goja.FunctionCall) goja.Value {
		groups, ok := groupsOf(c.Argument(0).String())
		if !ok {
			return goja.Undefined()
		}
		return numbers(r, groups)
	})
	r.Method(native, "getegid", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(os.Getegid()) })
}

// own throws unless the guest was granted the process that it runs in.
func own(r *realm.Realm, name string) {
	if !r.Process.Signals || r.Sandbox.Restricted() {
		r.Throw("TypeError", "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM",
			"The feature "+name+" is unavailable on the current platform, which is being used to run Node.js")
	}
}

// credentialError has another form than other errors of the system: "EPERM, Operation not permitted", and the number as the system has it.
func credentialError(r *realm.Realm, err error, call string) *goja.Object {
	object := r.SystemError(err, call)
	text := err.Error()
	_ = object.Set("message", object.Get("code").String()+", "+strings.ToUpper(text[:1])+text[1:])
	_ = object.Set("errno", -object.Get("errno").ToInteger())
	return object
}

func numbers(r *realm.Realm, list []int) goja.Value {
	out := make([]any, len(list))
	for i, n := range list {
		out[i] = n
	}
	return r.Runtime.NewArray(out...)
}

func lookUp(kind, name string) (id int, ok bool) {
	var text string
	if kind == "Group" {
		g, err := user.LookupGroup(name)
		if err != nil {
			return 0, false
		}
		text = g.Gid
	} else {
		u, err := user.Lookup(name)
		if err != nil {
			return 0, false
		}
		text = u.Uid
	}
	id, err := strconv.Atoi(text)
	return id, err == nil
}

func groupsOf(name string) (groups []int, ok bool) {
	u, err := user.Lookup(name)
	if err != nil {
		if u, err = user.LookupId(name); err != nil {
			return nil, false
		}
	}
	ids, err := u.GroupIds()
	if err != nil {
		return nil, false
	}
	for _, id := range ids {
		if n, err := strconv.Atoi(id); err == nil {
			groups = append(groups, n)
		}
	}
	return groups, true
}
