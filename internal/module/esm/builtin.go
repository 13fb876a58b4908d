package esm

import (
	"strings"

	"github.com/dop251/goja"
)

// SyncBuiltins gives the exports of core modules that were imported the values that their properties have now (module.syncBuiltinESMExports).
func (l *Loader) SyncBuiltins() {
	for _, m := range l.builtins {
		if m.status == evaluated && !m.failed {
			m.synthetic.run(m)
			m.show()
		}
	}
}

// scopeNames are the variables of CommonJS modules.
var scopeNames = []string{"require", "exports", "module", "__filename", "__dirname"}

// explainScope tells in the error of a module that uses a variable of CommonJS modules why there is none, as node does.
func (l *Loader) explainScope(reason goja.Value, m *record) {
	object, ok := reason.(*goja.Object)
	if !ok {
		return
	}
	_, _ = l.catch(func() {
		name, message := object.Get("name"), object.Get("message")
		if name == nil || message == nil || name.String() != "ReferenceError" {
			return
		}
		for _, variable := range scopeNames {
			if message.String() == variable+" is not defined" {
				_ = object.Set("message", message.String()+l.scopeAdvice(variable, m.file))
			}
		}
	})
}

func (l *Loader) scopeAdvice(variable, file string) string {
	advice := " in ES module scope"
	if variable == "require" {
		advice += ", you can use import instead"
	}
	if manifest, ok := l.resolver.ModuleManifest(file); ok && strings.HasSuffix(file, ".js") {
		advice += "\nThis file is being treated as an ES module because it has a '.js' file extension and '" + manifest +
			"' contains \"type\": \"module\". To treat it as a CommonJS script, rename it to use the '.cjs' file extension."
	}
	return advice
}
