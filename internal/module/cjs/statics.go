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
	hide := func(name string, v goja.Value) {
		_ = l.class.DefineDataProperty(name, v, writable, goja.FLAG_TRUE, hidden)
	}
	hide("wrap", l.realm.Function("", 1, func(c goja.FunctionCall) goja.Value {
		return l.rt.ToValue(wrapperHead + c.Argument(0).String() + wrapperTail)
	}))
	hide("wrapper", l.strings([]string{wrapperHead, wrapperTail}))
	_ = l.class.Set("builtinModules", l.strings(l.realm.Builtins.Names()))
	l.realm.Method(l.class, "isBuiltin", 1, func(c goja.FunctionCall) goja.Value {
		name, ok := c.Argument(0).(goja.String)
		return l.rt.ToValue(ok && l.isBuiltin(name.String()))
	})
	l.realm.Method(l.class, "createRequire", 1, func(c goja.FunctionCall) goja.Value {
		return l.createRequire(c.Argument(0))
	})
	l.realm.Method(l.class, "syncBuiltinESMExports", 0, func(goja.FunctionCall) goja.Value {
		l.es.SyncBuiltins()
		return goja.Undefined()
	})
	l.realm.Method(l.class, "findSourceMap", 1, func(goja.FunctionCall) goja.Value { return goja.Undefined() })
	l.realm.Method(l.class, "register", 1, func(goja.FunctionCall) goja.Value { return l.realm.NotImplemented("module.register") })
	l.lazily("SourceMap", l.sourceMapClass)
}

// isBuiltin tells whether a name is a core module's; some are so only with node: before them.
func (l *Loader) isBuiltin(name string) bool {
	_, ok := l.builtinName(name)
	return ok
}

// defineEntry defines what node itself calls to begin.
func (l *Loader) defineEntry() {
	l.realm.Method(l.class, "runMain", 0, func(c goja.FunctionCall) goja.Value {
		name := c.Argument(0)
		if argv := l.realm.Process.Argv; goja.IsUndefined(name) && len(argv) > 1 {
			name = l.rt.ToValue(argv[1])
		}
		return l.load(l.realm.Sandbox.Resolve(name.String()), nil, true)
	})
	l.realm.Method(l.class, "_preloadModules", 1, func(c goja.FunctionCall) goja.Value {
		if list, ok := c.Argument(0).(*goja.Object); ok {
			for _, name := range l.toStrings(list) {
				l.load(name, l.parentFor(""), false)
			}
		}
		return goja.Undefined()
	})
}

// lazily defines an export that is made when it is first read.
func (l *Loader) lazily(name string, make func() goja.Value) {
	define := func(v goja.Value) { _ = l.class.DefineDataProperty(name, v, writable, goja.FLAG_TRUE, shown) }
	get := l.realm.Function("get "+name, 0, func(goja.FunctionCall) goja.Value {
		v := make()
		define(v)
		return v
	})
	set := l.realm.Function("set "+name, 1, func(c goja.FunctionCall) goja.Value {
		define(c.Argument(0))
		return goja.Undefined()
	})
	_ = l.class.DefineAccessorProperty(name, get, set, goja.FLAG_TRUE, shown)
}

// createRequire is module.createRequire: its argument is an absolute path, a file: URL, or a URL object.
func (l *Loader) createRequire(v goja.Value) goja.Value {
	text := v.String()
	if !goja.IsString(v) && asModule(v) == nil {
		panic(l.realm.CodedError("TypeError", "ERR_INVALID_ARG_VALUE",
			"The argument 'filename' must be a file URL object, file URL string, or absolute path string. Received "+text))
	}
	if o, ok := v.(*goja.Object); ok {
		if href := o.Get("href"); href != nil {
			text = href.String()
		} else if len(o.Keys()) == 0 {
			panic(l.realm.CodedError("TypeError", "ERR_INVALID_ARG_VALUE",
				"The argument 'filename' must be a file URL object, file URL string, or absolute path string. Received {}"))
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
