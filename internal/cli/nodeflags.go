package cli

import (
	"strings"
)

// nodeFlag is one flag of node's command line as this command takes it.
type nodeFlag struct {
	takes  takes
	set    func(o *nodeOptions, value string) error // nil: taken, and of no effect here
	refuse string                                   // why it is refused, although node has it
	own    bool                                     // not for NODE_OPTIONS
}

// takes says whether a flag has a value.
type takes int

const (
	nothing  takes = iota // a switch, which --no-NAME turns off: its set gets "" for off
	value                 // --name=value or --name value
	optional              // --name or --name=value
)

// nodeFlags is the table of flags by name, without the dashes in front.
func nodeFlags() map[string]nodeFlag {
	flags := map[string]nodeFlag{}
	addIgnored(flags)
	addRefused(flags)
	addProgramFlags(flags)
	addBehaviourFlags(flags)
	for _, p := range permissionNames {
		kind := optional
		if strings.HasPrefix(p.name, "allow-fs-") {
			kind = value
		}
		flags[p.name] = nodeFlag{takes: kind, set: func(o *nodeOptions, value string) error {
			return permissionFlag{&o.permissions, p.name}.Set(value)
		}}
	}
	return flags
}

// addProgramFlags adds what says which program runs.
func addProgramFlags(flags map[string]nodeFlag) {
	add := func(names string, f nodeFlag) {
		for name := range strings.FieldsSeq(names) {
			flags[name] = f
		}
	}
	eval := func(o *nodeOptions, text string) error {
		o.flags.Eval = &text
		return nil
	}
	printed := func(o *nodeOptions, text string) error {
		o.flags.Print = true
		return eval(o, text)
	}
	add("eval e", nodeFlag{takes: value, set: eval, own: true})
	add("pe", nodeFlag{takes: value, set: printed, own: true})
	add("print p", nodeFlag{set: func(o *nodeOptions, _ string) error { o.flags.Print = true; return nil }, own: true})
	add("check c", nodeFlag{set: func(o *nodeOptions, on string) error { o.check = on != ""; return nil }, own: true})
	add("version v", nodeFlag{set: func(o *nodeOptions, _ string) error { o.version = true; return nil }, own: true})
	add("help h", nodeFlag{set: func(o *nodeOptions, _ string) error { o.help = true; return nil }, own: true})
	add("require r", nodeFlag{takes: value, set: func(o *nodeOptions, name string) error { o.flags.Require = append(o.flags.Require, name); return nil }})
	add("import", nodeFlag{takes: value, set: func(o *nodeOptions, name string) error { o.flags.Import = append(o.flags.Import, name); return nil }})
	add("env-file", nodeFlag{takes: value, set: func(o *nodeOptions, name string) error { o.envFiles = append(o.envFiles, name); return nil }, own: true})
	add("input-type", nodeFlag{takes: value, set: func(o *nodeOptions, kind string) error {
		if kind != "module" && kind != "commonjs" {
			return errorText(`--input-type must be "module" or "commonjs"`)
		}
		o.inputType = kind
		return nil
	}})
	add("dir", nodeFlag{takes: value, set: func(o *nodeOptions, v string) error { return o.dirs.Set(v) }, own: true})
	add("env", nodeFlag{takes: value, set: func(o *nodeOptions, v string) error { return o.env.Set(v) }, own: true})
}

// addBehaviourFlags adds what changes how a program is run.
func addBehaviourFlags(flags map[string]nodeFlag) {
	onOff := func(name string, field func(*nodeOptions) *bool) {
		flags[name] = nodeFlag{set: func(o *nodeOptions, on string) error { *field(o) = on != ""; return nil }}
	}
	offOn := func(name string, field func(*nodeOptions) *bool) {
		flags[name] = nodeFlag{set: func(o *nodeOptions, on string) error { *field(o) = on == ""; return nil }}
	}
	list := func(name string, field func(*nodeOptions) *[]string) {
		flags[name] = nodeFlag{takes: value, set: func(o *nodeOptions, v string) error { *field(o) = append(*field(o), v); return nil }}
	}
	offOn("warnings", func(o *nodeOptions) *bool { return &o.flags.NoWarnings })
	onOff("trace-warnings", func(o *nodeOptions) *bool { return &o.flags.TraceWarnings })
	offOn("deprecation", func(o *nodeOptions) *bool { return &o.flags.NoDeprecation })
	onOff("trace-deprecation", func(o *nodeOptions) *bool { return &o.flags.TraceDeprecation })
	onOff("throw-deprecation", func(o *nodeOptions) *bool { return &o.flags.ThrowDeprecation })
	onOff("pending-deprecation", func(o *nodeOptions) *bool { return &o.flags.PendingDeprecation })
	onOff("enable-source-maps", func(o *nodeOptions) *bool { return &o.flags.EnableSourceMaps })
	onOff("preserve-symlinks", func(o *nodeOptions) *bool { return &o.flags.PreserveSymlinks })
	onOff("preserve-symlinks-main", func(o *nodeOptions) *bool { return &o.flags.PreserveSymlinksMain })
	onOff("expose-gc", func(o *nodeOptions) *bool { return &o.flags.ExposeGC })
	list("conditions", func(o *nodeOptions) *[]string { return &o.flags.Conditions })
	flags["C"] = flags["conditions"]
	list("disable-warning", func(o *nodeOptions) *[]string { return &o.flags.DisabledWarnings })
	flags["title"] = nodeFlag{takes: value, set: func(o *nodeOptions, v string) error { o.flags.Title = v; return nil }}
	flags["stack-trace-limit"] = nodeFlag{takes: value, set: setStackTraceLimit}
	flags["unhandled-rejections"] = nodeFlag{takes: value, set: setUnhandledRejections}
	for name := range strings.FieldsSeq("max-http-header-size dns-result-order network-family-autoselection-attempt-timeout tls-cipher-list secure-heap") {
		flags[name] = nodeFlag{takes: value, set: other(name)}
	}
	for name := range strings.FieldsSeq("insecure-http-parser network-family-autoselection enable-network-family-autoselection use-openssl-ca use-bundled-ca " +
		"tls-min-v1.0 tls-min-v1.1 tls-min-v1.2 tls-min-v1.3 tls-max-v1.2 tls-max-v1.3 experimental-global-navigator trace-exit trace-sync-io trace-uncaught " +
		"trace-sigint expose-internals verify-base-objects") {
		flags[name] = nodeFlag{set: other(name)}
	}
	flags["redirect-warnings"] = nodeFlag{takes: value, set: other("redirect-warnings")}
	for name := range strings.FieldsSeq("test-name-pattern test-reporter test-reporter-destination") {
		flags[name] = nodeFlag{takes: value, set: gathered(name)}
	}
	flags["test-only"] = nodeFlag{set: other("test-only")}
	flags["test"] = nodeFlag{set: func(o *nodeOptions, on string) error { o.test = on != ""; return nil }, own: true}
}

// gathered keeps the values of a flag that may be repeated, a line each.
func gathered(name string) func(*nodeOptions, string) error {
	return func(o *nodeOptions, value string) error {
		if before, ok := o.flags.Others["--"+name]; ok {
			value = before + "\n" + value
		}
		return other(name)(o, value)
	}
}

// other keeps the value of a flag for the room that reads it.
func other(name string) func(*nodeOptions, string) error {
	return func(o *nodeOptions, value string) error {
		if o.flags.Others == nil {
			o.flags.Others = map[string]string{}
		}
		o.flags.Others["--"+name] = value
		return nil
	}
}

// addIgnored adds flags that mean nothing to this engine, or name what is there anyway.
func addIgnored(flags map[string]nodeFlag) {
	for name := range strings.FieldsSeq(`
		abort-on-uncaught-exception addons allow-natives-syntax debug-arraybuffer-allocations deprecated-experimental-modules
		disable-wasm-trap-handler enable-etw-stack-walking es-module-specifier-resolution experimental-abortcontroller
		experimental-async-context-frame experimental-detect-module experimental-eventsource experimental-fetch
		experimental-global-customevent experimental-global-webcrypto experimental-import-meta-resolve experimental-json-modules
		experimental-modules experimental-network-inspection experimental-print-required-tla experimental-repl-await experimental-report
		experimental-require-module experimental-shadow-realm experimental-strip-types experimental-test-coverage
		experimental-top-level-await experimental-transform-types experimental-vm-modules experimental-wasi-unstable-preview1
		experimental-wasm-modules experimental-websocket experimental-webstorage experimental-worker extra-info-on-fatal-exception
		force-async-hooks-checks force-context-aware force-node-api-uncaught-exceptions-policy global-search-paths
		gc-global always-opt allow-addons allow-wasi
		huge-max-old-generation-size interpreted-frames-native-stack jitless lite-mode max-lazy napi-modules node-memory-debug
		no-opt node-snapshot openssl-legacy-provider openssl-shared-config opt optimize-for-size perf-basic-prof perf-basic-prof-only-functions
		perf-prof perf-prof-unwinding-info predictable predictable-gc-schedule single-threaded sparkplug maglev turbofan stress-compaction
		trace-gc trace-opt trace-deopt trace-promises trace-require-module trace-tls track-heap-objects
		report-compact report-exclude-network report-on-fatalerror report-on-signal report-uncaught-exception
		use-largepages zero-fill-buffers wasm-lazy-compilation liftoff wasm-tier-up`) {
		flags[name] = nodeFlag{}
	}
	for name := range strings.FieldsSeq(`
		diagnostic-dir experimental-default-type experimental-specifier-resolution gc-interval http-parser icu-data-dir
		max-heap-size max-old-space-size max-semi-space-size min-semi-space-size openssl-config random-seed report-dir report-directory
		report-filename report-signal secure-heap-min semi-space-growth-factor stack-size tls-keylog trace-event-file-pattern
		v8-pool-size wasm-max-mem-pages`) {
		flags[name] = nodeFlag{takes: value}
	}
}

// addRefused adds flags that ask for what is not there: to go on without it would be to lie.
func addRefused(flags map[string]nodeFlag) {
	refuse := func(t takes, why, names string) {
		for name := range strings.FieldsSeq(names) {
			flags[name] = nodeFlag{takes: t, refuse: why}
		}
	}
	refuse(optional, "the engine has no inspector", "inspect inspect-brk inspect-wait inspect-port debug-port inspect-publish-uid")
	refuse(value, "files are all run by one process after the other", "test-shard test-timeout test-concurrency test-isolation")
	refuse(optional, "there is no watch mode", "watch watch-path watch-preserve-output")
	refuse(nothing, "there is no interactive use", "interactive i")
	refuse(optional, "the engine has no profiler", "prof prof-process cpu-prof cpu-prof-dir cpu-prof-name cpu-prof-interval heap-prof heap-prof-dir heap-prof-name "+
		"heap-prof-interval heapsnapshot-signal heapsnapshot-near-heap-limit logfile log")
	refuse(optional, "the engine has no snapshots", "build-snapshot snapshot-blob experimental-sea-config")
	refuse(value, "modules have no hooks", "loader experimental-loader")
	refuse(value, "there are no policies", "experimental-policy policy-integrity")
	refuse(value, "modules are not loaded from the network", "experimental-network-imports")
	refuse(value, "tracing is V8's", "trace-event-categories")
	refuse(nothing, "tracing is V8's", "trace-events-enabled")
	refuse(optional, "the engine has none", "v8-options completion-bash")
	refuse(nothing, "the engine always has eval", "disallow-code-generation-from-strings")
	refuse(value, "the engine always has it", "disable-proto")
	refuse(nothing, "built-ins can be changed", "frozen-intrinsics")
	refuse(nothing, "waits are not traced", "trace-atomics-wait")
	refuse(nothing, "the cryptography is not a certified module", "enable-fips force-fips")
}
