package cli

import (
	"strings"

	"github.com/wasmglue/wasmglue/internal/sandbox"
	"github.com/wasmglue/wasmglue/jshost"
)

// processFlags are about the process as a whole, which a worker cannot have otherwise.
const processFlags = `title trace-event-categories trace-event-file-pattern trace-events-enabled max-http-header-size v8-pool-size zero-fill-buffers debug-arraybuffer-allocations
	disable-proto node-snapshot build-snapshot snapshot-blob security-revert completion-bash version v8-options report-compact report-dir report-directory report-filename
	report-on-fatalerror report-on-signal report-signal icu-data-dir openssl-config tls-cipher-list tls-keylog use-openssl-ca use-bundled-ca enable-fips force-fips secure-heap
	secure-heap-min openssl-legacy-provider openssl-shared-config disable-wasm-trap-handler use-largepages trace-sigint node-memory-debug redirect-warnings expose-gc
	abort-on-uncaught-exception eval print e p pe check c help h interactive i env-file dir env jitless max-old-space-size stack-trace-limit harmony`

// workerFlags reads the flags of a worker: invalid are the words that a worker cannot have.
func workerFlags(words []string, env []string) (flags jshost.Flags, invalid []string) {
	table := nodeFlags()
	for name := range strings.FieldsSeq(processFlags) {
		delete(table, name)
	}
	o := &nodeOptions{}
	read := func(words []string) {
		for len(words) > 0 && strings.HasPrefix(words[0], "-") {
			used, err := o.readFlag(words[0], words[1:], table, false)
			if err != nil {
				invalid = append(invalid, words[0])
			}
			words = words[1+used:]
		}
	}
	vars := sandbox.NewEnv(env)
	if text, ok := vars.Get("NODE_OPTIONS"); ok {
		options, err := sandbox.SplitWords(text)
		if err != nil {
			return flags, []string{"invalid value for NODE_OPTIONS (unterminated string)"}
		}
		read(options)
	}
	read(words)
	o.fromVariables(vars)
	return o.flags, invalid
}
