package esm

import (
	"errors"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/resolve"
	"github.com/wasmglue/wasmglue/internal/module/source"
)

// Import is import(specifier) in the module with the URL base; it returns a promise of the namespace. Loading and evaluation begin as
// a microtask.
func (l *Loader) Import(base, specifier string, attributes []source.Attribute) goja.Value {
	c := l.newCapability()
	l.soon(func() {
		reason, threw := l.catch(func() {
			l.run(l.load(l.resolve(specifier, base), attributes, base), c)
		})
		if threw {
			_ = c.reject(reason)
		}
	})
	return c.promise
}

// ImportFile is the import of a file by its name: an entry point.
func (l *Loader) ImportFile(file string) goja.Value {
	c := l.newCapability()
	l.soon(func() {
		reason, threw := l.catch(func() { l.run(l.load(resolve.Location{Path: file}, nil, ""), c) })
		if threw {
			_ = c.reject(reason)
		}
	})
	return c.promise
}

// run links and evaluates m, and settles c with its namespace.
func (l *Loader) run(m *record, c *capability) {
	m.link()
	l.await(m.evaluate(), func(goja.Value) { _ = c.resolve(m.getNamespace()) }, func(reason goja.Value) {
		l.explainScope(reason, m)
		_ = c.reject(reason)
	})
}

// importFunction is what import is in the module with the URL base.
func (l *Loader) importFunction(base string) goja.Value {
	return l.realm.Function("import", 1, func(c goja.FunctionCall) goja.Value {
		var specifier string
		var attributes []source.Attribute
		reason, threw := l.catch(func() {
			specifier = c.Argument(0).ToString().String()
			attributes = l.attributes(c.Argument(1))
		})
		if threw {
			failed := l.newCapability()
			_ = failed.reject(reason)
			return failed.promise
		}
		return l.Import(base, specifier, attributes)
	})
}

// attributes reads the second argument of import().
func (l *Loader) attributes(v goja.Value) (list []source.Attribute) {
	if goja.IsUndefined(v) {
		return nil
	}
	options, ok := v.(*goja.Object)
	if !ok {
		panic(l.rt.NewTypeError("The second argument of import() must be an object"))
	}
	given := options.Get("with")
	if given == nil || goja.IsUndefined(given) {
		given = options.Get("assert")
	}
	if given == nil || goja.IsUndefined(given) {
		return nil
	}
	object, ok := given.(*goja.Object)
	if !ok {
		panic(l.rt.NewTypeError("The 'with' option must be an object"))
	}
	for _, key := range object.Keys() {
		value, ok := object.Get(key).(goja.String)
		if !ok {
			panic(l.rt.NewTypeError("Import attribute value must be a string"))
		}
		list = append(list, source.Attribute{Key: key, Value: value.String()})
	}
	return list
}

// ImportFunction is import() for a script or CommonJS module in file.
func (l *Loader) ImportFunction(file string) goja.Value {
	base := file
	if !strings.HasPrefix(file, "data:") && !strings.HasPrefix(file, "file:") {
		base = resolve.FileURL(file)
	}
	return l.importFunction(base)
}

// importMeta makes import.meta: an object without a prototype.
func (l *Loader) importMeta(m *record) goja.Value {
	meta := l.rt.CreateObject(nil)
	if m.file != "" {
		_ = meta.Set("dirname", l.resolver.Dir(m.file))
		_ = meta.Set("filename", m.file)
	}
	_ = meta.Set("resolve", l.realm.Function("resolve", 1, func(c goja.FunctionCall) goja.Value {
		at, err := l.resolver.Import(c.Argument(0).ToString().String(), m.url)
		if err != nil {
			if errors.Is(err, &resolve.Error{Code: "ERR_UNSUPPORTED_ESM_URL_SCHEME"}) {
				return c.Argument(0).ToString()
			}
			if href, ok := notFoundURL(err); ok {
				return l.rt.ToValue(href)
			}
			panic(l.toThrow(err))
		}
		return l.rt.ToValue(urlOf(at))
	}))
	_ = meta.Set("url", m.url)
	return meta
}

// notFoundURL is the URL that a resolution led to although there is no such file: import.meta.resolve gives it.
func notFoundURL(err error) (string, bool) {
	e, ok := err.(*resolve.Error)
	if !ok || e.Code != "ERR_MODULE_NOT_FOUND" && e.Code != "ERR_UNSUPPORTED_DIR_IMPORT" {
		return "", false
	}
	for _, p := range e.Props {
		if href, ok := p.Value.(string); ok && p.Name == "url" {
			return href, true
		}
	}
	return "", false
}

// ImportText is the import of a module that is a text, with a URL that nothing else has: an entry point.
func (l *Loader) ImportText(url, text string) goja.Value {
	c := l.newCapability()
	l.soon(func() {
		reason, threw := l.catch(func() {
			m := l.newRecord(url, "")
			l.realm.NoteSource(text)
			var err error
			if m.template, err = l.sources.Module(url, text, false); err != nil {
				panic(l.toThrow(err))
			}
			l.loadRequests(m)
			l.run(m, c)
		})
		if threw {
			_ = c.reject(reason)
		}
	})
	return c.promise
}
