package openwhisk

import (
	"context"
	"errors"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/jshost"
)

// instance is a realm with the action loaded.
type instance struct {
	host *jshost.Host
	turn *jshost.Operation // posts work to the host's goroutine

	// For the host's goroutine only.
	realm  *jshost.Realm
	main   goja.Value
	launch goja.Callable
}

// loadError says why an action could not be loaded.
type loadError struct {
	text    string // what the platform is told
	nothing bool   // null or undefined was thrown: the reference trips over it and answers 500
	logged  bool   // console.error has shown it and the log is framed
}

func (e *loadError) Error() string { return e.text }

// boot makes a realm, sets env in it and loads p. Errors: *loadError, or why the host ended.
func (c *container) boot(ctx context.Context, p source, env []variable) (inst *instance, err error) {
	begin := time.Now()
	defer func() { c.metrics.load.observe(time.Since(begin), statusOf(err)) }()
	cfg := c.cfg.base().WithEnv(c.cfg.environ).WithStdout(&c.out.stdout).WithStderr(&c.out.stderr)
	if dir := p.dir(); dir != "" {
		cfg = cfg.WithDir(dir).WithOwnFiles(dir)
	}
	host, err := jshost.New(ctx, cfg)
	if err != nil {
		return nil, err
	}
	inst = &instance{host: host}
	loaded := make(chan error, 1)
	err = host.Do(ctx, func(r *jshost.Realm) error { return c.enter(inst, r, p, env, loaded) })
	if err == nil {
		err = inst.await(ctx, loaded)
	}
	if err != nil {
		_ = host.Close(ctx)
		if endsProcess(err) {
			c.end(err)
		}
		return nil, err
	}
	go c.watch(inst)
	return inst, nil
}

func statusOf(err error) int {
	if err != nil {
		return 502
	}
	return 200
}

// enter furnishes a new realm and starts to load p in it; loaded gets the outcome.
func (c *container) enter(inst *instance, r *jshost.Realm, p source, env []variable, loaded chan<- error) error {
	inst.realm, inst.turn = r, r.Begin()
	inst.turn.Unref() // the way in must not count as work
	for _, v := range env {
		r.Setenv(v.name, v.value)
	}
	var err error
	if inst.launch, err = newLauncher(r); err != nil {
		return err
	}
	p.load(r, func(main goja.Value, err error) {
		var interrupted *goja.InterruptedError
		if errors.As(err, &interrupted) {
			return // the host ends, and says why itself
		}
		inst.main = main
		if err != nil {
			err = c.logLoadFailure(r, err)
		}
		loaded <- err
	})
	return nil
}

// await waits for the outcome of loading, or for what kept it from coming.
func (i *instance) await(ctx context.Context, loaded <-chan error) error {
	select {
	case err := <-loaded:
		return err
	case <-i.host.Done():
		select {
		case err := <-loaded:
			return err
		default:
			return i.host.Err()
		}
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// logLoadFailure shows in the action's log why it does not load, ends the log, and describes the failure for the platform.
func (c *container) logLoadFailure(r *jshost.Realm, err error) error {
	failed := &loadError{logged: true}
	var thrown *jshost.Exception
	if !errors.As(err, &thrown) {
		failed.text = err.Error()
		consoleError(r, "Error during initialization:", r.Runtime().ToValue(failed.text))
	} else {
		failed.nothing = goja.IsNull(thrown.Value) || goja.IsUndefined(thrown.Value) && thrown.Stack == ""
		if failed.text = thrown.Stack; failed.text == "" {
			failed.text, _ = stringOf(r, thrown.Value)
		}
		consoleError(r, "Error during initialization:", loggable(r, thrown))
	}
	c.out.endActivation()
	return failed
}

// close ends the realm.
func (i *instance) close(ctx context.Context) { _ = i.host.Close(ctx) }
