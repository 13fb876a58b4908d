package cjs

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/resolve"
)

const (
	wrapperHead = "(function (exports, require, module, __filename, __dirname) { "
	wrapperTail = "\n});"
)

// defineSteps defines the steps of loading that packages replace.
func (l *Loader) defineSteps() {
	l.method(l.class, "_load", 3, func(c goja.FunctionCall) goja.Value {
		return l.loadModule(c.Argument(0).String(), asModule(c.Argument(1)), c.Argument(2).ToBoolean())
	})
	l.method(l.class, "_resolveFilename", 4, func(c goja.FunctionCall) goja.Value {
		return l.rt.ToValue(l.resolveRequest(c.Argument(0).String(), asModule(c.Argument(1)), c.Argument(2).ToBoolean(), c.Argument(3)))
	})
	l.method(l.class, "_resolveLookupPaths", 2, func(c goja.FunctionCall) goja.Value {
		if _, ok := l.builtinName(c.Argument(0).String()); ok {
			return goja.Null()
		}
		return l.strings(l.lookupPaths(c.Argument(0).String(), asModule(c.Argument(1))))
	})
	l.method(l.class, "_nodeModulePaths", 1, func(c goja.FunctionCall) goja.Value {
		return l.strings(l.resolver.NodeModulePaths(l.realm.Sandbox.Resolve(c.Argument(0).String())))
	})
	l.method(l.class, "_findPath", 3, func(c goja.FunctionCall) goja.Value {
		var paths []string
		if list, ok := c.Argument(1).(*goja.Object); ok {
			paths = l.toStrings(list)
		}
		name, err := l.resolver.FindPath(c.Argument(0).String(), paths, l.extensions.Keys())
		if err != nil {
			l.throw(err)
		}
		if name == "" {
			return l.rt.ToValue(false)
		}
		return l.rt.ToValue(name)
	})
	l.method(l.class, "_initPaths", 0, func(goja.FunctionCall) goja.Value { return goja.Undefined() })
}

func asModule(v goja.Value) *goja.Object {
	o, _ := v.(*goja.Object)
	return o
}

// definePublic defines what the documentation of node:module lists.
func (l *Loader) definePublic() {
	l.realm.Method(l.class, "wrap", 1, func(c goja.FunctionCall) goja.Value {
		return l.rt.ToValue(wrapperHead + c.Argument(0).String() + wrapperTail)
	})
	_ = l.class.Set("wrapper", l.strings([]string{wrapperHead, wrapperTail}))
	_ = l.class.Set("builtinModules", l.strings(l.realm.Builtins.Names()))
	l.realm.Method(l.class, "isBuiltin", 1, func(c goja.FunctionCall) goja.Value {
		return l.rt.ToValue(l.realm.Builtins.Has(c.Argument(0).String()))
	})
	l.realm.Method(l.class, "createRequire", 1, func(c goja.FunctionCall) goja.Value {
		return l.createRequire(c.Argument(0))
	})
	l.realm.Method(l.class, "syncBuiltinESMExports", 0, func(goja.FunctionCall) goja.Value { return goja.Undefined() })
	l.realm.Method(l.class, "findSourceMap", 1, func(goja.FunctionCall) goja.Value { return goja.Undefined() })
	l.realm.Method(l.class, "register", 3, func(goja.FunctionCall) goja.Value { return l.realm.NotImplemented("module.register") })
}

// createRequire is module.createRequire: its argument is an absolute path, a file: URL, or a URL object.
func (l *Loader) createRequire(v goja.Value) goja.Value {
	text := v.String()
	if o, ok := v.(*goja.Object); ok {
		if href := o.Get("href"); href != nil {
			text = href.String()
		}
	}
	file := text
	if name, _, ok := resolve.FilePath(text); ok {
		file = name
	} else if !l.resolver.IsAbs(text) {
		panic(l.realm.CodedError("TypeError", "ERR_INVALID_ARG_VALUE",
			"The argument 'filename' must be a file URL object, file URL string, or absolute path string. Received '"+text+"'"))
	}
	if strings.HasSuffix(file, "/") {
		file += "noop.js"
	}
	return l.makeRequire(l.parentFor(file))
}
