// Package cli is the wasmglue command: one file per subcommand.
package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// command is one subcommand.
type command struct {
	name    string
	args    string // as the usage line shows them
	summary string // one line, for the list of commands
	help    string // what --help teaches beyond the flags
	run     func(*invocation) int
}

// commands lists every subcommand, in the order help shows them.
func commands() []command {
	return []command{runCommand, invokeCommand, serveCommand, actionLoopCommand, packageCommand, versionCommand}
}

// invocation is one use of a subcommand.
type invocation struct {
	command  command
	program  string
	calledAs string // the name by which the caller started the command
	args     []string
	stdin    io.Reader
	stdout   io.Writer
	stderr   io.Writer
}

// Exit codes of the command itself; a script's own codes are passed through.
const (
	exitFailure = 1
	exitUsage   = 2
)

// Main runs the command line args (args[0] is the program) and returns the exit code. Called as bootstrap it is AWS Lambda's custom runtime,
// and so it is, without a subcommand, when AWS_LAMBDA_RUNTIME_API is set. Called as compile it is the compiler of OpenWhisk's ActionLoop proxy, called as node it has
// node's command line. Without a command, a command line of node's form is that of "wasmglue run".
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	program := filepath.Base(args[0])
	in := &invocation{program: "wasmglue", calledAs: args[0], args: args[1:], stdin: stdin, stdout: stdout, stderr: stderr}
	if program == "bootstrap" {
		return serveLambda(in, in.args)
	}
	if program == "compile" && len(in.args) == compileArgs {
		return compileAction(in)
	}
	if program == nodeName {
		return in.runNode(in.args)
	}
	if cmd, ok := lookup(in.args); ok {
		in.command, in.args = cmd, in.args[1:]
		return cmd.run(in)
	}
	if os.Getenv("AWS_LAMBDA_RUNTIME_API") != "" && len(in.args) <= 1 {
		return serveLambda(in, in.args)
	}
	if !in.wantsHelp() && in.isNodeCommand() {
		in.command = runCommand
		return runScript(in)
	}
	return in.overview()
}

func lookup(args []string) (command, bool) {
	if len(args) == 0 {
		return command{}, false
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return c, true
		}
	}
	if args[0] == "--version" || args[0] == "-v" {
		return versionCommand, true
	}
	return command{}, false
}

// wantsHelp tells whether the first word asks for help, which is ours.
func (in *invocation) wantsHelp() bool {
	return len(in.args) > 0 && (in.args[0] == "help" || in.args[0] == "--help" || in.args[0] == "-h")
}

// overview answers no command, help, or one that does not exist.
func (in *invocation) overview() int {
	if len(in.args) > 0 {
		switch name := in.args[0]; name {
		case "help", "--help", "-h":
			if cmd, ok := lookup(in.args[1:]); ok {
				in.command, in.args = cmd, []string{"--help"}
				return cmd.run(in)
			}
		default:
			fmt.Fprintf(in.stderr, "wasmglue: there is no command %q; to run a script: wasmglue run %s\n\n", name, name)
			in.listCommands(in.stderr)
			return exitUsage
		}
	}
	in.listCommands(in.stdout)
	return 0
}

func (in *invocation) listCommands(w io.Writer) {
	fmt.Fprint(w, "wasmglue runs node.js WebAssembly glue unchanged, without node.\n\nUsage: wasmglue <command> [flags] [arguments]\n\nCommands:\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-10s %s\n", c.name, c.summary)
	}
	fmt.Fprint(w, "\nFor example:\n"+
		"  wasmglue invoke examples/fib --params '{\"a\":20}'   call an action once\n"+
		"  wasmglue serve openwhisk                           be an OpenWhisk action container on port 8080\n"+
		"  wasmglue help run                                  what a command takes\n")
}

// newFlags makes a flag set that reports its mistakes to us.
func newFlags(command string) *flag.FlagSet { return flag.NewFlagSet(command, flag.ContinueOnError) }

// parse reads flags that may stand between positional arguments, as people write them, and returns the positional ones. With stopEarly the
// first positional argument ends the flags: the rest belongs to the script. done is true when the invocation is answered already (help, or a
// mistake) with code.
func (in *invocation) parse(flags *flag.FlagSet, stopEarly bool) (positional []string, code int, done bool) {
	flags.SetOutput(io.Discard)
	rest := in.args
	for {
		if err := flags.Parse(rest); err != nil {
			return nil, in.usage(flags, err), true
		}
		rest = flags.Args()
		if stopEarly || len(rest) == 0 {
			return append(positional, rest...), 0, false
		}
		positional = append(positional, rest[0])
		rest = rest[1:]
	}
}

// usage prints a command's help; err is flag.ErrHelp when it was asked for.
func (in *invocation) usage(flags *flag.FlagSet, err error) int {
	w, code := in.stdout, 0
	if !errors.Is(err, flag.ErrHelp) {
		w, code = in.stderr, exitUsage
		fmt.Fprintf(w, "wasmglue %s: %v\n\n", in.command.name, err)
	}
	fmt.Fprintf(w, "Usage: wasmglue %s %s\n\n%s\n", in.command.name, in.command.args, strings.TrimSpace(in.command.help))
	in.printFlags(w, flags)
	return code
}

func (in *invocation) printFlags(w io.Writer, flags *flag.FlagSet) {
	first := true
	flags.VisitAll(func(f *flag.Flag) {
		if first {
			fmt.Fprint(w, "\nFlags:\n")
			first = false
		}
		value, text := flag.UnquoteUsage(f)
		if text == "" {
			return // another's name for a flag that is listed
		}
		if !strings.HasPrefix(value, "[=") {
			value = " " + value
		}
		fmt.Fprintf(w, "  %-28s %s\n", strings.TrimSpace("--"+f.Name+value), text)
	})
}

func (in *invocation) fail(code int, format string, args ...any) int {
	fmt.Fprintf(in.stderr, "wasmglue %s: %s\n", in.command.name, fmt.Sprintf(format, args...))
	return code
}

// background is the context of a command: signals keep their default action, as node's do.
func background() context.Context { return context.Background() }
