package esm

import (
	"encoding/base64"
	"net/url"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/resolve"
)

// builtinModule is a core module: its exports as default, and each of its properties.
func (l *Loader) builtinModule(name string) *synthetic {
	var exports goja.Value
	if name == "module" {
		exports = l.realm.Modules.Builtin()
	} else {
		v, err := l.realm.Builtins.Require(name)
		if err != nil {
			panic(l.toThrow(err))
		}
		exports = v
	}
	s := &synthetic{names: []string{"default"}}
	object, isObject := exports.(*goja.Object)
	if isObject {
		for _, key := range object.Keys() {
			if key != "default" {
				s.names = append(s.names, key)
			}
		}
	}
	s.evaluate = func(set func(string, goja.Value)) {
		set("default", exports)
		for _, key := range s.names[1:] {
			l.setQuietly(set, object, key)
		}
	}
	return s
}

// setQuietly exports a property; a getter that throws gives undefined, as in node.
func (l *Loader) setQuietly(set func(string, goja.Value), object *goja.Object, key string) {
	var v goja.Value
	_, _ = l.catch(func() { v = object.Get(key) })
	set(key, v)
}

// commonJSModule is a CommonJS file: its exports as default, and the names that its text seems to export.
func (l *Loader) commonJSModule(file, text string) *synthetic {
	names := l.commonJS.ExportNames(file, text)
	s := &synthetic{names: []string{"default"}, commonJS: true}
	for _, name := range names {
		if name != "default" {
			s.names = append(s.names, name)
		}
	}
	s.evaluate = func(set func(string, goja.Value)) {
		exports := l.commonJS.Run(file)
		set("default", exports)
		object, ok := exports.(*goja.Object)
		if !ok {
			return
		}
		for _, name := range s.names[1:] {
			if l.hasOwn(object, name) {
				l.setQuietly(set, object, name)
			}
		}
	}
	return s
}

func (l *Loader) hasOwn(object *goja.Object, name string) bool {
	prototype := l.rt.Get("Object").ToObject(l.rt).Get("prototype").ToObject(l.rt)
	has, _ := goja.AssertFunction(prototype.Get("hasOwnProperty"))
	v, err := has(object, l.rt.ToValue(name))
	return err == nil && v.ToBoolean()
}

// jsonModule is a JSON file: the value that require() gave or will give for it.
func (l *Loader) jsonModule(url, file, text string) *synthetic {
	v, ok := l.commonJS.Loaded(file)
	if !ok {
		v = l.parseJSON(url, text)
		l.commonJS.Keep(file, v)
	}
	return &synthetic{names: []string{"default"}, evaluate: func(set func(string, goja.Value)) { set("default", v) }}
}

func (l *Loader) parseJSON(url, text string) goja.Value {
	parse, _ := goja.AssertFunction(l.rt.Get("JSON").ToObject(l.rt).Get("parse"))
	v, err := parse(goja.Undefined(), l.rt.ToValue(text))
	if err != nil {
		if ex, ok := err.(*goja.Exception); ok {
			if o, ok := ex.Value().(*goja.Object); ok {
				_ = o.Set("message", url+": "+o.Get("message").String())
			}
		}
		panic(l.toThrow(err))
	}
	return v
}

// dataURL gives the format and text of a data: URL (https://fetch.spec.whatwg.org/#data-url-processor).
func dataURL(href string) (resolve.Format, string, error) {
	head, body, ok := strings.Cut(strings.TrimPrefix(href, "data:"), ",")
	if slash := strings.IndexByte(head, '/'); !ok || slash < 1 || slash == len(head)-1 {
		return 0, "", coded("ERR_INVALID_URL", "Invalid URL")
	}
	body, _, _ = strings.Cut(body, "#")
	text, err := url.PathUnescape(body)
	if err != nil {
		text = body
	}
	media, encoded := strings.CutSuffix(strings.ToLower(strings.ReplaceAll(head, " ", "")), ";base64")
	if encoded {
		data, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
		if err != nil {
			data, _ = base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
		}
		text = string(data)
	}
	media, _, _ = strings.Cut(media, ";")
	switch media {
	case "text/javascript", "application/javascript":
		return resolve.ESModule, text, nil
	case "application/json":
		return resolve.JSON, text, nil
	case "application/wasm":
		return resolve.Wasm, text, nil
	}
	return 0, "", coded("ERR_UNKNOWN_MODULE_FORMAT", "Unknown module format: "+media+" for URL "+href)
}
