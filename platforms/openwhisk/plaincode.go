package openwhisk

import (
	"path"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/jshost"
)

// plainName is the file that plain code pretends to be, in the container's working directory.
const plainName = "action.js"

// plainCode is an action that came as the text of a script.
type plainCode struct {
	source string
	main   string
	home   string // the working directory, "" for the container's own
}

func (p plainCode) dir() string { return p.home }

func (plainCode) remove() {}

// load evaluates the text as the body of a sloppy function, with what the reference's own module scope offers around it, and takes the value that
// it returns, by itself or through the lookup of main that is appended.
func (p plainCode) load(r *jshost.Realm, done func(goja.Value, error)) {
	if !dottedPath.MatchString(p.main) {
		done(nil, &notFunctionError{p.main})
		return
	}
	v, err := p.evaluate(r)
	if err == nil {
		v, err = callable(v, p.main)
	}
	done(v, err)
}

// evaluate compiles the text as a CommonJS module of its own (Module.prototype._compile), so that it gets module's variables and whatever
// lowering a module's text gets.
func (p plainCode) evaluate(r *jshost.Realm) (v goja.Value, err error) {
	class, err := r.Require("module")
	if err != nil {
		return nil, err
	}
	rt := r.Runtime()
	name := rt.ToValue(path.Join(r.Dir(), plainName))
	module, err := rt.New(class, name)
	if err != nil {
		return nil, r.AsException(err)
	}
	_ = module.Set("filename", name)
	compile, _ := goja.AssertFunction(module.Get("_compile"))
	v, err = compile(module, rt.ToValue(p.text()), name)
	return v, r.AsException(err)
}

// text wraps the source. It starts on the first line, so that stack traces show the action's own lines. The function is a scope of its own: the
// action may declare the same names again.
func (p plainCode) text() string {
	var b strings.Builder
	// In the reference exports and module.exports are two objects, and both are searched.
	b.WriteString("module.exports = {}; ")
	for _, name := range []string{"fs", "path"} {
		if strings.Contains(p.source, name) { // most actions do not, and need not wait for the module
			b.WriteString("var " + name + " = require('" + name + "'); ")
		}
	}
	b.WriteString("return (function () {")
	b.WriteString(p.source)
	// Only a main that is nowhere declared is looked for among the exports.
	b.WriteString("\ntry { return " + p.main + " } catch (e) { if (e && e.name === 'ReferenceError') return module.exports." + p.main +
		" || exports." + p.main + "; throw e } })()")
	return b.String()
}
