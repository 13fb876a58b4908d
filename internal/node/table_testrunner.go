package node

import "github.com/wasmglue/wasmglue/internal/node/testrunner"

// The modules of the test runner.
func init() {
	rows := map[string]entry{
		"test":           {status: partial, reason: "no coverage, no watch mode, no snapshots", load: testrunner.Load("test")},
		"test/reporters": {status: partial, reason: "no lcov", load: testrunner.Load("test/reporters")},
	}
	for _, name := range []string{"failure", "test", "harness", "run", "mock", "mock_timers", "reporters", "reporter/dot", "reporter/junit", "reporter/spec", "reporter/tap"} {
		name = "internal/test_runner/" + name
		rows[name] = entry{status: internal, load: testrunner.Load(name)}
	}
	register(rows)
}
