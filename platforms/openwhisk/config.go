package openwhisk

import (
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"

	"github.com/wasmglue/wasmglue/internal/action"
	"github.com/wasmglue/wasmglue/jshost"
)

// Config says how actions are served. It is immutable: every With method returns a changed copy.
type Config struct {
	base            func() jshost.Config
	stdout, stderr  io.Writer
	environ         []string
	tempDir         string
	limits          Limits
	isolation       Isolation
	enforceDeadline bool
	metricsAddr     string
	cacheDir        string
	memoryPages     uint32
	log             *slog.Logger
}

// Isolation says what activations of one container share.
type Isolation int

const (
	// IsolateNothing keeps one realm for all activations, as node does: state at module level survives.
	IsolateNothing Isolation = iota
	// IsolateRuns gives each activation a realm of its own, into which the action is loaded anew; what was compiled once is not compiled again.
	IsolateRuns
)

// Limits bound what an action's archive may unpack to. A zero field keeps the default: 20,000 entries, 256 MiB together, 128 MiB a file,
// a hundredfold expansion.
type Limits struct {
	Entries    int   // files, links and directories
	TotalBytes int64 // all files together
	FileBytes  int64 // one file
	Ratio      int64 // unpacked bytes per packed byte, looked at above 16 MiB
}

// NewConfig returns a Config whose realms are made of what base returns: grants, caches and limits come from there. Archives are unpacked to
// files of the operating system, so that a base which does not grant those can only run plain code. Output goes to this process's standard
// streams and the environment is this process's, unless told otherwise.
func NewConfig(base func() jshost.Config) Config {
	return Config{base: base, stdout: os.Stdout, stderr: os.Stderr, environ: os.Environ(), log: slog.New(slog.DiscardHandler)}
}

// WithOutput sets where actions print and the log framing is written. The writers are used by one goroutine at a time each.
func (c Config) WithOutput(stdout, stderr io.Writer) Config {
	c.stdout, c.stderr = stdout, stderr
	return c
}

// WithEnviron sets the container's environment, as NAME=value pairs: what actions see, and the __OW_ variables that steer the container.
func (c Config) WithEnviron(pairs []string) Config {
	c.environ = slices.Clone(pairs)
	return c
}

// WithTempDir sets the directory below which archives are unpacked; "" is the operating system's.
func (c Config) WithTempDir(dir string) Config { c.tempDir = dir; return c }

// WithLimits bounds the archives that are taken.
func (c Config) WithLimits(limits Limits) Config { c.limits = limits; return c }

// WithCacheDir keeps the compiled code of actions that are WebAssembly without JavaScript in dir; "" keeps none. Scripts have the cache of
// their [jshost.Config].
func (c Config) WithCacheDir(dir string) Config { c.cacheDir = dir; return c }

// WithMemoryLimitPages limits each memory of such actions to n pages of 64 KiB; 0 is the standard's limit.
func (c Config) WithMemoryLimitPages(n uint32) Config { c.memoryPages = n; return c }

// WithIsolation sets what activations share.
func (c Config) WithIsolation(isolation Isolation) Config { c.isolation = isolation; return c }

// WithDeadlineEnforced makes the container interrupt an activation that is still running at its deadline and answer 502. The reference
// runtime leaves deadlines to the platform, and so do we by default.
func (c Config) WithDeadlineEnforced() Config { c.enforceDeadline = true; return c }

// WithMetrics makes [Server.ListenAndServe] expose counts and timings at http://addr/metrics; "" (the default) exposes nothing.
func (c Config) WithMetrics(addr string) Config { c.metricsAddr = addr; return c }

// WithLog sets the host's own log: one record for each init, run and refusal. Never write it to the action's standard streams.
func (c Config) WithLog(log *slog.Logger) Config {
	if log != nil {
		c.log = log
	}
	return c
}

// getenv reads a variable of the container's environment; as in os.Environ the last pair of a name wins.
func (c Config) getenv(name string) (string, bool) {
	for _, pair := range slices.Backward(c.environ) {
		if n, value, ok := strings.Cut(pair, "="); ok && n == name {
			return value, true
		}
	}
	return "", false
}

// concurrent tells whether runs may overlap: __OW_ALLOW_CONCURRENT is "true" in any case of letters.
func (c Config) concurrent() bool {
	value, _ := c.getenv("__OW_ALLOW_CONCURRENT")
	return strings.EqualFold(value, "true")
}

func (l Limits) archive() action.Limits {
	return action.Limits{Entries: l.Entries, TotalBytes: l.TotalBytes, FileBytes: l.FileBytes, Ratio: l.Ratio}
}
