// Package node is the host's node core: the table of core modules, their loading at first use, and node's globals. Each module has a room
// of its own below this package.
package node

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/node/buffer"
	"github.com/wasmglue/wasmglue/internal/node/missing"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// Install gives r node's core modules and globals. Nothing is built before it is used.
func Install(r *realm.Realm) error {
	b := &registry{realm: r, loaded: map[string]goja.Value{}, partial: map[string]*goja.Object{}, lacking: map[string][]missing.Export{}}
	r.Builtins = b
	r.OnModule = b.began
	r.BufferPrototype = func() *goja.Object { return b.bufferPrototype() }
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
	partial map[string]*goja.Object     // module objects of modules that are loading: a cycle sees their exports so far
	lacking map[string][]missing.Export // what node's modules export and these do not
	current string
	buffers *goja.Object // Buffer.prototype
}

// bufferPrototype makes Buffer.prototype, once.
func (b *registry) bufferPrototype() *goja.Object {
	if b.buffers == nil {
		b.buffers = buffer.Prototype(b.realm)
	}
	return b.buffers
}

// Has tells whether a specifier names a core module, present or absent. Some have no name without the prefix node:.
func (b *registry) Has(specifier string) bool {
	name, prefixed := strings.CutPrefix(specifier, "node:")
	return isPublic(name) && (prefixed || !onlyPrefixed[name])
}

func isPublic(name string) bool {
	e, ok := table[name]
	return ok && e.status != internal
}

// Names lists what module.builtinModules lists.
func (b *registry) Names() []string { return listed() }

// Require returns the exports of the core module name.
func (b *registry) Require(name string) (goja.Value, error) {
	if !isPublic(name) {
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
	if e.exports != nil {
		v := b.lazily(name, e)
		b.loaded[name] = v
		return v, nil
	}
	v, err := b.run(name, e)
	if err != nil {
		return nil, err
	}
	b.loaded[name] = v
	return v, nil
}

// run builds the exports now.
func (b *registry) run(name string, e entry) (goja.Value, error) {
	outer := b.current
	b.current = name
	v, err := e.load(b.realm)
	b.current = outer
	delete(b.partial, name)
	if object, ok := v.(*goja.Object); ok && err == nil && e.status != internal {
		b.lacking[name] = missing.Fill(b.realm, name, object)
	}
	return v, err
}

// lazily makes exports whose properties build the module when one of them is used.
func (b *registry) lazily(name string, e entry) *goja.Object {
	exports := b.realm.Runtime.NewObject()
	var built *goja.Object
	build := func() error {
		if built != nil {
			return nil
		}
		v, err := b.run(name, e)
		if err != nil {
			return err
		}
		built = v.(*goja.Object)
		b.realm.CopyProperties(exports, built)
		return nil
	}
	partial := func(property string) goja.Value {
		if module, ok := b.partial[name]; ok {
			return module.Get("exports").ToObject(b.realm.Runtime).Get(property)
		}
		return goja.Undefined()
	}
	b.realm.LazyProperties(exports, e.exports(), build, partial)
	if e.hot != nil {
		e.hot(b.realm, exports, func() *goja.Object {
			if err := build(); err != nil {
				panic(realm.Rethrow(err))
			}
			return built
		})
	}
	return exports
}

func (b *registry) began(module *goja.Object) { b.partial[b.current] = module }

func (b *registry) thrown(code, message string) error {
	object := b.realm.CodedError("Error", code, message)
	return b.realm.Runtime.Try(func() { panic(object) })
}
