package esm

import (
	"slices"
	"unicode/utf16"

	"github.com/dop251/goja"
)

// getNamespace returns the module namespace exotic object (https://tc39.es/ecma262/#sec-module-namespace-exotic-objects): a proxy whose target
// has the fixed shape, so that the engine's own invariants are those of the standard, and whose values are read through.
func (m *record) getNamespace() goja.Value {
	if m.namespace != nil {
		return m.namespace
	}
	m.bindNames()
	rt := m.loader.rt
	target := rt.CreateObject(nil)
	for _, name := range sortedNames(m.names) {
		_ = target.DefineDataProperty(name, goja.Undefined(), goja.FLAG_TRUE, goja.FLAG_FALSE, goja.FLAG_TRUE)
	}
	_ = target.DefineDataPropertySymbol(goja.SymToStringTag, rt.ToValue("Module"), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	m.loader.preventExtensions(target)
	m.shown = target
	m.namespace = rt.ToValue(rt.NewProxy(target, m.namespaceTraps()))
	if m.status == evaluated {
		m.show()
	}
	return m.namespace
}

// show puts the values of the moment into the proxy's target, for those who look through proxies, as inspection does.
func (m *record) show() {
	if m.shown == nil {
		return
	}
	for name, b := range m.names {
		_, _ = m.loader.catch(func() {
			_ = m.shown.DefineDataProperty(name, b.value(), goja.FLAG_TRUE, goja.FLAG_FALSE, goja.FLAG_TRUE)
		})
	}
}

func (m *record) namespaceTraps() *goja.ProxyTrapConfig {
	read := func(name string) (goja.Value, bool) {
		b, ok := m.names[name]
		if !ok {
			return goja.Undefined(), false
		}
		return b.value(), true
	}
	return &goja.ProxyTrapConfig{
		Get: func(_ *goja.Object, name string, _ goja.Value) goja.Value {
			v, _ := read(name)
			return v
		},
		GetOwnPropertyDescriptor: func(target *goja.Object, name string) goja.PropertyDescriptor {
			v, ok := read(name)
			if !ok {
				return goja.PropertyDescriptor{}
			}
			return goja.PropertyDescriptor{Value: v, Writable: goja.FLAG_TRUE, Enumerable: goja.FLAG_TRUE, Configurable: goja.FLAG_FALSE}
		},
		Set:            func(*goja.Object, string, goja.Value, goja.Value) bool { return false },
		SetSym:         func(*goja.Object, *goja.Symbol, goja.Value, goja.Value) bool { return false },
		SetPrototypeOf: func(_ *goja.Object, proto *goja.Object) bool { return proto == nil },
		DefineProperty: func(_ *goja.Object, name string, d goja.PropertyDescriptor) bool {
			v, ok := read(name)
			return ok && d.Configurable != goja.FLAG_TRUE && d.Enumerable != goja.FLAG_FALSE && d.Getter == nil && d.Setter == nil &&
				d.Writable != goja.FLAG_FALSE && (d.Value == nil || d.Value.SameAs(v))
		},
	}
}

// lessUTF16 orders names as Array.prototype.sort does, by code units.
func lessUTF16(a, b string) bool {
	return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b))) < 0
}
