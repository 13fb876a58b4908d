package cli

import (
	"errors"
	"fmt"

	"github.com/wasmglue/wasmglue/jshost"
)

var runCommand = command{
	name:    "run",
	args:    "[flags] FILE [ARGUMENTS...]",
	summary: "run a script as node does",
	help: `Runs FILE as "node FILE ARGUMENTS..." would: the same process.argv, output and exit code; an exception that
nothing catches goes to stderr with exit code 1. Flags for wasmglue stand before FILE, what follows FILE is the
script's own.`,
}

func init() { runCommand.run = runScript }

func runScript(in *invocation) int {
	flags := newFlags("run")
	args, code, done := in.parse(flags, true)
	if done {
		return code
	}
	if len(args) == 0 {
		return in.usage(flags, errors.New("FILE is missing"))
	}
	host, err := jshost.New(background(), in.nodeConfig().WithArgs(args...))
	if err != nil {
		return in.fail(exitFailure, "%v", err)
	}
	return in.exitCode(host.RunMain(background(), args[0]))
}

// nodeConfig grants a guest what node would.
func (in *invocation) nodeConfig() jshost.Config {
	return jshost.NewConfig().WithNode().WithStdin(in.stdin).WithStdout(in.stdout).WithStderr(in.stderr).WithCacheDir(cacheDir())
}

// exitCode tells the code to end with after a script ended with err. An uncaught exception has been printed already.
func (in *invocation) exitCode(err error) int {
	var exit *jshost.ExitError
	var uncaught *jshost.UncaughtError
	var fault *jshost.PanicError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.Code
	case errors.As(err, &uncaught):
		return exitFailure
	case errors.As(err, &fault):
		fmt.Fprintf(in.stderr, "wasmglue: %v\nThis is a fault of wasmglue, please report it with the following.\n%s\n", fault, fault.Stack)
		return exitFailure
	}
	return in.fail(exitFailure, "%v", err)
}
