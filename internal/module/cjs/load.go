package cjs

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/resolve"
)

// load is Module._load: from the cache, a core module, or a file. parent is nil for the main module.
func (l *Loader) load(request string, parent *goja.Object, isMain bool) goja.Value {
	l.Class()
	if f, ok := l.replaced(l.class, "_load"); ok {
		return l.realm.Call(f, l.class, l.rt.ToValue(request), orUndefined(parent), l.rt.ToValue(isMain))
	}
	return l.loadModule(request, parent, isMain)
}

func (l *Loader) loadModule(request string, parent *goja.Object, isMain bool) goja.Value {
	if name, ok := strings.CutPrefix(request, "node:"); ok {
		if !l.realm.Builtins.Has(request) {
			panic(l.realm.CodedError("Error", "ERR_UNKNOWN_BUILTIN_MODULE", "No such built-in module: "+request))
		}
		return l.builtin(name)
	}
	file := l.resolveFilename(request, parent, isMain, goja.Undefined())
	if m, ok := l.cached(file); ok {
		l.addChild(orUndefined(parent), m, true)
		return m.Get("exports")
	}
	if name, ok := l.builtinName(file); ok {
		return l.builtin(name)
	}
	m := l.newModule(file, parent)
	if isMain {
		_ = m.SetSymbol(l.parentKey, goja.Null())
		l.main = m
		_ = m.Set("id", ".")
	}
	l.loadNew(m, file, parent)
	return m.Get("exports")
}

// loadNew loads a module that is in the cache only while, and after, it loads without an error.
func (l *Loader) loadNew(m *goja.Object, file string, parent *goja.Object) {
	cache := l.cacheObject()
	_ = cache.Set(file, m)
	loaded := false
	defer func() {
		if !loaded {
			_ = cache.Delete(file)
			l.removeChild(parent, m)
		}
	}()
	if f, ok := l.replaced(l.proto, "load"); ok {
		l.realm.Call(f, m, l.rt.ToValue(file))
	} else {
		l.loadFile(m, file)
	}
	loaded = true
}

// cacheObject is Module._cache, which programs may replace.
func (l *Loader) cacheObject() *goja.Object {
	if o, ok := l.class.Get("_cache").(*goja.Object); ok {
		return o
	}
	return l.cache
}

func (l *Loader) cached(file string) (*goja.Object, bool) {
	m, ok := l.cacheObject().Get(file).(*goja.Object)
	return m, ok
}

// loadFile is Module.prototype.load: the handler of the name's extension does the work.
func (l *Loader) loadFile(m *goja.Object, file string) {
	l.setLocation(m, file)
	ext := l.extension(file)
	handler, ok := goja.AssertFunction(l.extensions.Get(ext))
	if !ok {
		panic(l.rt.NewTypeError("Module._extensions[%q] is not a function", ext))
	}
	if direct := l.handlers[ext]; direct.function == l.extensions.Get(ext) {
		direct.load(m, file)
	} else {
		l.realm.Call(handler, l.extensions, m, l.rt.ToValue(file))
	}
	_ = m.Set("loaded", true)
	// An import gives what was exported at the end of loading, whatever becomes of module.exports.
	_ = m.DefineDataPropertySymbol(l.exportsKey, m.Get("exports"), writable, goja.FLAG_TRUE, hidden)
}

func (l *Loader) builtinName(name string) (string, bool) {
	bare := strings.TrimPrefix(name, "node:")
	return bare, l.realm.Builtins.Has(name)
}

func (l *Loader) builtin(name string) goja.Value {
	if name == "module" {
		return l.Class()
	}
	v, err := l.realm.Builtins.Require(name)
	if err != nil {
		l.throw(err)
	}
	return v
}

// resolveFilename is Module._resolveFilename.
func (l *Loader) resolveFilename(request string, parent *goja.Object, isMain bool, options goja.Value) string {
	if f, ok := l.replaced(l.class, "_resolveFilename"); ok {
		return l.realm.Call(f, l.class, l.rt.ToValue(request), orUndefined(parent), l.rt.ToValue(isMain), options).String()
	}
	return l.resolveRequest(request, parent, isMain, options)
}

func (l *Loader) resolveRequest(request string, parent *goja.Object, isMain bool, options goja.Value) string {
	if _, ok := l.builtinName(request); ok && !strings.HasPrefix(request, "node:") {
		return request
	} else if ok {
		return request
	}
	q := resolve.Request{Specifier: request, Extensions: l.extensions.Keys(), Paths: l.pathsFor(request, parent, options)}
	if parent != nil {
		q.Parent = l.selfOf(parent)
		q.Stack = func() []string { return l.requireStack(parent) }
	}
	if isMain {
		defer l.resolver.PreserveSymlinks(l.preserveMain)()
	}
	file, err := l.resolver.Require(q)
	if err != nil {
		l.throw(err)
	}
	return file
}

// selfOf is the file from which a package may name itself: what comes before the program is as if it were in the working directory.
func (l *Loader) selfOf(m *goja.Object) string {
	if id := m.Get("id"); id != nil && id.String() == preloadID {
		return l.resolver.Join(l.realm.Sandbox.Dir(), "noop.js")
	}
	return l.fileOf(m)
}

func (l *Loader) fileOf(m *goja.Object) string {
	if v := m.Get("filename"); v != nil && !goja.IsNull(v) && !goja.IsUndefined(v) {
		return v.String()
	}
	return ""
}

func (l *Loader) requireStack(m *goja.Object) []string {
	stack := []string{}
	for ok := true; ok && len(stack) < 1000; m, ok = m.GetSymbol(l.parentKey).(*goja.Object) {
		if name := l.fileOf(m); name != "" {
			stack = append(stack, name)
		} else if id := m.Get("id"); id != nil {
			stack = append(stack, id.String())
		}
	}
	return stack
}

// pathsFor lists where a request is looked for, options.paths of require.resolve included.
func (l *Loader) pathsFor(request string, parent *goja.Object, options goja.Value) []string {
	o, ok := options.(*goja.Object)
	if !ok {
		return l.lookupPaths(request, parent)
	}
	given := o.Get("paths")
	if given == nil || goja.IsUndefined(given) {
		return l.lookupPaths(request, parent)
	}
	list, ok := given.(*goja.Object)
	if !ok || list.ClassName() != "Array" {
		panic(l.realm.CodedError("TypeError", "ERR_INVALID_ARG_VALUE", "The property 'options.paths' is invalid. Received "+given.String()))
	}
	var paths []string
	for _, dir := range l.toStrings(list) {
		dir = l.realm.Sandbox.Resolve(dir)
		if resolve.IsRelative(request) {
			paths = append(paths, dir)
		} else {
			paths = append(paths, l.resolver.LookupPaths(request, dir, l.resolver.NodeModulePaths(dir))...)
		}
	}
	return paths
}

// lookupPaths is Module._resolveLookupPaths, for a request that is no core module.
func (l *Loader) lookupPaths(request string, parent *goja.Object) []string {
	dir, paths := l.realm.Sandbox.Dir(), []string(nil)
	if parent != nil {
		if list, ok := parent.Get("paths").(*goja.Object); ok {
			paths = l.toStrings(list)
		}
		if file := l.fileOf(parent); file != "" {
			dir = l.resolver.Dir(file)
		}
	}
	return l.resolver.LookupPaths(request, dir, paths)
}
