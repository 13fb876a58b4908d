package cjs

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/resolve"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// RunText runs text as a script at the top level, as --eval does: what it declares is global, and so are require, module, exports, __filename and
// __dirname. The value is that of its last statement.
func (l *Loader) RunText(name, text string, valued bool) (v goja.Value, err error) {
	err = l.guard(func() {
		m := l.parentFor(l.resolver.Join(l.realm.Sandbox.Dir(), name))
		_ = m.Set("id", name)
		global := l.rt.GlobalObject()
		require := l.makeRequire(m)
		for key, value := range map[string]goja.Value{
			"__filename": l.rt.ToValue(name), "__dirname": l.rt.ToValue("."), "module": m, "exports": m.Get("exports"), "require": require,
		} {
			_ = global.Set(key, value)
		}
		l.realm.NoteSource(text)
		text = realm.MendEscapes(text)
		program, failure := goja.Compile(name, text, false)
		if failure == nil {
			v, failure = l.rt.RunProgram(program)
			l.Throw(failure)
			return
		}
		v = l.runLowered(m, require, name, text, valued)
	})
	return v, err
}

// runLowered runs a text that the engine cannot run as it is as the body of a function. Only an expression has a value then.
func (l *Loader) runLowered(m *goja.Object, require goja.Value, name, text string, valued bool) goja.Value {
	f, err := l.sources.Function(name, text, false)
	if valued {
		if expression, failure := l.sources.Function(name, "return (\n"+text+"\n)", false); failure == nil {
			f, err = expression, nil
		}
	}
	l.Throw(err)
	fn, err := l.rt.RunProgram(f.Program)
	l.Throw(err)
	body, _ := goja.AssertFunction(fn)
	args := []goja.Value{m.Get("exports"), require, m, l.rt.ToValue(name), l.rt.ToValue(".")}
	if f.Import {
		args = append(args, l.es.ImportFunction(l.resolver.Join(l.realm.Sandbox.Dir(), name)))
	}
	return l.realm.Call(body, l.rt.GlobalObject(), args...)
}

// Throw throws err as a JavaScript exception; nil is none.
func (l *Loader) Throw(err error) {
	if err != nil {
		l.throw(err)
	}
}

// preloadID is the id of the module that requires what comes before the program.
const preloadID = "internal/preload"

// Preload loads a module before the main one; it is looked for from the working directory.
func (l *Loader) Preload(specifier string) error {
	return l.guard(func() {
		l.Class()
		m := l.newModule(preloadID, nil)
		_ = m.Set("paths", l.strings(l.resolver.NodeModulePaths(l.realm.Sandbox.Dir())))
		l.requireFrom(m, l.rt.ToValue(specifier))
	})
}

// Check parses the file that a main module's name stands for.
func (l *Loader) Check(name string) error {
	return l.guard(func() {
		l.Class()
		file := l.mainFile(name)
		format, err := l.resolver.Format(file)
		if err == nil && format == resolve.Wasm {
			return
		}
		text := l.readText(file)
		if err == nil && l.isModule(file, format) {
			_, err = l.sources.Module(resolve.FileURL(file), text, format == resolve.ModuleTypeScript)
		} else {
			_, err = l.sources.Function(file, text, format == resolve.TypeScript || format == resolve.CommonTypeScript)
		}
		l.Throw(err)
	})
}
