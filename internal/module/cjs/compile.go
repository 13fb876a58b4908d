package cjs

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/source"
)

// compile is Module.prototype._compile: it runs text as the body of m and returns what the body returned.
func (l *Loader) compile(m *goja.Object, text, file string) goja.Value {
	program, err := source.Function(file, text)
	if err != nil {
		l.throw(err)
	}
	fn, err := l.rt.RunProgram(program)
	if err != nil {
		l.throw(err)
	}
	body, _ := goja.AssertFunction(fn)
	exports := m.Get("exports")
	return l.realm.Call(body, exports, exports, l.makeRequire(m), m, l.rt.ToValue(file), l.rt.ToValue(l.resolver.Dir(file)))
}
