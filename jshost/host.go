// Package jshost runs JavaScript as node does, without node: a [Host] is one realm with node's modules, the WebAssembly API and an event
// loop of its own on one goroutine. Several hosts live in one process and share nothing but caches.
//
// Everything a guest may reach is granted by the [Config]; the zero Config grants nothing.
package jshost

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/builtins"
	"github.com/wasmglue/wasmglue/internal/module"
	"github.com/wasmglue/wasmglue/internal/node"
	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/sandbox"
	"github.com/wasmglue/wasmglue/wasmbridge"
)

// Host is one realm and its event loop. Its methods may be called from any goroutine; what they run, runs on the host's own.
type Host struct {
	config  Config
	realm   *realm.Realm
	face    *Realm
	bridge  *wasmbridge.Bridge
	cluster *cluster
	loader  *module.Loader
	workers workers // that it started

	life    context.Context // until Close
	end     context.CancelFunc
	done    chan struct{}
	err     error // why the host ended; set before done is closed
	closing sync.Once

	uncaught []func(*Exception) bool // what Realm.OnUncaught registered
	failing  bool                    // an uncaught exception ends the host
	json     *jsonText               // JSON.parse and JSON.stringify as they were at the start
}

// New makes a host and starts its goroutine. ctx bounds the making only; end the host with [Host.Close].
func New(ctx context.Context, cfg Config) (*Host, error) {
	if err := cfg.check(ctx); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	box := sandbox.New(cfg.files, cfg.dir, sandbox.NewEnv(cfg.env))
	if cfg.permissions != nil {
		box.Restrict(cfg.permissions.WithOwn(cfg.own...))
	}
	h, err := newHost(cfg, box, realm.NewAgents(), newCluster(cfg))
	if err != nil {
		return nil, err
	}
	go h.serve()
	return h, nil
}

// newHost makes a host whose goroutine does not run yet. It takes over one use of cluster.
func newHost(cfg Config, box *sandbox.Sandbox, agents *realm.Agents, cluster *cluster) (*Host, error) {
	if cfg.signals {
		surviveBrokenPipes()
	}
	started := time.Now()
	rt := goja.New()
	engine := time.Now()
	rt.SetMaxCallStackSize(cfg.depth())
	h := &Host{config: cfg, cluster: cluster, realm: realm.New(rt, box, newProcess(cfg)), done: make(chan struct{})}
	h.realm.Agents, h.realm.StartWorker, h.realm.ReadFlags = agents, h.startWorker, cfg.readFlags
	h.realm.Started, h.realm.Milestones.Engine, h.realm.Milestones.Environment = started, engine, time.Now()
	h.life, h.end = context.WithCancel(context.Background())
	h.face = &Realm{host: h}
	if err := h.install(cfg); err != nil {
		h.end()
		cluster.release()
		return nil, err
	}
	h.realm.Milestones.Complete = time.Now()
	return h, nil
}

func newProcess(cfg Config) *realm.Process {
	exe := cfg.execPath
	if exe == "" {
		exe = "wasmglue"
	}
	return &realm.Process{
		Argv: append([]string{exe}, cfg.argv...), ExecArgv: cfg.execArgv, ExecPath: exe, Flags: cfg.flags, Channel: cfg.channel, Signals: cfg.signals, Inherits: cfg.inherits,
		Stdin: orEmpty(cfg.stdin), Stdout: orDiscard(cfg.stdout), Stderr: orDiscard(cfg.stderr),
	}
}

// install furnishes the realm. Each part defines itself lazily: nothing here may build what a guest does not use.
func (h *Host) install(cfg Config) error {
	r := h.realm
	r.Process.Exit = h.exit
	r.Loop.OnUncaught(h.onUncaught)
	r.Loop.OnUnhandledRejection(h.onUnhandledRejection, h.onRejectionHandled)
	r.Process.RaiseRejection = func(thrown, reason any) { h.raiseRejection(thrown.(goja.Value), reason.(goja.Value)) }
	if err := builtins.Install(r); err != nil {
		return err
	}
	if err := node.Install(r); err != nil {
		return err
	}
	h.loader = module.New(r, module.Options{
		CacheDir: cfg.cacheDir, NodePath: cfg.nodePath, Conditions: cfg.flags.Conditions,
		PreserveSymlinks: cfg.flags.PreserveSymlinks, PreserveSymlinksMain: cfg.flags.PreserveSymlinksMain,
	})
	r.Modules = h.loader
	if err := h.installWebAssembly(cfg); err != nil {
		return err
	}
	h.json = newJSONText(r.Runtime)
	h.applyFlags(cfg.flags)
	return nil
}

// applyFlags does what flags ask for in the realm itself; the rooms read the others.
func (h *Host) applyFlags(flags Flags) {
	rt := h.realm.Runtime
	if flags.StackTraceLimit != nil {
		_ = rt.Get("Error").ToObject(rt).Set("stackTraceLimit", *flags.StackTraceLimit)
	}
	if flags.ExposeGC {
		gc := h.realm.Function("gc", 0, func(goja.FunctionCall) goja.Value { runtime.GC(); return goja.Undefined() })
		_ = rt.GlobalObject().DefineDataProperty("gc", gc, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
}

// serve is the host's goroutine.
func (h *Host) serve() {
	defer close(h.done)
	defer h.release()
	growStack(0)
	for {
		err := h.realm.Loop.Run(h.life)
		if h.life.Err() != nil {
			h.err = ErrClosed
			return
		}
		if end := h.judge(err); end != nil {
			h.err = end
			return
		}
	}
}

// growStack makes the goroutine's stack as large as the engine will want it: growing there by doubling and copying takes a twentieth of a cold start.
//
//go:noinline
func growStack(i int) byte {
	var frame [48 << 10]byte
	return frame[i%len(frame)]
}

// judge tells why the loop stopped: nil means that only one invocation was cut short and the host goes on.
func (h *Host) judge(err error) error {
	var end hostEnd
	if errors.As(err, &end) {
		return end.err
	}
	var interrupted *goja.InterruptedError
	if !errors.As(err, &interrupted) {
		return err
	}
	if end, ok := interrupted.Value().(hostEnd); ok {
		return end.err
	}
	return nil
}

// hostEnd is what ends the loop when the host ends, and the reason of the interrupt that unwinds its last task.
type hostEnd struct{ err error }

func (e hostEnd) Error() string { return e.err.Error() }

// exit is process.exit, after its listeners ran.
func (h *Host) exit(code int) { h.stop(&ExitError{Code: code}) }

// stop ends the host with err, from its own goroutine: whatever runs is unwound.
func (h *Host) stop(err error) { h.realm.Loop.End(hostEnd{err}) }

func (h *Host) release() {
	h.end()
	h.realm.Loop.Close()
	h.workers.terminate()
	h.realm.Close()
	_ = h.bridge.Close(context.Background())
	h.cluster.release()
}

// Done is closed when the host has ended: see [Host.Err].
func (h *Host) Done() <-chan struct{} { return h.done }

// Err tells why the host ended: an [*ExitError], an [*UncaughtError], a [*PanicError], [ErrClosed]; nil while it lives.
func (h *Host) Err() error {
	select {
	case <-h.done:
		return h.err
	default:
		return nil
	}
}

// shut makes the host end, from any goroutine: what runs is interrupted.
func (h *Host) shut() {
	h.closing.Do(func() {
		h.end()
		h.realm.Loop.Interrupt(hostEnd{ErrClosed})
	})
}

// Close ends the host: what runs is interrupted, what waits is dropped, files and instances are closed. It returns when the host's goroutine
// has ended, or with ctx's error when that comes first. A second Close waits likewise.
func (h *Host) Close(ctx context.Context) error {
	h.shut()
	select {
	case <-h.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
