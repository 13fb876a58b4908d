package cli

import (
	"errors"

	"github.com/wasmglue/wasmglue/jshost"
	"github.com/wasmglue/wasmglue/platforms/lambda"
)

var lambdaCommand = command{
	name: "serve lambda",
	args: "[HANDLER]",
	help: `Loads the handler that _HANDLER names ("index.main": the function main of index.js) from LAMBDA_TASK_ROOT, takes events
from the Runtime API at AWS_LAMBDA_RUNTIME_API and posts the answers, as the nodejs20.x runtime does. HANDLER is used
when _HANDLER is not set, as in a container image's command.`,
}

func serveLambda(in *invocation, args []string) int {
	in.command, in.args = lambdaCommand, args
	flags := newFlags("serve lambda")
	permissions := addPermissionFlags(flags)
	rest, code, done := in.parse(flags, false)
	switch {
	case done:
		return code
	case len(rest) > 1:
		return in.usage(flags, errors.New("takes at most one HANDLER"))
	}
	if err := permissions.fromEnvironment(); err != nil {
		return in.fail(exitUsage, "%v", err)
	}
	cfg := lambda.NewConfig().WithHost(permissions.narrowed(in.nodeConfig)())
	if len(rest) == 1 {
		cfg = cfg.WithHandler(rest[0])
	}
	err := lambda.Serve(background(), cfg)
	var exit *jshost.ExitError
	if errors.As(err, &exit) {
		return exit.Code
	}
	return in.exitCode(err)
}
