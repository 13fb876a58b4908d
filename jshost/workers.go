package jshost

import (
	"errors"
	"sync"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/eventloop"
	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// workers are the workers of a host that have not ended.
type workers struct {
	mu   sync.Mutex
	live map[*worker]struct{}
}

func (w *workers) add(one *worker) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.live == nil {
		w.live = map[*worker]struct{}{}
	}
	w.live[one] = struct{}{}
}

func (w *workers) remove(one *worker) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.live, one)
}

// terminate ends all of them. It does not wait: one may be in WebAssembly code that does not return.
func (w *workers) terminate() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for one := range w.live {
		go one.Terminate()
	}
}

// worker is a host that another host started, with what that one was granted.
type worker struct {
	mu         sync.Mutex
	host       *Host // nil before it is made and when that failed
	terminated bool
}

// startWorker is what node:worker_threads starts a worker with. The worker's host is made on its own goroutine.
func (h *Host) startWorker(o realm.WorkerOptions) (realm.Worker, error) {
	cfg := h.config
	cfg.argv = append([]string{o.Name}, o.Argv...)
	cfg.execArgv, cfg.stdin, cfg.stdout, cfg.stderr = o.ExecArgv, o.Stdin, o.Stdout, o.Stderr
	if o.Flags != nil {
		cfg.flags = *o.Flags
	}
	cfg.flags.Eval, cfg.flags.Print = nil, false
	cfg.signals, cfg.channel = false, nil
	if o.CallDepth > 0 {
		cfg.callDepth = o.CallDepth
	}
	box := h.realm.Sandbox.ForWorker(workerEnv(h.realm.Sandbox, o))
	w := &worker{}
	h.workers.add(w)
	cluster := h.cluster.use()
	go func() {
		code := w.run(cfg, box, h.realm.Agents, cluster, h.realm.Started, o)
		h.workers.remove(w)
		o.Ended(code)
	}()
	return w, nil
}

func workerEnv(parent *sandbox.Sandbox, o realm.WorkerOptions) *sandbox.Env {
	if o.ShareEnv {
		return parent.Env()
	}
	return sandbox.NewEnv(o.Env)
}

// run is the worker's life; it returns the exit code.
func (w *worker) run(cfg Config, box *sandbox.Sandbox, agents *realm.Agents, cluster *cluster, started time.Time, o realm.WorkerOptions) int {
	host, err := newHost(cfg, box, agents, cluster)
	if err != nil || !w.begin(host) {
		return exitFailure
	}
	r := host.realm
	r.Process.Worker, r.Process.Thread = true, o.ThreadID
	r.Process.ReportUncaught = func(thrown any) { o.Uncaught(r, thrown.(goja.Value)) }
	r.Started = started
	o.Prepare(r)
	r.Loop.Submit(func() {
		main := &mainRun{host: host, call: newPendingCall()}
		main.start(func() (goja.Value, error) { return o.Main(r) })
	})
	host.serve()
	var exit *ExitError
	var uncaught *UncaughtError
	switch {
	case errors.As(host.err, &exit):
		return exit.Code
	case errors.As(host.err, &uncaught):
		return uncaught.Code
	}
	return exitFailure
}

// begin makes host the worker's; it answers false when the worker was terminated before.
func (w *worker) begin(host *Host) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.terminated {
		close(host.done)
		host.release()
		return false
	}
	w.host = host
	return true
}

const exitFailure = 1

// Terminate ends the worker as soon as possible.
func (w *worker) Terminate() {
	w.mu.Lock()
	w.terminated = true
	host := w.host
	w.mu.Unlock()
	if host != nil {
		host.shut()
	}
}

// Usage tells how the worker's loop spends its time.
func (w *worker) Usage() eventloop.Usage {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.host == nil {
		return eventloop.Usage{}
	}
	return w.host.realm.Loop.Usage()
}
