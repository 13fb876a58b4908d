package cjs

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/resolve"
)

// makeRequire makes the require function of module m.
func (l *Loader) makeRequire(m *goja.Object) *goja.Object {
	require := l.realm.Function("require", 1, func(c goja.FunctionCall) goja.Value {
		if f, ok := l.replaced(m, "require"); ok {
			return l.realm.Call(f, m, c.Arguments...)
		}
		return l.requireFrom(m, c.Argument(0))
	})
	find := l.realm.Function("resolve", 2, func(c goja.FunctionCall) goja.Value {
		request := l.wantString(c.Argument(0), "request")
		return l.rt.ToValue(l.resolveFilename(request, m, false, c.Argument(1)))
	})
	l.realm.Method(find, "paths", 1, func(c goja.FunctionCall) goja.Value {
		return l.resolvePaths(l.wantString(c.Argument(0), "request"), m)
	})
	_ = require.Set("resolve", find)
	_ = require.Set("main", l.main)
	_ = require.Set("extensions", l.extensions)
	_ = require.Set("cache", l.cacheObject())
	return require
}

// requireFrom is Module.prototype.require.
func (l *Loader) requireFrom(m *goja.Object, id goja.Value) goja.Value {
	request := l.wantString(id, "id")
	if request == "" {
		panic(l.realm.CodedError("TypeError", "ERR_INVALID_ARG_VALUE", "The argument 'id' must be a non-empty string. Received ''"))
	}
	return l.load(request, m, false)
}

// resolvePaths is require.resolve.paths: null for a core module.
func (l *Loader) resolvePaths(request string, m *goja.Object) goja.Value {
	if name, ok := l.builtinName(request); ok && (name == request || strings.HasPrefix(request, "node:")) {
		return goja.Null()
	}
	if resolve.IsRelative(request) {
		return l.strings([]string{l.resolver.Dir(l.fileOf(m))})
	}
	return l.strings(l.lookupPaths(request, m))
}
