package esm

import (
	"errors"
	"io/fs"
	"strings"

	"github.com/wasmglue/wasmglue/internal/module/resolve"
	"github.com/wasmglue/wasmglue/internal/module/source"
)

// load returns the record of a location with everything that it requests, or throws. Requests are loaded breadth first, as a chain of them
// may be long.
func (l *Loader) load(at resolve.Location, attributes []source.Attribute, importer string) *record {
	root, isNew := l.record(at, attributes, importer)
	if isNew {
		l.loadRequests(root)
	}
	return root
}

// loadRequests loads everything that a new record requests.
func (l *Loader) loadRequests(root *record) {
	added := []*record{root}
	complete := false
	defer func() {
		if !complete { // a graph with a broken module leaves nothing behind
			for _, r := range added {
				l.forget(r)
			}
		}
	}()
	for i := 0; i < len(added); i++ {
		r := added[i]
		for _, request := range r.requests() {
			target := l.resolve(request.Specifier, r.url)
			child, isNew := l.record(target, request.Attributes, r.url)
			r.requested = append(r.requested, child)
			if isNew {
				added = append(added, child)
			}
		}
	}
	complete = true
}

// resolve finds what a specifier in the module base leads to; what was found once stays found.
func (l *Loader) resolve(specifier, base string) resolve.Location {
	key := [2]string{specifier, base}
	if at, ok := l.resolved[key]; ok {
		return at
	}
	at, err := l.resolver.Import(specifier, base)
	if err != nil {
		panic(l.toThrow(err))
	}
	l.resolved[key] = at
	return at
}

func (m *record) requests() []source.Request {
	if m.template != nil {
		return m.template.Requests
	}
	var list []source.Request
	for _, specifier := range m.synthetic.requests {
		list = append(list, source.Request{Specifier: specifier})
	}
	return list
}

func (l *Loader) forget(r *record) {
	for key, known := range l.modules {
		if known == r {
			delete(l.modules, key)
		}
	}
}

// record returns the record of a location, made now if it is not in the module map.
func (l *Loader) record(at resolve.Location, attributes []source.Attribute, importer string) (r *record, isNew bool) {
	url := urlOf(at)
	kind, unsupported := typeOf(attributes)
	key := url + "\x00" + kind
	if r, ok := l.modules[key]; ok && unsupported == nil {
		return r, false
	}
	if thrown, ok := l.refused[key]; ok {
		panic(thrown)
	}
	if unsupported != nil {
		if at.URL != "" && kind != unknownType {
			l.refuse(key, unsupported) // an attribute's name is judged before the format of a data: URL, its value after
		}
		kind = unknownType // what there is to say of the type comes second
	}
	r = l.make(at, url, kind, importer)
	if at.Builtin != "" {
		l.builtins = append(l.builtins, r)
	}
	if unsupported != nil {
		l.refuse(key, unsupported)
	}
	l.modules[key] = r
	return r, true
}

// refuse throws why a module is not to be had by key, now and whenever it is asked for by it again: node keeps such an answer.
func (l *Loader) refuse(key string, err error) {
	thrown := l.toThrow(err)
	if l.refused == nil {
		l.refused = map[string]any{}
	}
	l.refused[key] = thrown
	panic(thrown)
}

func urlOf(at resolve.Location) string {
	switch {
	case at.Builtin != "":
		return at.Builtin
	case at.URL != "":
		return at.URL
	}
	return resolve.FileURL(at.Path) + at.Suffix
}

// unknownType stands for a value of the type attribute that there is not.
const unknownType = "?"

func typeOf(attributes []source.Attribute) (string, error) {
	kind := ""
	for _, a := range attributes {
		if a.Key != "type" {
			return kind, coded("ERR_IMPORT_ATTRIBUTE_UNSUPPORTED", `Import attribute "`+a.Key+`" with value "`+a.Value+`" is not supported`)
		}
		if a.Value != "json" {
			return unknownType, coded("ERR_IMPORT_ASSERTION_TYPE_UNSUPPORTED", `Import attribute type "`+a.Value+`" is unsupported`)
		}
		kind = a.Value
	}
	return kind, nil
}

func coded(code, message string) *resolve.Error {
	return &resolve.Error{Class: "TypeError", Code: code, Message: message}
}

// checkType tells whether the type attribute suits the format.
func checkType(url, kind string, isJSON bool) error {
	switch {
	case isJSON && kind == "":
		return coded("ERR_IMPORT_ASSERTION_TYPE_MISSING", `Module "`+url+`" needs an import attribute of type "json"`)
	case !isJSON && kind != "":
		return coded("ERR_IMPORT_ASSERTION_TYPE_FAILED", `Module "`+url+`" is not of type "`+kind+`"`)
	}
	return nil
}

// make reads and parses a module.
func (l *Loader) make(at resolve.Location, url, kind, importer string) *record {
	r := l.newRecord(url, at.Path)
	format, text := resolve.Builtin, ""
	var err error
	switch {
	case at.URL != "":
		format, text, err = dataURL(at.URL)
	case at.Path != "":
		format, text, err = l.readFile(at, importer)
	}
	if err != nil {
		panic(l.toThrow(err))
	}
	if kind != unknownType {
		if err := checkType(url, kind, format == resolve.JSON); err != nil {
			l.refuse(url+"\x00"+kind, err)
		}
	}
	switch format {
	case resolve.Builtin:
		r.synthetic = l.builtinModule(strings.TrimPrefix(at.Builtin, "node:"))
	case resolve.CommonJS, resolve.CommonTypeScript:
		r.synthetic = l.commonJSModule(at.Path, text)
	case resolve.JSON:
		r.synthetic = l.jsonModule(url, at.Path, text)
	case resolve.Wasm:
		r.synthetic = l.wasmModule(r, text)
	default:
		l.realm.NoteSource(text)
		if r.template, err = l.sources.Module(url, text, format == resolve.ModuleTypeScript); err != nil {
			panic(l.toThrow(err))
		}
	}
	return r
}

// readFile reads a file and tells its format by its name, its package, and, where those say nothing, its syntax.
func (l *Loader) readFile(at resolve.Location, importer string) (resolve.Format, string, error) {
	format, err := l.resolver.Format(at.Path)
	if err != nil {
		return 0, "", err
	}
	data, err := l.realm.Sandbox.Files().ReadFile(at.Path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return 0, "", &resolve.Error{Class: "Error", Code: "ERR_MODULE_NOT_FOUND", Message: "Cannot find module '" + at.Path + "' imported from " + importer}
		}
		return 0, "", err
	}
	if format == resolve.Wasm {
		return resolve.Wasm, string(data), nil
	}
	text := source.Decode(data)
	return l.sources.Format(at.Path, text, format), text, nil
}
