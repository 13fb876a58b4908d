package lambda

import (
	"os"
	"slices"
	"strings"

	"github.com/wasmglue/wasmglue/jshost"
)

// Config says where a function runs. It is immutable: every With method returns a changed copy.
type Config struct {
	host    jshost.Config
	env     []string
	handler string
}

// NewConfig returns the Config of a custom runtime: the environment, the files and the standard streams of this process, as node would have
// them.
func NewConfig() Config {
	return Config{host: jshost.NewConfig().WithNode(), env: os.Environ()}
}

// WithHost sets what the function's realms are made of: its files, standard streams, limits and caches. Environment and working directory are
// set by this package: see [Config.WithEnv].
func (c Config) WithHost(host jshost.Config) Config { c.host = host; return c }

// WithEnv sets the environment as NAME=value pairs: it configures the runtime (LAMBDA_TASK_ROOT, AWS_LAMBDA_RUNTIME_API, ...) and is what the
// function sees as process.env.
func (c Config) WithEnv(pairs []string) Config { c.env = slices.Clone(pairs); return c }

// WithHandler names the handler ("index.handler", "dir/module.path.to.function") for when the environment has no _HANDLER, as the argument of
// a container image's command does.
func (c Config) WithHandler(name string) Config { c.handler = name; return c }

// environment is NAME=value pairs, the last of equal names winning.
type environment map[string]string

func newEnvironment(pairs []string) environment {
	e := make(environment, len(pairs))
	for _, pair := range pairs {
		if name, value, ok := strings.Cut(pair, "="); ok && name != "" {
			e[name] = value
		}
	}
	return e
}

func (e environment) pairs() []string {
	out := make([]string, 0, len(e))
	for name, value := range e {
		out = append(out, name+"="+value)
	}
	slices.Sort(out)
	return out
}
