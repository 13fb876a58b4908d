package lambda

import (
	"context"
	"errors"

	"github.com/wasmglue/wasmglue/jshost"
	"github.com/wasmglue/wasmglue/platforms/lambda/internal/runtimeapi"
)

// Serve is a Lambda custom runtime (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html): it loads the handler and serves
// invocations until the function ends the process, the Runtime API fails, or ctx ends. With AWS_LAMBDA_MAX_CONCURRENCY set it serves that many
// at a time, each in a realm of its own.
//
// The error is never nil. A [*jshost.ExitError] carries the exit code that the process should end with, everything that is to be posted or
// logged is by then: 129 after an exception, in the handler's loading or uncaught later; 128 after an unhandled rejection; what the function
// gave to process.exit, which may be 0. A [*ConfigError] tells of a missing setting. Other errors are failures of the Runtime API or of the
// host, and ctx's own.
func Serve(ctx context.Context, cfg Config) error {
	s, err := newSettings(cfg)
	if err != nil {
		return err
	}
	if s.api == "" {
		return &ConfigError{"AWS_LAMBDA_RUNTIME_API", "is not set: outside of Lambda use an emulator, or `wasmglue invoke`"}
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	client := runtimeapi.New(s.api, s.concurrency)
	defer client.Close()

	l := newLoader(cfg.host, s)
	defer l.close()
	if s.concurrency == 1 {
		return serveOne(ctx, l, client)
	}
	ends := make(chan error, s.concurrency)
	for range s.concurrency {
		go func() { ends <- serveOne(ctx, l, client) }()
	}
	err = <-ends
	cancel(err)
	for range s.concurrency - 1 {
		<-ends
	}
	return err
}

// serveOne serves one invocation after another with one worker.
func serveOne(ctx context.Context, l *loader, client *runtimeapi.Client) error {
	w, err := l.load(ctx, ctx, client)
	if err != nil {
		return err
	}
	defer w.close()
	next, cancel := context.WithCancel(ctx)
	defer cancel()
	stop := context.AfterFunc(w.life(), cancel) // a function that ends while it is idle ends the wait for the next event
	defer stop()
	for {
		invocation, err := client.Next(next)
		if err != nil {
			return noNext(ctx, w, err)
		}
		if err := w.serve(ctx, invocation); err != nil {
			return err
		}
	}
}

// noNext tells why there is no next event: the function's own end comes before the failure that it caused.
func noNext(ctx context.Context, w worker, err error) error {
	if w.life().Err() != nil {
		return w.end()
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// exited tells whether the function ended by an exit code: then all that was to be said has been said.
func exited(err error) bool {
	var exit *jshost.ExitError
	return errors.As(err, &exit)
}
