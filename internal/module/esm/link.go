package esm

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/source"
)

// link is Link: every import of the graph is resolved, or a SyntaxError thrown; then functions are initialised.
func (m *record) link() {
	var order []*record
	m.collect(&order)
	done := false
	defer func() {
		for _, r := range order {
			if done {
				r.status = linked
			} else {
				r.status = unlinked
			}
		}
	}()
	for _, r := range order {
		r.checkImports()
	}
	for _, r := range order {
		r.bindNames()
	}
	for _, r := range order {
		r.instantiate()
	}
	done = true
}

// collect lists the modules that are to be linked, requested ones first. It does not recurse: chains of imports may be long.
func (m *record) collect(order *[]*record) {
	type frame struct {
		module *record
		next   int
	}
	if m.status != unlinked {
		return
	}
	m.status = linking
	stack := []frame{{module: m}}
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		if top.next < len(top.module.requested) {
			child := top.module.requested[top.next]
			top.next++
			if child.status == unlinked {
				child.status = linking
				stack = append(stack, frame{module: child})
			}
			continue
		}
		*order = append(*order, top.module)
		stack = stack[:len(stack)-1]
	}
}

// checkImports throws for an import, or an export from another module, that there is not.
func (m *record) checkImports() {
	if m.template == nil {
		return
	}
	for _, i := range m.template.Imports {
		if i.Name != "" {
			m.checkImport(i.Request, i.Name, i.Offset)
		}
	}
	for _, e := range m.template.Exports {
		if e.Request >= 0 && e.Import != "" {
			m.checkExport(e)
		}
	}
}

func (m *record) checkImport(request int, name string, offset int) {
	b, r := m.requested[request].resolveExport(name, map[visit]bool{})
	if r != found {
		m.unresolved(request, name, offset, b, r)
	}
}

func (m *record) checkExport(e source.Export) {
	b, r := m.resolveExport(e.Name, map[visit]bool{})
	if r != found {
		m.unresolved(e.Request, e.Import, e.Offset, b, r)
	}
}

// unresolved throws the SyntaxError of a name that was not found.
func (m *record) unresolved(request int, name string, offset int, b binding, r resolution) {
	target := m.requested[request]
	specifier := m.template.Requests[request].Specifier
	message := "The requested module '" + specifier + "' does not provide an export named '" + name + "'"
	if r == circular {
		message = "Detected cycle while resolving name '" + name + "' in '" + b.name + "'"
	} else if r == ambiguous {
		message = "The requested module '" + specifier + "' contains conflicting star exports for name '" + name + "'"
	} else if target.synthetic != nil && target.synthetic.commonJS {
		message = commonJSMessage(specifier, m.template, name, request, m.template.OneLine(offset))
	}
	panic(m.loader.toThrow(m.template.At(offset, message)))
}

// commonJSMessage is node's advice for a name that its reading of a CommonJS module did not find.
func commonJSMessage(specifier string, template *source.Module, name string, request int, example bool) string {
	names := ""
	for _, i := range template.Imports {
		if i.Request != request || i.Name == "" || i.Name == "default" {
			continue
		}
		if names != "" {
			names += ", "
		}
		names += i.Name
		if i.Local != i.Name {
			names += ": " + i.Local
		}
	}
	destructuring := ""
	if example {
		destructuring = "const { " + names + " } = pkg;\n"
	}
	return "Named export '" + name + "' not found. The requested module '" + specifier + "' is a CommonJS module, which may not support all module.exports" +
		" as named exports.\nCommonJS modules can always be imported via the default export, for example using:\n\nimport pkg from '" +
		specifier + "';\n" + destructuring
}

// instantiate runs the module's first step: its functions exist, and its exports can be read as soon as they are initialised.
func (m *record) instantiate() {
	if m.template == nil || m.body != nil {
		return
	}
	l := m.loader
	fn, err := l.rt.RunProgram(m.template.Program)
	if err != nil {
		panic(l.toThrow(err))
	}
	make, _ := goja.AssertFunction(fn)
	args := []goja.Value{m.meta(), l.importFunction(m.url), l.realm.Function("", 0, m.receiveGetters)}
	for i, target := range m.requested {
		args = append(args, target.environment, m.namespaceArgument(i))
	}
	object := l.realm.Call(make, goja.Undefined(), args...)
	m.body = l.newGenerator(object.ToObject(l.rt))
	m.body.step(goja.Undefined())
}

// namespaceArgument is the namespace of a requested module, if the module's text names it.
func (m *record) namespaceArgument(request int) goja.Value {
	for _, i := range m.template.Imports {
		if i.Request == request && i.Name == "" {
			return m.requested[request].getNamespace()
		}
	}
	return goja.Undefined()
}

func (m *record) receiveGetters(c goja.FunctionCall) goja.Value {
	n := 0
	for _, e := range m.template.Exports {
		if e.Request < 0 {
			m.define(e.Name, c.Argument(n))
			n++
		}
	}
	return goja.Undefined()
}

func (m *record) meta() goja.Value {
	if !m.template.Meta {
		return goja.Undefined()
	}
	return m.loader.importMeta(m)
}
