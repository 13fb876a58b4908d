package openwhisk

import (
	"context"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/jshost"
)

// script is an action in JavaScript: it is loaded into a realm, and runs there.
type script struct{ source }

// source is a script's text, ready to be loaded into any number of realms.
type source interface {
	// load loads the action into r and calls done once, on the host's goroutine, with the function that runs it.
	load(r *jshost.Realm, done func(main goja.Value, err error))
	// dir is the working directory the action expects, "" for the container's own.
	dir() string
	// remove deletes what was unpacked for it.
	remove()
}

// boot makes a realm with the script loaded.
func (s script) boot(ctx context.Context, c *container, env []variable) (*instance, error) {
	return c.boot(ctx, s.source, env)
}

// run runs the script in inst; with isolation the realm is made for this run, if it is not there yet, and ends with it.
func (s script) run(ctx context.Context, c *container, inst *instance, msg message) reply {
	if c.cfg.isolation == IsolateRuns {
		if inst == nil {
			var err error
			if inst, err = c.boot(ctx, s.source, msg.context); err != nil {
				c.setStatus(stopped)
				return c.initFailure(err)
			}
		}
		defer func() { go inst.close(ctx) }() // the answer need not wait for it
	}
	a := &activation{container: c, instance: inst, message: msg, answer: make(chan reply, 1)}
	inst.turn.Post(a.start)
	return a.await(ctx)
}
