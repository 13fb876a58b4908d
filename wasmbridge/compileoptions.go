package wasmbridge

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
)

var errEmpty = errors.New("BufferSource argument is empty")

// compileOptions is the dictionary WebAssemblyCompileOptions.
type compileOptions struct {
	stringConstants *string  // importedStringConstants
	builtins        []string // names of builtin sets, without "wasm:"
}

// compileOptions converts an argument to the dictionary.
func (b *Bridge) compileOptions(v goja.Value, context string) (o compileOptions) {
	if v == nil || goja.IsUndefined(v) || goja.IsNull(v) {
		return o
	}
	object, ok := v.(*goja.Object)
	if !ok {
		return o // V8 takes anything that is no object for no options
	}
	if list := object.Get("builtins"); list != nil && !goja.IsUndefined(list) {
		if !isObject(list) {
			b.throwTypeError("%s: 'builtins' must be a sequence of strings", context)
		}
		b.rt.ForOf(list, func(name goja.Value) bool {
			o.builtins = append(o.builtins, name.ToString().String())
			return true
		})
	}
	if name := object.Get("importedStringConstants"); name != nil && !goja.IsUndefined(name) && !goja.IsNull(name) {
		s := name.ToString().String()
		o.stringConstants = &s
	}
	return o
}

// validate is "validate builtins and imported string for a WebAssembly module".
func (o compileOptions) validate(m *wasm.Module) error {
	for i := range o.builtins {
		for _, earlier := range o.builtins[:i] {
			if earlier == o.builtins[i] {
				return errors.New("the builtin set " + earlier + " is named twice")
			}
		}
	}
	for i := range m.Imports {
		im := &m.Imports[i]
		if o.isStringConstant(im) {
			if im.Type.Kind != wasm.KindGlobal || im.Type.Global.Mutable || im.Type.Global.Value.Nullable() != wasm.ExternRef {
				return errors.New("String constant import #" + im.Name + " has an incompatible type")
			}
			continue
		}
		if f, ok := o.builtin(im); ok && (im.Type.Kind != wasm.KindFunc || !f.accepts(m.Types[im.Type.Func])) {
			return errors.New("Imported builtin function \"" + im.Module + "\" \"" + im.Name + "\" has incorrect signature")
		}
	}
	return nil
}

// provides tells whether the import is not taken from the import object.
func (o compileOptions) provides(_ *wasm.Module, im *wasm.Import) bool {
	_, builtin := o.builtin(im)
	return builtin || o.isStringConstant(im)
}

func (o compileOptions) isStringConstant(im *wasm.Import) bool {
	return o.stringConstants != nil && im.Module == *o.stringConstants
}

// builtin returns the builtin function the import names, if its set is enabled ("find a builtin").
func (o compileOptions) builtin(im *wasm.Import) (builtin, bool) {
	for _, set := range o.builtins {
		if im.Module != "wasm:"+set {
			continue
		}
		f, ok := builtinSets[set][im.Name]
		return f, ok
	}
	return builtin{}, false
}
