// Package path is node:path, posix and win32, in Go: glue joins paths before it does anything else.
package path

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// flavour is the rules of one system.
type flavour struct {
	sep, delimiter string
	isSep          func(byte) bool
	normalize      func(string) string
	join           func([]string) string
	resolve        func(cwd func(drive string) string, parts []string) string
	isAbsolute     func(string) bool
	relative       func(cwd func(drive string) string, from, to string) string
	namespaced     func(cwd func(drive string) string, name string) string
	root           func(string) int // length of the root, drive included
}

// Load builds the module's exports. The posix flavour is the default one: what the guest sees is a posix system wherever the host runs.
func Load(r *realm.Realm) (goja.Value, error) {
	posix := export(r, &posixFlavour)
	windows := export(r, &win32Flavour)
	for _, o := range []*goja.Object{posix, windows} {
		_ = o.Set("posix", posix)
		_ = o.Set("win32", windows)
	}
	return posix, nil
}

func export(r *realm.Realm, f *flavour) *goja.Object {
	o := r.Runtime.NewObject()
	text := func(name string, length int, fn func(args []string) string) {
		r.Method(o, name, length, func(c goja.FunctionCall) goja.Value {
			args := make([]string, max(length, 1))
			for i := range args {
				args[i] = r.StringArg(c.Argument(i), argumentName(name, i))
			}
			return r.Runtime.ToValue(fn(args))
		})
	}
	variadic := func(name string, prefix string, fn func(parts []string) string) {
		r.Method(o, name, 0, func(c goja.FunctionCall) goja.Value {
			parts := make([]string, len(c.Arguments))
			for i := range parts {
				parts[i] = r.StringArg(c.Argument(i), partName(prefix, i))
			}
			return r.Runtime.ToValue(fn(parts))
		})
	}
	cwd := func(string) string { return workingDirectory(r) }
	variadic("resolve", "paths[", func(parts []string) string { return f.resolve(cwd, parts) })
	text("normalize", 1, func(a []string) string { return f.normalize(a[0]) })
	r.Method(o, "isAbsolute", 1, func(c goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(f.isAbsolute(r.StringArg(c.Argument(0), "path")))
	})
	variadic("join", "path", f.join)
	text("relative", 2, func(a []string) string { return f.relative(cwd, a[0], a[1]) })
	r.Method(o, "toNamespacedPath", 1, func(c goja.FunctionCall) goja.Value {
		if !goja.IsString(c.Argument(0)) {
			return c.Argument(0)
		}
		return r.Runtime.ToValue(f.namespaced(cwd, c.Argument(0).String()))
	})
	text("dirname", 1, func(a []string) string { return f.dirname(a[0]) })
	r.Method(o, "basename", 2, f.basenameNative(r))
	text("extname", 1, func(a []string) string { return f.extname(a[0]) })
	r.Method(o, "format", 1, f.formatNative(r))
	r.Method(o, "parse", 1, f.parseNative(r))
	_ = o.Set("sep", f.sep)
	_ = o.Set("delimiter", f.delimiter)
	_ = o.Set("win32", goja.Null())
	_ = o.Set("posix", goja.Null())
	return o
}

func argumentName(function string, i int) string {
	if function == "relative" {
		return [...]string{"from", "to"}[i]
	}
	return "path"
}

func partName(prefix string, i int) string {
	if prefix == "path" {
		return prefix
	}
	return prefix + string(rune('0'+i%10)) + "]"
}

func (f *flavour) basenameNative(r *realm.Realm) realm.Native {
	return func(c goja.FunctionCall) goja.Value {
		suffix := ""
		if s := c.Argument(1); !goja.IsUndefined(s) {
			suffix = r.StringArg(s, "suffix")
		}
		return r.Runtime.ToValue(f.basename(r.StringArg(c.Argument(0), "path"), suffix))
	}
}

func (f *flavour) formatNative(r *realm.Realm) realm.Native {
	return func(c goja.FunctionCall) goja.Value {
		object, ok := c.Argument(0).(*goja.Object)
		if !ok || object.ClassName() == "Array" {
			r.ThrowArgType("pathObject", "of type object", c.Argument(0))
		}
		get := func(name string) string {
			if v := object.Get(name); v != nil && v.ToBoolean() {
				return v.String()
			}
			return ""
		}
		dir, base := get("dir"), get("base")
		root := get("root")
		if base == "" {
			ext := get("ext")
			if ext != "" && ext[0] != '.' {
				ext = "." + ext
			}
			base = get("name") + ext
		}
		switch dir {
		case "":
			return r.Runtime.ToValue(root + base)
		case root:
			return r.Runtime.ToValue(dir + base)
		}
		return r.Runtime.ToValue(dir + f.sep + base)
	}
}

func (f *flavour) parseNative(r *realm.Realm) realm.Native {
	return func(c goja.FunctionCall) goja.Value {
		p := f.parse(r.StringArg(c.Argument(0), "path"))
		o := r.Runtime.NewObject()
		_ = o.Set("root", p.root)
		_ = o.Set("dir", p.dir)
		_ = o.Set("base", p.base)
		_ = o.Set("ext", p.ext)
		_ = o.Set("name", p.name)
		return o
	}
}

// workingDirectory is what process.cwd says, which programs replace. As long as nobody has touched process it is the sandbox's.
func workingDirectory(r *realm.Realm) string {
	if r.Process.EmitExit == nil {
		return r.Sandbox.Dir()
	}
	process, ok := r.Runtime.GlobalObject().Get("process").(*goja.Object)
	if !ok {
		return r.Sandbox.Dir()
	}
	cwd, ok := goja.AssertFunction(process.Get("cwd"))
	if !ok {
		return r.Sandbox.Dir()
	}
	return r.Call(cwd, process).String()
}
