package wasmbridge

import (
	"github.com/dop251/goja"
)

// EngineKind selects how WebAssembly code runs.
type EngineKind int

// The kinds of engine.
const (
	EngineAuto        EngineKind = iota // machine code where wazero can make it, else interpreted
	EngineCompiler                      // machine code; an error on platforms without it
	EngineInterpreter                   // everywhere, some fifty times slower
)

// Scheduler is the event loop that asynchronous functions (compile, instantiate and their streaming forms) complete
// on.
type Scheduler interface {
	// Begin announces an operation that is pending from now on, on the realm's goroutine. The completion must be
	// handed to post exactly once, from any goroutine; it is then run on the realm's goroutine.
	Begin() (post func(completion func()))
}

// ResponseSource turns what compileStreaming or instantiateStreaming was given, or what that promise was fulfilled with,
// into the bytes of a module. It is called on the realm's goroutine and must call done there, at once or later: with the bytes, or
// with the value to reject the promise with.
type ResponseSource func(rt *goja.Runtime, source goja.Value, done func(bytes []byte, reason goja.Value))

// SharedBufferMaker makes the SharedArrayBuffer over the bytes of a shared memory.
type SharedBufferMaker func(rt *goja.Runtime, bytes []byte) *goja.Object

// Config says how to install the namespace. It is immutable: each With method returns a changed copy. The zero Config
// works.
type Config struct {
	scheduler    Scheduler
	cluster      *Cluster
	response     ResponseSource
	sharedBuffer SharedBufferMaker
	interrupted  func() <-chan struct{}
	nesting      int
	lazy         bool
	store        storeConfig
}

type storeConfig struct {
	engine     EngineKind
	limitPages uint32
	cacheDir   string
}

// NewConfig returns the default configuration.
func NewConfig() Config { return Config{} }

// WithScheduler has asynchronous work done on other goroutines and completed through s. Without one it is done at
// once and promises are settled when the function returns.
func (c Config) WithScheduler(s Scheduler) Config { c.scheduler = s; return c }

// WithCluster makes the realm a member of an agent cluster: it shares the store of the others, so memories and modules
// can be handed between them. The cluster's own settings for engine, limits and cache then apply.
func (c Config) WithCluster(cluster *Cluster) Config { c.cluster = cluster; return c }

// WithResponseSource adds compileStreaming and instantiateStreaming to the namespace.
func (c Config) WithResponseSource(r ResponseSource) Config { c.response = r; return c }

// WithSharedBufferMaker sets what the buffer of a shared memory is made with. Without it the buffer is an ArrayBuffer
// that has the prototype of the runtime's SharedArrayBuffer, if there is one.
func (c Config) WithSharedBufferMaker(m SharedBufferMaker) Config { c.sharedBuffer = m; return c }

// WithInterrupted makes threads in WebAssembly end when the runtime is interrupted (goja's Runtime.Interrupt): f returns a channel that is closed when
// the JavaScript that is running now is. Only modules with a shared memory ask.
func (c Config) WithInterrupted(f func() <-chan struct{}) Config { c.interrupted = f; return c }

// WithNestingLimit caps how deep calls from JavaScript into WebAssembly and back may nest before a RangeError is
// thrown; 0 means the default, 3000. Each level takes Go stack, whose exhaustion would end the process.
func (c Config) WithNestingLimit(n int) Config { c.nesting = n; return c }

// WithLazyGlobal makes Install cost a few microseconds: the namespace object is made when a script first reads the global.
// Until then the global is an accessor property, which is the only way to tell the difference.
func (c Config) WithLazyGlobal() Config { c.lazy = true; return c }

// WithEngine selects how code runs.
func (c Config) WithEngine(k EngineKind) Config { c.store.engine = k; return c }

// WithMemoryLimitPages caps the size of every memory, in pages of 64 KiB; 0 means the standard's limit of 65536.
func (c Config) WithMemoryLimitPages(pages uint32) Config { c.store.limitPages = pages; return c }

// WithCompilationCache keeps compiled code in a directory, for later processes; "" means nowhere. What is in it gets
// executed, so no guest may be able to write there. A directory that cannot be used is not an error.
func (c Config) WithCompilationCache(dir string) Config { c.store.cacheDir = dir; return c }

const defaultNesting = 3000

func (c Config) nestingLimit() int {
	if c.nesting > 0 {
		return c.nesting
	}
	return defaultNesting
}
