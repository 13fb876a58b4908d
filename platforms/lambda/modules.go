package lambda

import (
	"io/fs"
	"path"

	"github.com/dop251/goja"
)

// clientPath is where AWS's runtime client lies: the parent of the handler's module in process.argv and in require stacks.
const clientPath = "/var/runtime/index.mjs"

func (f *function) nativeRequire(c goja.FunctionCall) goja.Value {
	v, err := f.realm.Require(c.Argument(0).String())
	return f.must(v, err)
}

// clientRequire is require as the file clientPath would have it.
func (f *function) clientRequire() goja.Callable {
	if f.require == nil {
		module, err := f.realm.Require("module")
		create, _ := goja.AssertFunction(f.must(module, err).ToObject(f.runtime).Get("createRequire"))
		v, err := create(module, f.runtime.ToValue(clientPath))
		f.require, _ = goja.AssertFunction(f.must(v, err))
		_ = f.natives.Set("clientRequire", v)
	}
	return f.require
}

func (f *function) nativeRequireFile(c goja.FunctionCall) goja.Value {
	v, err := f.clientRequire()(goja.Undefined(), c.Argument(0))
	return f.must(v, err)
}

// nativeRequireFrom loads a bare specifier from the node_modules of the given directories.
func (f *function) nativeRequireFrom(c goja.FunctionCall) goja.Value {
	require := f.clientRequire()
	resolve, _ := goja.AssertFunction(f.natives.Get("clientRequire").ToObject(f.runtime).Get("resolve"))
	options := f.runtime.NewObject()
	_ = options.Set("paths", c.Argument(1))
	file, err := resolve(goja.Undefined(), c.Argument(0), options)
	v, err := require(goja.Undefined(), f.must(file, err))
	return f.must(v, err)
}

func (f *function) nativeExists(c goja.FunctionCall) goja.Value {
	_, err := f.realm.Stat(c.Argument(0).String())
	return f.runtime.ToValue(err == nil)
}

func (f *function) nativeReadText(c goja.FunctionCall) goja.Value {
	name := c.Argument(0).String()
	info, err := f.realm.Stat(name)
	if err == nil && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "read", Path: name, Err: fs.ErrInvalid}
	}
	var text []byte
	if err == nil {
		text, err = f.realm.ReadFile(name)
	}
	if err != nil {
		panic(f.newError("Error", err.Error()))
	}
	return f.runtime.ToValue(string(text))
}

// nativeResolve is path.resolve for absolute first arguments.
func (f *function) nativeResolve(c goja.FunctionCall) goja.Value {
	resolved := ""
	for _, part := range c.Arguments {
		if p := part.String(); path.IsAbs(p) {
			resolved = p
		} else {
			resolved = path.Join(resolved, p)
		}
	}
	return f.runtime.ToValue(path.Clean(resolved))
}
