// Package esm links and evaluates ES modules as the standard says (https://tc39.es/ecma262/#sec-modules), and stands modules of other kinds among
// them: CommonJS, core modules, JSON, WebAssembly.
package esm

import (
	"sort"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/source"
)

// status is how far a module has come: the standard's [[Status]].
type status int

const (
	unlinked status = iota
	linking
	linked
	evaluating
	evaluatingAsync
	evaluated
)

// record is a module of one realm: the standard's Module Record.
type record struct {
	loader *Loader
	url    string
	file   string // "" for none

	template  *source.Module // nil for a synthetic module
	synthetic *synthetic     // nil for a source text module
	requested []*record      // by request of the template

	environment *goja.Object // bindings by export name: accessors, then data for those that keep their value
	namespace   goja.Value   // nil until asked for
	shown       *goja.Object // the target of the namespace's proxy
	names       map[string]binding
	resolved    map[string]binding // what searches through this module found: chains of re-exports may be long
	body        *generator

	evaluation
}

// binding is where a name leads: a binding of a module, or a module's namespace.
type binding struct {
	target    *record
	name      string
	namespace bool
}

// newRecord makes a record without requests.
func (l *Loader) newRecord(url, file string) *record {
	return &record{loader: l, url: url, file: file, environment: l.rt.CreateObject(nil)}
}

// resolution is what became of a search for an export.
type resolution int

const (
	found resolution = iota
	missing
	ambiguous
	circular // the binding's name is then the specifier that closed the circle
)

// visit is one step of a search, to end at cycles.
type visit struct {
	module *record
	name   string
}

// resolveExport is ResolveExport: it follows indirect and star exports to the binding.
func (m *record) resolveExport(name string, seen map[visit]bool) (binding, resolution) {
	if b, ok := m.resolved[name]; ok {
		return b, found
	}
	b, r := m.search(name, seen)
	if r == found {
		if m.resolved == nil {
			m.resolved = map[string]binding{}
		}
		m.resolved[name] = b
	}
	return b, r
}

func (m *record) search(name string, seen map[visit]bool) (binding, resolution) {
	if seen[visit{m, name}] {
		return binding{}, circular
	}
	seen[visit{m, name}] = true
	if m.synthetic != nil {
		if m.synthetic.has(name) {
			return binding{target: m, name: name}, found
		}
		return binding{}, missing
	}
	for _, e := range m.template.Exports {
		if e.Name != name {
			continue
		}
		switch {
		case e.Request < 0:
			return binding{target: m, name: name}, found
		case e.Import == "":
			return binding{target: m.requested[e.Request], namespace: true}, found
		}
		b, r := m.requested[e.Request].resolveExport(e.Import, seen)
		if r == circular && b.name == "" {
			b.name = m.template.Requests[e.Request].Specifier
		}
		return b, r
	}
	if name == "default" {
		return binding{}, missing
	}
	return m.resolveStar(name, seen)
}

func (m *record) resolveStar(name string, seen map[visit]bool) (binding, resolution) {
	var first *binding
	for _, request := range m.template.Stars {
		b, r := m.requested[request].resolveExport(name, seen)
		switch {
		case r == ambiguous:
			return b, ambiguous
		case r == missing || r == circular:
		case first == nil:
			first = &b
		case *first != b:
			return b, ambiguous
		}
	}
	if first == nil {
		return binding{}, missing
	}
	return *first, found
}

// exportedNames is GetExportedNames.
func (m *record) exportedNames(seen map[*record]bool) []string {
	if seen[m] {
		return nil
	}
	seen[m] = true
	if m.synthetic != nil {
		return m.synthetic.names
	}
	var names []string
	have := map[string]bool{}
	for _, e := range m.template.Exports {
		names = append(names, e.Name)
		have[e.Name] = true
	}
	for _, request := range m.template.Stars {
		for _, name := range m.requested[request].exportedNames(seen) {
			if name != "default" && !have[name] {
				names = append(names, name)
				have[name] = true
			}
		}
	}
	return names
}

// bindNames finds the bindings of all names that the module exports, without ambiguous ones, and puts those of other modules into its environment.
func (m *record) bindNames() {
	if m.names != nil {
		return
	}
	m.names = map[string]binding{}
	for _, name := range m.exportedNames(map[*record]bool{}) {
		b, r := m.resolveExport(name, map[visit]bool{})
		if r != found {
			continue
		}
		m.names[name] = b
		if b.target != m || b.namespace {
			m.define(name, m.loader.realm.Function("", 0, func(goja.FunctionCall) goja.Value { return b.value() }))
		}
	}
}

// value reads the binding: it throws a ReferenceError for one that is not initialised.
func (b binding) value() goja.Value {
	if b.namespace {
		return b.target.getNamespace()
	}
	return b.target.environment.Get(b.name)
}

// define makes a live binding of the environment.
func (m *record) define(name string, getter goja.Value) {
	_ = m.environment.DefineAccessorProperty(name, getter, m.loader.constantSetter(), goja.FLAG_TRUE, goja.FLAG_TRUE)
}

// settle makes plain data of the bindings that keep their value: reading those is several times as fast.
func (m *record) settle() {
	defer m.show()
	if m.template == nil {
		return
	}
	for i, e := range m.template.Exports {
		b, ok := m.names[e.Name]
		if !ok || b.namespace || !b.constant() || e.Request < 0 && !m.template.Constant[i] {
			continue
		}
		v := b.value()
		_ = m.environment.DefineDataProperty(e.Name, v, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
}

// constant tells whether the binding's module was evaluated and the binding keeps its value.
func (b binding) constant() bool {
	m := b.target
	if m.status != evaluated || m.failed || m.template == nil {
		return false
	}
	for i, e := range m.template.Exports {
		if e.Name == b.name {
			return m.template.Constant[i]
		}
	}
	return false
}

func sortedNames(names map[string]binding) []string {
	list := make([]string, 0, len(names))
	for name := range names {
		list = append(list, name)
	}
	sort.Slice(list, func(i, j int) bool { return lessUTF16(list[i], list[j]) })
	return list
}
