package wasi

import (
	"runtime"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Config says how modules are compiled. The zero Config is ready to use.
type Config struct {
	// CacheDir keeps compiled code between processes; "" keeps none. Its files are native code: nobody else may write there.
	CacheDir string
	// MemoryLimitPages limits each memory to so many pages of 64 KiB; 0 is the standard's limit. A program that asks for more at its start
	// cannot be instantiated, growth beyond it fails as growth may.
	MemoryLimitPages uint32
	// Interruptible makes the end of a context end a loop in WebAssembly, too. Without it the program ends at its next call of the
	// interface. It costs much: a tight loop runs up to ten times slower.
	Interruptible bool
	// Interpreter runs modules without compiling them; platforms without a compiler do so anyway.
	Interpreter bool
}

// features are those of node 20, as far as they are safe: exception handling can corrupt the host (wazero issue 2522).
const features = api.CoreFeaturesV2 | experimental.CoreFeaturesThreads | experimental.CoreFeaturesTailCall | experimental.CoreFeaturesExtendedConst

func (c Config) runtimeConfig() wazero.RuntimeConfig {
	rc := wazero.NewRuntimeConfig()
	if c.Interpreter {
		rc = wazero.NewRuntimeConfigInterpreter()
	}
	rc = rc.WithCoreFeatures(features).WithCloseOnContextDone(c.Interruptible)
	if c.MemoryLimitPages > 0 {
		rc = rc.WithMemoryLimitPages(c.MemoryLimitPages)
	}
	return rc
}

func compilationWorkers() int { return runtime.GOMAXPROCS(0) }
