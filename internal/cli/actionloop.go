package cli

import (
	"fmt"
	"os"

	"github.com/wasmglue/wasmglue/platforms/openwhisk"
)

var actionLoopCommand = command{
	name:    "actionloop",
	args:    "[flags] DIR|FILE",
	summary: "be an action behind the OpenWhisk ActionLoop proxy",
	help: `Loads the action and answers requests, a line each, from standard input on file descriptor 3, as the proxy of
openwhisk-runtime-go expects of an executable. FILE may be one that the compiler wrote: called "compile", the binary is the proxy's
compiler (OW_COMPILER), with the arguments MAIN SRCDIR BINDIR.`,
}

func init() { actionLoopCommand.run = runActionLoop }

// answersFD is the file descriptor on which the proxy reads answers.
const answersFD = 3

func runActionLoop(in *invocation) int {
	flags := newFlags("actionloop")
	permissions := addPermissionFlags(flags)
	main := flags.String("main", "main", "the function `NAME` to run, dots for nested ones")
	args, code, done := in.parse(flags, false)
	switch {
	case done:
		return code
	case len(args) != 1:
		return in.usage(flags, fmt.Errorf("takes one DIR or FILE, got %d", len(args)))
	}
	if err := permissions.fromEnvironment(); err != nil {
		return in.fail(exitUsage, "%v", err)
	}
	answers := os.NewFile(answersFD, "answers")
	if _, err := answers.Stat(); err != nil {
		return in.fail(exitFailure, "file descriptor %d, for the answers, is not open: the proxy opens it; in a shell append 3>&1", answersFD)
	}
	defer func() { _ = answers.Close() }()
	cfg := openwhisk.NewConfig(permissions.narrowed(in.nodeConfig)).WithOutput(in.stdout, in.stderr).WithCacheDir(cacheDir())
	err := openwhisk.RunLoop(background(), cfg, openwhisk.Loop{Path: args[0], Main: *main, In: in.stdin, Out: answers})
	switch {
	case err == nil:
		return 0
	case openwhisk.Logged(err):
		return exitFailure
	}
	return in.servedCode(err)
}

// compileArgs is how many arguments the proxy gives its compiler.
const compileArgs = 3

// compileAction is the proxy's compiler: silent when all is well.
func compileAction(in *invocation) int {
	self, err := os.Executable()
	if err == nil {
		err = openwhisk.Compile(self, in.args[0], in.args[1], in.args[2], os.Getenv("__OW_EXECUTION_ENV"))
	}
	if err != nil {
		fmt.Fprintln(in.stderr, err)
		return exitFailure
	}
	return 0
}
