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

	module moduleText // what it is when it is no script
}

func (p *plainCode) dir() string { return p.home }

func (p *plainCode) remove() { p.module.remove() }

// load evaluates the text as the body of a sloppy function, with what the reference's own module scope offers around it, and takes the value that
// it returns, by itself or through the lookup of main that is appended. A text that does not compile so may be an ES module or TypeScript.
func (p *plainCode) load(r *jshost.Realm, done func(goja.Value, error)) {
	if !isDottedPath(p.main) {
		done(nil, &notFunctionError{p.main})
		return
	}
	v, compiled, err := p.evaluate(r)
	switch {
	case !compiled && err != nil:
		p.module.load(r, p, err, done)
		return
	case err == nil:
		v, err = callable(v, p.main)
	}
	done(v, err)
}

// evaluate compiles the text as a CommonJS module of its own (Module.prototype._compile), so that it gets module's variables and whatever
// lowering a module's text gets. compiled is false when it got no further.
func (p *plainCode) evaluate(r *jshost.Realm) (v goja.Value, compiled bool, err error) {
	class, err := r.Require("module")
	if err != nil {
		return nil, true, err
	}
	rt := r.Runtime()
	name := rt.ToValue(path.Join(r.Dir(), plainName))
	module, err := rt.New(class, name)
	if err != nil {
		return nil, true, r.AsException(err)
	}
	_ = module.Set("filename", name)
	before := module.Get("exports")
	compile, _ := goja.AssertFunction(module.Get("_compile"))
	v, err = compile(module, rt.ToValue(p.text()), name)
	return v, !before.SameAs(module.Get("exports")), r.AsException(err)
}

// text wraps the source. It starts on the first line, so that stack traces show the action's own lines. The function is a scope of its own: the
// action may declare the same names again.
func (p *plainCode) text() string {
	var b strings.Builder
	// In the reference exports and module.exports are two objects, and both are searched. It also tells evaluate that the text runs.
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
