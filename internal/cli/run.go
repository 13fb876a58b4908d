package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/wasmglue/wasmglue/jshost"
)

var runCommand = command{
	name:    "run",
	args:    "[flags] FILE [ARGUMENTS...]",
	summary: "run a script as node does, or a WASI program",
	help: `Runs FILE as "node FILE ARGUMENTS..." would: the same process.argv, output and exit code; an exception that
nothing catches goes to stderr with exit code 1. Flags for wasmglue stand before FILE, what follows FILE is the
script's own.

A FILE that ends in .wasm is run as a WASI program, without JavaScript: it sees the directories that --dir gives it and
the variables that --env sets, and nothing else.

  wasmglue run script.js one two
  wasmglue run --dir data::/data program.wasm /data/input
  wasmglue run --sandbox --allow-net=localhost:8080 script.js
` + permissionHelp,
}

func init() { runCommand.run = runScript }

func runScript(in *invocation) int {
	flags := newFlags("run")
	var dirs, env repeated
	flags.Var(&dirs, "dir", "give a WASI program the directory `HOST::GUEST` (::ro after it: read-only); may be repeated")
	flags.Var(&env, "env", "set a variable `NAME=VALUE` for a WASI program; may be repeated")
	permissions := addPermissionFlags(flags)
	args, code, done := in.parse(flags, true)
	if done {
		return code
	}
	if len(args) == 0 {
		return in.usage(flags, errors.New("FILE is missing"))
	}
	if strings.HasSuffix(args[0], ".wasm") {
		return in.runWASI(args, dirs, env)
	}
	if len(dirs)+len(env) > 0 {
		return in.usage(flags, errors.New("--dir and --env are for WASI programs: FILE must end in .wasm"))
	}
	cfg, err := permissions.narrow(in.nodeConfig().WithArgs(args...).WithExecArgv(permissions.words...), args[0])
	if err != nil {
		return in.fail(exitUsage, "%v", err)
	}
	host, err := jshost.New(background(), cfg)
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
