package cjs

import (
	"path"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/resolve"
)

// loadScript is the handler of .js, and of all names without one: CommonJS, or an ES module by its name, its package or its syntax.
func (l *Loader) loadScript(m *goja.Object, file string) {
	format, err := l.resolver.ScriptFormat(file)
	if err != nil {
		l.throw(err)
	}
	if format == resolve.ESModule || format == resolve.ModuleTypeScript {
		l.requireModule(m, file)
		return
	}
	text := l.readText(file)
	if f, ok := l.replaced(l.proto, "_compile"); ok {
		l.realm.Call(f, m, l.rt.ToValue(text), l.rt.ToValue(file))
		return
	}
	switch l.sources.Format(file, text, format) {
	case resolve.ESModule, resolve.ModuleTypeScript:
		l.requireModule(m, file)
	default:
		l.compile(m, text, file)
	}
}

func (l *Loader) requireModule(m *goja.Object, file string) {
	parent := ""
	if p, ok := m.GetSymbol(l.parentKey).(*goja.Object); ok {
		parent = l.fileOf(p)
	}
	_ = m.Set("exports", l.es.Require(file, parent))
}

// compile is Module.prototype._compile: it runs text as the body of m and returns what the body returned.
func (l *Loader) compile(m *goja.Object, text, file string) goja.Value {
	l.realm.NoteSource(text)
	ext := path.Ext(file)
	f, err := l.sources.Function(file, text, ext == ".ts" || ext == ".cts")
	if err != nil {
		l.throw(err)
	}
	fn, err := l.rt.RunProgram(f.Program)
	if err != nil {
		l.throw(err)
	}
	body, _ := goja.AssertFunction(fn)
	exports := m.Get("exports")
	args := []goja.Value{exports, l.makeRequire(m), m, l.rt.ToValue(file), l.rt.ToValue(l.resolver.Dir(file))}
	if f.Import {
		args = append(args, l.es.ImportFunction(file))
	}
	return l.realm.Call(body, exports, args...)
}
