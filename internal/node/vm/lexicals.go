package vm

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// lexicals are the let, const and class declarations at the top level of a context's scripts: later scripts see them, the global object does not.
type lexicals struct {
	realm  *realm.Realm
	values map[string]*binding
	object *goja.Object
}

type binding struct {
	value    goja.Value // nil in the dead zone
	constant bool
}

func newLexicals(r *realm.Realm) *lexicals {
	l := &lexicals{realm: r, values: map[string]*binding{}}
	l.object = proxy(r, r.Runtime.NewObject(), &goja.ProxyTrapConfig{
		Has: func(_ *goja.Object, name string) bool { return l.values[name] != nil },
		Get: func(_ *goja.Object, name string, _ goja.Value) goja.Value {
			b := l.values[name]
			if b == nil {
				return goja.Undefined()
			}
			if b.value == nil {
				panic(referenceError(r, "Cannot access '"+name+"' before initialization"))
			}
			return b.value
		},
		GetSym: func(*goja.Object, *goja.Symbol, goja.Value) goja.Value { return goja.Undefined() },
		Set: func(_ *goja.Object, name string, v, _ goja.Value) bool {
			b := l.values[name]
			if b.constant && b.value != nil {
				panic(r.Runtime.NewTypeError("Assignment to constant variable."))
			}
			b.value = v
			return true
		},
		GetOwnPropertyDescriptor: func(_ *goja.Object, name string) goja.PropertyDescriptor {
			if l.values[name] == nil {
				return goja.PropertyDescriptor{}
			}
			return assignable
		},
		DeleteProperty: func(*goja.Object, string) bool { return false },
	})
	return l
}

func referenceError(r *realm.Realm, message string) goja.Value {
	failure, err := r.Runtime.New(r.Runtime.Get("ReferenceError"), r.Runtime.ToValue(message))
	if err != nil {
		return r.Runtime.NewTypeError(message)
	}
	return failure
}

// instantiate declares what a script declares, before it runs.
func (c *context) instantiate(d declarations) {
	values := c.lexicals.values
	taken := func(name string) {
		panic(newSyntaxError(c.realm, "Identifier '"+name+"' has already been declared"))
	}
	for _, l := range d.lexicals {
		if values[l.name] != nil {
			taken(l.name)
		}
	}
	for _, name := range append(append([]string{}, d.variables...), d.functions...) {
		if values[name] != nil {
			taken(name)
		}
	}
	for _, l := range d.lexicals {
		values[l.name] = &binding{constant: l.constant}
	}
	for _, name := range d.functions {
		c.declared[name] = true
	}
	for _, name := range d.variables {
		c.declared[name] = true
		if c.realm.OwnDescriptor(c.sandbox, c.realm.Runtime.ToValue(name)) == nil {
			c.set(name, goja.Undefined())
		}
	}
}
