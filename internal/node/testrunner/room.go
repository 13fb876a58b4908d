// Package testrunner is node:test: tests and suites, the reporters of their results, mocks, and test files run in processes of their own.
package testrunner

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed index.js
var indexSource string

//go:embed failure.js
var failureSource string

//go:embed test.js
var testSource string

//go:embed harness.js
var harnessSource string

//go:embed run.js
var runSource string

//go:embed mock.js
var mockSource string

//go:embed mock_timers.js
var mockTimersSource string

//go:embed reporters.js
var reportersSource string

//go:embed exports_reporters.js
var reportersExports string

//go:embed dot.js
var dotSource string

//go:embed junit.js
var junitSource string

//go:embed spec.js
var specSource string

//go:embed tap.js
var tapSource string

// scripts are the modules of the room by name: the two that programs require, and those that they stand on.
var scripts = map[string]*realm.ModuleScript{
	"test":                                realm.NewModuleScript("node:test", indexSource),
	"test/reporters":                      realm.NewModuleScript("node:test/reporters", reportersExports),
	"internal/test_runner/failure":        realm.NewModuleScript("node:internal/test_runner/failure", failureSource),
	"internal/test_runner/test":           realm.NewModuleScript("node:internal/test_runner/test", testSource),
	"internal/test_runner/harness":        realm.NewModuleScript("node:internal/test_runner/harness", harnessSource),
	"internal/test_runner/run":            realm.NewModuleScript("node:internal/test_runner/run", runSource),
	"internal/test_runner/mock":           realm.NewModuleScript("node:internal/test_runner/mock", mockSource),
	"internal/test_runner/mock_timers":    realm.NewModuleScript("node:internal/test_runner/mock_timers", mockTimersSource),
	"internal/test_runner/reporters":      realm.NewModuleScript("node:internal/test_runner/reporters", reportersSource),
	"internal/test_runner/reporter/dot":   realm.NewModuleScript("node:internal/test_runner/reporter/dot", dotSource),
	"internal/test_runner/reporter/junit": realm.NewModuleScript("node:internal/test_runner/reporter/junit", junitSource),
	"internal/test_runner/reporter/spec":  realm.NewModuleScript("node:internal/test_runner/reporter/spec", specSource),
	"internal/test_runner/reporter/tap":   realm.NewModuleScript("node:internal/test_runner/reporter/tap", tapSource),
}

// Load returns the loader of the module name.
func Load(name string) func(*realm.Realm) (goja.Value, error) {
	return func(r *realm.Realm) (goja.Value, error) { return scripts[name].Load(r, nil) }
}
