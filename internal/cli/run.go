package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/wasmglue/wasmglue/jshost"
)

var runCommand = command{
	name:    "run",
	args:    "[flags] FILE|-|-e TEXT [ARGUMENTS...]",
	summary: "run a script as node does, or a WASI program",
	help: `Runs FILE as "node FILE ARGUMENTS..." would: the same process.argv, output and exit code; an exception that
nothing catches goes to stderr with exit code 1. Flags for wasmglue stand before FILE, what follows FILE is the
script's own. "wasmglue FILE" does the same unless FILE is the name of a command.

A FILE that ends in .wasm is run as a WASI program, without JavaScript: it sees the directories that --dir gives it and
the variables that --env sets, and nothing else.

  wasmglue run script.js one two
  wasmglue run -p '1 + 1'
  wasmglue run --dir data::/data program.wasm /data/input
  wasmglue run --sandbox --allow-net=localhost:8080 script.js
` + permissionHelp + `

Flags of node's:
  -e, --eval TEXT               run TEXT
  -p, --print [TEXT]            print the value of TEXT
  -c, --check                   only parse FILE
  -r, --require MODULE          load MODULE before FILE, as require does; may be repeated
  --import MODULE               load MODULE before FILE, as import does; may be repeated
  -C, --conditions NAME         a further condition of exports and imports maps; may be repeated
  --input-type module|commonjs  what the text of --eval or standard input is
  --env-file FILE               set variables from FILE
  --unhandled-rejections MODE   throw, strict, warn, none or warn-with-error-codes
  --no-warnings, --trace-warnings, --disable-warning NAME, --no-deprecation, --trace-deprecation, --throw-deprecation,
  --pending-deprecation, --stack-trace-limit N, --expose-gc, --title NAME, --preserve-symlinks, --preserve-symlinks-main
They may stand in NODE_OPTIONS too. docs/command-line.md has the flags that are taken and mean nothing here.

Flags of our own:
  --dir HOST::GUEST[::ro]       give a WASI program a directory; may be repeated
  --env NAME=VALUE              set a variable for a WASI program; may be repeated
  the permission flags above`,
}

func init() { runCommand.run = runScript }

func runScript(in *invocation) int {
	o, code := in.nodeOptions(in.args)
	switch {
	case o == nil:
		return code
	case o.help:
		return in.printHelp(in.stdout)
	case o.version:
		return runVersion(&invocation{command: versionCommand, stdout: in.stdout, stderr: in.stderr})
	case o.test:
		return in.runProgram(o)
	case len(o.words) == 0 && o.flags.Eval == nil && !in.hasProgram():
		return in.mistake(errors.New("FILE is missing"))
	case o.flags.Eval == nil && len(o.words) > 0 && strings.HasSuffix(o.words[0], ".wasm"):
		return in.runWASI(o.words, o.dirs, o.env)
	case len(o.dirs)+len(o.env) > 0:
		return in.mistake(errors.New("--dir and --env are for WASI programs: FILE must end in .wasm"))
	}
	return in.runProgram(o)
}

// printHelp prints the help of a command that has no flag set of its own.
func (in *invocation) printHelp(w io.Writer) int {
	fmt.Fprintf(w, "Usage: wasmglue %s %s\n\n%s\n", in.command.name, in.command.args, strings.TrimSpace(in.command.help))
	return 0
}

// mistake says what is wrong with a command line, and how it should be.
func (in *invocation) mistake(err error) int {
	fmt.Fprintf(in.stderr, "wasmglue %s: %v\n\n", in.command.name, err)
	in.printHelp(in.stderr)
	return exitUsage
}

// nodeConfig grants a guest what node would.
func (in *invocation) nodeConfig() jshost.Config {
	return jshost.NewConfig().WithNode().WithStdin(in.stdin).WithStdout(in.stdout).WithStderr(in.stderr).WithCacheDir(cacheDir()).
		WithFlagReader(workerFlags)
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
		return uncaught.Code
	case errors.As(err, &fault):
		fmt.Fprintf(in.stderr, "wasmglue: %v\nThis is a fault of wasmglue, please report it with the following.\n%s\n", fault, fault.Stack)
		return exitFailure
	}
	return in.fail(exitFailure, "%v", err)
}
