package lambda

import (
	"context"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/wasmglue/wasmglue/internal/wasi"
	"github.com/wasmglue/wasmglue/internal/wasi/direct"
	"github.com/wasmglue/wasmglue/jshost"
	"github.com/wasmglue/wasmglue/platforms/lambda/internal/runtimeapi"
)

// wasmModule is a function without JavaScript: a program of the WebAssembly System Interface, or a module whose exports are called. There is no
// realm. Its workers share the compiled module: each invocation has an instance of its own, unless the module's descriptor asks for one.
type wasmModule struct {
	settings *settings
	grants   jshost.Grants
	file     moduleFile

	loading sync.Once
	action  *direct.Action // what load made
	env     []string       // of every invocation
	failed  error          // or why it could not
}

// worker loads the module, the first time.
func (m *wasmModule) worker(ctx, life context.Context, p platform) (worker, error) {
	m.loading.Do(func() { m.failed = m.load(ctx, p) })
	if m.failed != nil {
		return nil, m.failed
	}
	return &wasmWorker{module: m, platform: p, ctx: life}, nil
}

func (m *wasmModule) load(ctx context.Context, p platform) error {
	action, err := direct.Open(ctx, m.config(), m.file.files, m.file.name)
	if err == nil && !action.Has(m.file.export) {
		_ = action.Close(ctx)
		err = &wasi.ExportError{Name: m.exportName(), Exports: action.Exports()}
	}
	if err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		f := m.loadFailure(err)
		m.settings.logError(m.grants.Stdout, nil, "Uncaught Exception", f)
		_, _ = p.FailInit(ctx, f.body(), f.kind)
		return &jshost.ExitError{Code: exitException}
	}
	m.action = action
	for _, pair := range m.settings.env.pairs() {
		if !isOfInvocation(pair) {
			m.env = append(m.env, pair)
		}
	}
	return nil
}

func (m *wasmModule) config() direct.Config {
	return direct.Config{
		Mounts: m.mounts(),
		Engine: wasi.Config{CacheDir: m.grants.CacheDir, MemoryLimitPages: m.grants.MemoryLimitPages},
	}
}

// scratch is the one directory of the platform that a function may write to.
const scratch = "/tmp"

// mounts are the function's own directory, both as root, which is what relative paths lead to, and under its name; and the platform's scratch
// directory.
func (m *wasmModule) mounts() []wasi.Mount {
	root := wasi.Mount{Guest: "/", Host: m.settings.root, ReadOnly: !m.grants.MayWrite(m.settings.root)}
	if !m.grants.OSFiles {
		root.Host, root.FS = "", directoryOf(m.grants, m.settings.root)
	}
	mounts := []wasi.Mount{root}
	if m.settings.root != root.Guest {
		root.Guest = m.settings.root
		mounts = append(mounts, root)
	}
	if info, err := os.Stat(scratch); m.grants.MayWrite(scratch) && err == nil && info.IsDir() {
		mounts = append(mounts, wasi.Mount{Guest: scratch, Host: scratch})
	}
	return mounts
}

func (m *wasmModule) exportName() string {
	if m.file.export == "" {
		return "main"
	}
	return m.file.export
}

func (m *wasmModule) close() {
	if m.action != nil {
		_ = m.action.Close(context.Background())
	}
}

// wasmWorker serves one invocation of a module at a time. Nothing that the module does ends it: a trap or an exit is the invocation's failure.
type wasmWorker struct {
	module   *wasmModule
	platform platform
	ctx      context.Context // bounds what is posted
}

func (w *wasmWorker) life() context.Context { return context.Background() }
func (w *wasmWorker) end() error            { return nil }
func (w *wasmWorker) close()                {}

// serve calls the module. When ctx ends the module ends at its next call of the system interface.
func (w *wasmWorker) serve(ctx context.Context, inv *runtimeapi.Invocation) error {
	m := w.module
	result, err := m.action.Call(ctx, direct.Call{
		Export: m.file.export, Params: inv.Event, Env: m.environment(inv), Stdout: m.grants.Stdout, Stderr: m.grants.Stderr,
	})
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err != nil {
		f := callFailure(inv.Event, err)
		m.settings.logError(m.grants.Stdout, inv, "Invoke Error", f)
		_, _ = w.platform.Fail(w.ctx, inv.ID, f.body(), f.cause(m.settings.root))
	} else {
		_, _ = w.platform.Respond(w.ctx, inv.ID, string(result))
	}
	if len(inv.Event) >= largeText || len(result) >= largeText {
		inv.Event, result = nil, nil
		runtime.GC()
	}
	return nil
}

// isOfInvocation tells whether a NAME=value pair has a name that environment sets.
func isOfInvocation(pair string) bool {
	name, _, _ := strings.Cut(pair, "=")
	return slices.Contains(ofInvocation[:], name)
}

// environment is that of one invocation. A program has no context object: what the Runtime API's headers say of the invocation is in variables
// of the headers' names, as CGI (RFC 3875, section 4.1.18) has it.
func (m *wasmModule) environment(inv *runtimeapi.Invocation) []string {
	env := m.env[:len(m.env):len(m.env)]
	deadline := ""
	if inv.DeadlineMs != 0 {
		deadline = strconv.FormatInt(inv.DeadlineMs, 10)
	}
	values := [...]string{inv.TraceID, inv.ID, deadline, inv.FunctionARN, inv.ClientContext, inv.CognitoIdentity, inv.TenantID}
	for i, value := range values {
		if value != "" {
			env = append(env, ofInvocation[i]+"="+value)
		}
	}
	return env
}

// ofInvocation are the variables that environment sets, in its order.
var ofInvocation = [...]string{
	traceVariable, "LAMBDA_RUNTIME_AWS_REQUEST_ID", "LAMBDA_RUNTIME_DEADLINE_MS", "LAMBDA_RUNTIME_INVOKED_FUNCTION_ARN",
	"LAMBDA_RUNTIME_CLIENT_CONTEXT", "LAMBDA_RUNTIME_COGNITO_IDENTITY", "LAMBDA_RUNTIME_AWS_TENANT_ID",
}
