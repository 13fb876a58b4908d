package openwhisk

import (
	"strings"
	"unicode"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/jshost"
)

// isDottedPath tells what main may be: identifiers joined by dots. The reference pastes main into an eval; a path needs none.
func isDottedPath(main string) bool {
	for name := range strings.SplitSeq(main, ".") {
		if name == "" {
			return false
		}
		for i, r := range name {
			if r != '_' && r != '$' && !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r)) {
				return false
			}
		}
	}
	return true
}

// notFunctionError says that main names no function.
type notFunctionError struct{ main string }

func (e *notFunctionError) Error() string {
	return "Action entrypoint '" + e.main + "' is not a function."
}

// lookup walks a dotted path from v. What is not there is undefined; a getter's exception is an error.
func lookup(r *jshost.Realm, v goja.Value, path string) (goja.Value, error) {
	rt := r.Runtime()
	thrown := rt.Try(func() {
		for name := range strings.SplitSeq(path, ".") {
			o, ok := v.(*goja.Object)
			if !ok {
				v = goja.Undefined()
				return
			}
			if v = o.Get(name); v == nil {
				v = goja.Undefined()
			}
		}
	})
	if thrown != nil {
		return nil, r.AsException(thrown)
	}
	return v, nil
}

// callable returns v if it is a function.
func callable(v goja.Value, main string) (goja.Value, error) {
	if _, ok := goja.AssertFunction(v); !ok {
		return nil, &notFunctionError{main}
	}
	return v, nil
}

// findExport looks main up by its path in the exports, and where an ES module exports nothing of the name, in its default export: the function itself, or an
// object that holds it.
func findExport(r *jshost.Realm, exports goja.Value, path, name string) (goja.Value, error) {
	main, err := lookup(r, exports, path)
	if err != nil {
		return nil, err
	}
	if namespace, ok := exports.(*goja.Object); ok && goja.IsUndefined(main) && isNamespace(namespace) {
		byDefault := namespace.Get("default")
		if _, function := goja.AssertFunction(byDefault); function {
			return byDefault, nil
		}
		if main, err = lookup(r, byDefault, path); err != nil {
			return nil, err
		}
	}
	return callable(main, name)
}

// isNamespace tells the namespace of an ES module from the exports of a CommonJS module.
func isNamespace(o *goja.Object) bool {
	return o.ClassName() == "Module" || o.Prototype() == nil
}
