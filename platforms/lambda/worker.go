package lambda

import (
	"context"

	"github.com/wasmglue/wasmglue/jshost"
	"github.com/wasmglue/wasmglue/platforms/lambda/internal/runtimeapi"
)

// worker is one copy of the user's function. It serves one invocation at a time.
type worker interface {
	// serve gives one invocation to the function and returns when its answer is out. The error is the function's end, or the cause of ctx's:
	// then the invocation may be running still.
	serve(ctx context.Context, inv *runtimeapi.Invocation) error
	// life is done when the function has ended, by itself too; end says how.
	life() context.Context
	end() error
	close()
}

// loader makes the workers of one function.
type loader struct {
	host     jshost.Config
	settings *settings
	module   *wasmModule // the function, when it has no JavaScript
}

func newLoader(host jshost.Config, s *settings) *loader {
	l := &loader{host: host, settings: s}
	grants := host.Grants()
	if file, ok := findModule(grants, s.root, s.handler); ok {
		l.module = &wasmModule{settings: s, grants: grants, file: file}
	}
	return l
}

// load makes a worker. When the function cannot be loaded that has been posted, and the error is the function's end, as a rule a
// *jshost.ExitError. ctx bounds the loading, life what the function posts later.
func (l *loader) load(ctx, life context.Context, p platform) (worker, error) {
	if l.module != nil {
		return l.module.worker(ctx, life, p)
	}
	f, err := loadFunction(ctx, life, l.host, l.settings, p)
	if err != nil {
		return nil, err // not f, which would be a worker that is not nil
	}
	return f, nil
}

// close frees what workers shared, when none is left.
func (l *loader) close() {
	if l.module != nil {
		l.module.close()
	}
}
