package openwhisk

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/wasmglue/wasmglue/jshost"
)

// status is a state of the container, under the name that its refusals use.
type status string

const (
	ready    status = "ready"
	starting status = "starting"
	running  status = "running"
	stopped  status = "stopped" // for good: the platform replaces the container
)

// container is the state machine of one action container: initialised once, then run any number of times.
type container struct {
	cfg        Config
	out        *output
	metrics    *metrics
	concurrent bool

	mu      sync.Mutex
	status  status
	program program   // what /init brought; nil before it succeeded
	spare   *instance // a realm with the program loaded, nil while there is none

	ended chan error // holds one: the error with which the guest ended its host, and so the container
}

func newContainer(cfg Config) *container {
	return &container{cfg: cfg, out: newOutput(cfg.stdout, cfg.stderr), metrics: newMetrics(), concurrent: cfg.concurrent(),
		status: ready, ended: make(chan error, 1)}
}

// initialised tells whether an /init has succeeded.
func (c *container) initialised() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.program != nil
}

// setStatus moves to s, unless the container has stopped.
func (c *container) setStatus(s status) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.status != stopped {
		c.status = s
	}
}

// initialize answers an /init.
func (c *container) initialize(ctx context.Context, msg message) reply {
	if why := c.beginInit(); why != "" {
		return c.refuse(why)
	}
	init, ok := msg.initMessage()
	if !ok {
		c.setStatus(ready)
		return failure(403, "Missing main/no code to execute.")
	}
	begin := time.Now()
	answer := c.load(ctx, init)
	c.metrics.init.observe(time.Since(begin), answer.status)
	c.cfg.log.Info("init", "main", init.main, "binary", init.binary, "status", answer.status, "seconds", time.Since(begin).Seconds())
	return answer
}

// beginInit moves from ready to starting, or says why it must not.
func (c *container) beginInit() (refusal string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.program != nil:
		return "Cannot initialize the action more than once."
	case c.status != ready:
		return "System not ready, status is " + string(c.status) + "."
	}
	c.status = starting
	return ""
}

// load makes the program and loads it into a first realm. A failure is final.
func (c *container) load(ctx context.Context, init initMessage) reply {
	p, err := c.newProgram(ctx, init)
	if err == nil {
		var inst *instance
		if inst, err = p.boot(ctx, c, init.env); err == nil {
			c.succeed(p, inst)
			return reply{status: 200, body: []byte(`{"OK":true}`)}
		}
		p.remove()
	}
	c.setStatus(stopped)
	return c.initFailure(err)
}

func (c *container) succeed(p program, inst *instance) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.program, c.spare, c.status = p, inst, ready
}

// initFailure answers an /init that failed, and logs it if the guest did not live to do so.
func (c *container) initFailure(err error) reply {
	var failed *loadError
	switch {
	case endsProcess(err):
		return reply{drop: true}
	case !errors.As(err, &failed):
		failed = &loadError{text: err.Error()}
	}
	if !failed.logged {
		c.complain("Error during initialization:", failed.text)
		c.out.endActivation()
	}
	if failed.nothing {
		c.complain("[wrapEndpoint] invalid errored promise {}")
		return failure(500, textInternalError)
	}
	return failure(502, "Initialization has failed due to: "+failed.text)
}

// refuse answers a request that the container's state does not allow.
func (c *container) refuse(why string) reply {
	c.complain("Internal system error:", why)
	c.cfg.log.Warn("refused", "reason", why)
	c.metrics.refused.Add(1)
	return failure(403, why)
}

// complain writes a line to stderr as console.error would.
func (c *container) complain(parts ...string) {
	line := make([]byte, 0, 128)
	for i, part := range parts {
		if i > 0 {
			line = append(line, ' ')
		}
		line = append(line, part...)
	}
	_, _ = c.out.stderr.Write(append(line, '\n'))
}

// watch waits for the end of an instance's host. Where the guest ended it, the container ends too, as node's process would.
func (c *container) watch(inst *instance) {
	<-inst.host.Done()
	err := inst.host.Err()
	if errors.Is(err, jshost.ErrClosed) {
		return
	}
	c.setStatus(stopped)
	if endsProcess(err) {
		c.end(err)
	}
}

// end makes err the container's last word, if it is the first.
func (c *container) end(err error) {
	select {
	case c.ended <- err:
	default:
	}
}

// endsProcess tells errors with which node's process would have ended.
func endsProcess(err error) bool {
	var exit *jshost.ExitError
	var uncaught *jshost.UncaughtError
	return errors.As(err, &exit) || errors.As(err, &uncaught)
}

// close ends what still runs and removes what was unpacked.
func (c *container) close(ctx context.Context) {
	c.mu.Lock()
	inst, p := c.spare, c.program
	c.spare, c.status = nil, stopped
	c.mu.Unlock()
	if inst != nil {
		inst.close(ctx)
	}
	if p != nil {
		p.remove()
	}
}
