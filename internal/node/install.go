// Package node is the host's node core: the table of core modules, their loading at first use, and node's globals. Each module has a room
// of its own below this package.
package node

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// Install gives r node's core modules and globals. Nothing is built before it is used.
func Install(r *realm.Realm) error {
	b := &registry{realm: r, loaded: map[string]goja.Value{}, partial: map[string]*goja.Object{}}
	r.Builtins = b
	r.OnModule = b.began
	r.RequireInternal = r.Function("require", 1, func(c goja.FunctionCall) goja.Value {
		v, err := b.load(strings.TrimPrefix(c.Argument(0).String(), "node:"))
		if err != nil {
			panic(realm.Rethrow(err))
		}
		return v
	})
	return installGlobals(r)
}

// registry implements realm.Builtins over the table.
type registry struct {
	realm   *realm.Realm
	loaded  map[string]goja.Value
	partial map[string]*goja.Object // module objects of modules that are loading: a cycle sees their exports so far
	current string
}

// Has tells whether name is a core module, present or absent.
func (b *registry) Has(name string) bool {
	e, ok := table[name]
	return ok && e.status != internal
}

// Names lists what module.builtinModules lists.
func (b *registry) Names() []string { return listed() }

// Require returns the exports of the core module name.
func (b *registry) Require(name string) (goja.Value, error) {
	if !b.Has(name) {
		return nil, b.thrown("ERR_UNKNOWN_BUILTIN_MODULE", "No such built-in module: "+name)
	}
	return b.load(name)
}

func (b *registry) load(name string) (goja.Value, error) {
	if v, ok := b.loaded[name]; ok {
		return v, nil
	}
	if module, ok := b.partial[name]; ok {
		return module.Get("exports"), nil
	}
	e, ok := table[name]
	if !ok {
		return nil, b.thrown("ERR_UNKNOWN_BUILTIN_MODULE", "No such built-in module: "+name)
	}
	if e.load == nil {
		return nil, b.thrown("ERR_UNKNOWN_BUILTIN_MODULE", "The built-in module "+name+" is not provided by this host: "+e.reason)
	}
	outer := b.current
	b.current = name
	v, err := e.load(b.realm)
	b.current = outer
	delete(b.partial, name)
	if err != nil {
		return nil, err
	}
	b.loaded[name] = v
	return v, nil
}

func (b *registry) began(module *goja.Object) { b.partial[b.current] = module }

func (b *registry) thrown(code, message string) error {
	object := b.realm.CodedError("Error", code, message)
	return b.realm.Runtime.Try(func() { panic(object) })
}
