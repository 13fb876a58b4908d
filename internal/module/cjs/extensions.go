package cjs

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/source"
)

// handler is what loads files of one extension: the function in Module._extensions, and what it does.
type handler struct {
	function goja.Value
	load     func(m *goja.Object, file string)
}

func (l *Loader) defineExtensions() {
	l.handlers = map[string]handler{}
	l.addExtension(".js", l.loadScript)
	l.addExtension(".json", l.loadJSON)
	l.addExtension(".node", l.loadAddon)
	l.addExtension(".ts", l.loadScript)
	l.addExtension(".cts", l.loadScript)
	l.addExtension(".mts", l.loadScript)
}

func (l *Loader) addExtension(ext string, load func(m *goja.Object, file string)) {
	f := l.realm.Function("", 2, func(c goja.FunctionCall) goja.Value {
		load(c.Argument(0).ToObject(l.rt), c.Argument(1).String())
		return goja.Undefined()
	})
	_ = l.extensions.Set(ext, f)
	l.handlers[ext] = handler{f, load}
}

// extension finds the longest extension of file that has a handler, ".js" if none has.
func (l *Loader) extension(file string) string {
	name := file[strings.LastIndexAny(file, "/\\")+1:]
	for i := 1; i < len(name); i++ {
		if name[i] == '.' {
			if h := l.extensions.Get(name[i:]); h != nil && !goja.IsUndefined(h) {
				return name[i:]
			}
		}
	}
	return ".js"
}

func (l *Loader) loadJSON(m *goja.Object, file string) {
	parse, _ := goja.AssertFunction(l.rt.Get("JSON").ToObject(l.rt).Get("parse"))
	v, err := parse(goja.Undefined(), l.rt.ToValue(l.readText(file)))
	if err != nil {
		if ex, ok := err.(*goja.Exception); ok {
			if o, ok := ex.Value().(*goja.Object); ok {
				_ = o.Set("message", file+": "+o.Get("message").String())
			}
		}
		l.throw(err)
	}
	_ = m.Set("exports", v)
}

func (l *Loader) loadAddon(_ *goja.Object, file string) {
	panic(l.realm.CodedError("Error", "ERR_DLOPEN_FAILED", file+": native addons cannot be loaded; use a WebAssembly build of the package"))
}

// readText reads a file as node does: as UTF-8, a byte order mark dropped.
func (l *Loader) readText(file string) string {
	data, err := l.realm.Sandbox.Files().ReadFile(file)
	if err != nil {
		l.throw(err)
	}
	return source.Decode(data)
}
