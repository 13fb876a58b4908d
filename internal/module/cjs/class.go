package cjs

import "github.com/dop251/goja"

const (
	hidden   = goja.FLAG_FALSE
	shown    = goja.FLAG_TRUE
	writable = goja.FLAG_TRUE
)

// makeClass makes Module, its prototype and its functions.
func (l *Loader) makeClass() {
	l.class = l.rt.ToValue(l.construct).(*goja.Object)
	_ = l.class.DefineDataProperty("name", l.rt.ToValue("Module"), hidden, goja.FLAG_TRUE, hidden)
	l.proto = l.class.Get("prototype").(*goja.Object)
	l.cache = l.rt.CreateObject(nil)
	l.extensions = l.rt.CreateObject(nil)
	set := func(name string, v goja.Value) { _ = l.class.Set(name, v) }
	set("_cache", l.cache)
	set("_pathCache", l.rt.CreateObject(nil))
	set("_extensions", l.extensions)
	set("globalPaths", l.strings(l.resolver.GlobalPaths()))
	l.realm.Method(l.class, "_debug", 0, func(goja.FunctionCall) goja.Value { return goja.Undefined() })
	l.definePrototype()
	l.definePublic()
	l.defineExtensions()
	l.defineSteps()
	set("Module", l.class)
	l.defineEntry()
}

// construct is new Module(id, parent).
func (l *Loader) construct(c goja.ConstructorCall) *goja.Object {
	id, parent := c.Argument(0), c.Argument(1)
	if goja.IsUndefined(id) {
		id = l.rt.ToValue("")
	}
	l.initialise(c.This, id, parent)
	return nil
}

// newModule is new Module(file, parent) without the detour through JavaScript.
func (l *Loader) newModule(file string, parent *goja.Object) *goja.Object {
	m := l.rt.CreateObject(l.proto)
	var p goja.Value = goja.Undefined()
	if parent != nil {
		p = parent
	}
	l.initialise(m, l.rt.ToValue(file), p)
	return m
}

func (l *Loader) initialise(m *goja.Object, id, parent goja.Value) {
	_ = m.Set("id", id)
	_ = m.Set("path", l.resolver.Dir(id.String()))
	_ = m.Set("exports", l.rt.NewObject())
	_ = m.DefineDataPropertySymbol(l.parentKey, parent, writable, goja.FLAG_TRUE, hidden)
	l.addChild(parent, m, false)
	_ = m.Set("filename", goja.Null())
	_ = m.Set("loaded", false)
	_ = m.Set("children", l.rt.NewArray())
}

// setLocation gives a module the name of its file and the directories it looks in.
func (l *Loader) setLocation(m *goja.Object, file string) {
	_ = m.Set("filename", file)
	_ = m.Set("paths", l.strings(l.resolver.NodeModulePaths(l.resolver.Dir(file))))
}

// addChild puts m into the children of parent; scan looks whether it is there already.
func (l *Loader) addChild(parent goja.Value, m *goja.Object, scan bool) {
	p, ok := parent.(*goja.Object)
	if !ok {
		return
	}
	children, ok := p.Get("children").(*goja.Object)
	if !ok {
		return
	}
	n := length(children)
	for i := 0; scan && i < n; i++ {
		if children.Get(index(i)) == goja.Value(m) {
			return
		}
	}
	_ = children.Set(index(n), m)
}

func (l *Loader) removeChild(parent *goja.Object, m *goja.Object) {
	if parent == nil {
		return
	}
	children, ok := parent.Get("children").(*goja.Object)
	if !ok {
		return
	}
	var kept []any
	for i := range length(children) {
		if c := children.Get(index(i)); c != goja.Value(m) {
			kept = append(kept, c)
		}
	}
	if len(kept) != length(children) {
		_ = parent.Set("children", l.rt.NewArray(kept...))
	}
}

func (l *Loader) definePrototype() {
	l.method(l.proto, "load", 1, func(c goja.FunctionCall) goja.Value {
		l.loadFile(c.This.ToObject(l.rt), c.Argument(0).String())
		return goja.Undefined()
	})
	l.method(l.proto, "require", 1, func(c goja.FunctionCall) goja.Value {
		return l.requireFrom(c.This.ToObject(l.rt), c.Argument(0))
	})
	l.method(l.proto, "_compile", 2, func(c goja.FunctionCall) goja.Value {
		return l.compile(c.This.ToObject(l.rt), c.Argument(0).String(), c.Argument(1).String())
	})
	get := l.realm.Function("getModuleParent", 0, func(c goja.FunctionCall) goja.Value {
		return c.This.ToObject(l.rt).GetSymbol(l.parentKey)
	})
	set := l.realm.Function("setModuleParent", 1, func(c goja.FunctionCall) goja.Value {
		_ = c.This.ToObject(l.rt).SetSymbol(l.parentKey, c.Argument(0))
		return goja.Undefined()
	})
	_ = l.proto.DefineAccessorProperty("parent", get, set, hidden, hidden)
	preloading := l.realm.Function("", 0, func(goja.FunctionCall) goja.Value { return l.rt.ToValue(false) })
	_ = l.proto.DefineAccessorProperty("isPreloading", preloading, nil, hidden, hidden)
}

// method defines a function that packages may replace; replaced sees whether they did.
func (l *Loader) method(on *goja.Object, name string, length int, f func(goja.FunctionCall) goja.Value) {
	l.realm.Method(on, name, length, f)
	l.original[name] = on.Get(name)
}

// replaced returns the function that on holds under name if it is not the one made by us.
func (l *Loader) replaced(on *goja.Object, name string) (goja.Callable, bool) {
	v := on.Get(name)
	if v == l.original[name] {
		return nil, false
	}
	return goja.AssertFunction(v)
}
