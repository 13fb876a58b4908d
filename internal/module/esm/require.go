package esm

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/resolve"
)

// Require evaluates the module in file synchronously, for require(): its namespace, or what the module exports under the name
// module.exports. A module with a default export gets __esModule, so that transpiled code finds the default.
func (l *Loader) Require(file, parent string) goja.Value {
	m := l.load(resolve.Location{Path: file}, nil, "")
	if m.hasAsync() {
		panic(l.realm.CodedError("Error", "ERR_REQUIRE_ASYNC_MODULE", asyncMessage(file, parent)))
	}
	if m.status == linking || m.status == evaluating {
		panic(l.realm.CodedError("Error", "ERR_REQUIRE_CYCLE_MODULE", cycleMessage(file, parent)))
	}
	m.link()
	m.evaluate()
	if m.failed {
		l.handled(m.promise.promise)
		panic(m.reason)
	}
	return l.requiredExports(m)
}

func (l *Loader) requiredExports(m *record) goja.Value {
	namespace := m.getNamespace()
	if b, ok := m.names["module.exports"]; ok {
		return b.value()
	}
	_, hasDefault := m.names["default"]
	if _, marked := m.names["__esModule"]; marked || !hasDefault {
		return namespace
	}
	return l.facade(m).getNamespace()
}

// facade is a module that exports all of m, and __esModule.
func (l *Loader) facade(m *record) *record {
	key := m.url + "\x00facade"
	if f, ok := l.modules[key]; ok {
		return f
	}
	f := l.newRecord(m.url, m.file)
	f.synthetic = &synthetic{}
	f.status, f.root = evaluated, f
	f.names = map[string]binding{"__esModule": {target: f, name: "__esModule"}}
	for name, b := range m.names {
		f.names[name] = b
	}
	_ = f.environment.Set("__esModule", true)
	l.modules[key] = f
	return f
}

// handled marks a promise as handled: its reason is thrown where it is awaited for.
func (l *Loader) handled(promise goja.Value) {
	l.await(promise, func(goja.Value) {}, func(goja.Value) {})
}

func asyncMessage(file, parent string) string {
	message := "require() cannot be used on an ESM graph with top-level await. Use import() instead. To see where the top-level await comes from," +
		" use --experimental-print-required-tla."
	if parent != "" {
		message += "\n  From " + parent + " "
	}
	return message + "\n  Requiring " + file + " "
}

func cycleMessage(file, parent string) string {
	message := "Cannot require() ES Module " + file + " in a cycle."
	if parent != "" {
		message += " (from " + parent + ")"
	}
	return message
}
