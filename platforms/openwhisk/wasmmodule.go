package openwhisk

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/wasmglue/wasmglue/internal/wasi"
	"github.com/wasmglue/wasmglue/internal/wasi/direct"
	"github.com/wasmglue/wasmglue/platforms/internal/jsonedge"
)

// wasmModule is an action without JavaScript: a program of the WebAssembly System Interface, or a module whose exports are called. Each run has a
// fresh instance, unless the module's descriptor asks for one that is kept.
type wasmModule struct {
	files  string // the directory it may use, "" for none
	file   string // the module in it
	binary []byte // the module where there are no files
	main   string
	keep   bool // the files are not ours to remove

	action *direct.Action // what boot made
	mu     sync.Mutex
	env    []string // NAME=value, the latest value of a name last
}

// boot compiles the module. There is no realm to make.
func (m *wasmModule) boot(ctx context.Context, c *container, env []variable) (*instance, error) {
	begin := time.Now()
	cfg := direct.Config{Engine: wasi.Config{CacheDir: c.cfg.cacheDir, MemoryLimitPages: c.cfg.memoryPages, Interruptible: c.cfg.enforceDeadline}}
	var err error
	if m.binary != nil {
		m.action, err = direct.Load(ctx, cfg, m.binary)
		m.binary = nil
	} else {
		cfg.Mounts = []wasi.Mount{{Guest: "/", Host: m.files}}
		m.action, err = direct.Open(ctx, cfg, os.DirFS(m.files), m.file)
	}
	c.metrics.load.observe(time.Since(begin), statusOf(err))
	if err != nil {
		return nil, err
	}
	if !m.action.Has(m.main) {
		return nil, refusal(fmt.Sprintf("%v It exports: %s.", &notFunctionError{m.main}, strings.Join(m.action.Exports(), ", ")))
	}
	m.env = slices.Clone(c.cfg.environ)
	m.setenv(env)
	return nil, nil
}

// setenv adds variables and returns the whole environment, which nobody changes any more.
func (m *wasmModule) setenv(variables []variable) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	env := slices.DeleteFunc(slices.Clone(m.env), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return slices.ContainsFunc(variables, func(v variable) bool { return v.name == name })
	})
	for _, v := range variables {
		env = append(env, v.name+"="+v.value)
	}
	m.env = env
	return env
}

// run calls the module. A trap or a failing exit is an answer like a throw of JavaScript, but since the next run has an instance of its own, the
// container stays of use.
func (m *wasmModule) run(ctx context.Context, c *container, _ *instance, msg message) reply {
	if c.cfg.enforceDeadline {
		if left, ok := timeLeft(msg.deadline(), time.Now()); ok {
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeoutCause(ctx, left, errDeadline)
			defer cancel()
		}
	}
	call := direct.Call{Export: m.main, Env: m.setenv(msg.context), Stdout: &c.out.stdout, Stderr: &c.out.stderr}
	if msg.value.Kind() == jsonedge.Object || msg.value.Kind() == jsonedge.Array {
		call.Params = msg.value
	}
	result, err := m.action.Call(ctx, call)
	answer := reply{status: 200, body: result}
	if err != nil {
		answer = m.failed(ctx, c, err)
	}
	c.out.endActivation()
	c.endRun(nil)
	return answer
}

// errDeadline is why a run ended at its deadline.
const errDeadline refusal = textDeadline

func (m *wasmModule) failed(ctx context.Context, c *container, err error) reply {
	var trap *wasi.TrapError
	switch {
	case context.Cause(ctx) == errDeadline:
		c.complain(textInterrupted)
		return failure(502, textDeadline)
	case errors.As(err, &trap):
		c.complain(trap.Stack())
	default:
		c.complain(err.Error())
	}
	return failure(502, "An error has occurred: "+err.Error())
}

func (m *wasmModule) remove() {
	if m.action != nil {
		_ = m.action.Close(context.Background())
	}
	if m.files != "" && !m.keep {
		_ = os.RemoveAll(m.files)
	}
}

// timeLeft reads a deadline in milliseconds since 1970, as the platform sends it.
func timeLeft(deadline string, now time.Time) (time.Duration, bool) {
	ms, err := strconv.ParseInt(deadline, 10, 64)
	if err != nil {
		return 0, false
	}
	return time.UnixMilli(ms).Sub(now), true
}
