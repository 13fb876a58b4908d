package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/wasmglue/wasmglue/internal/node/process"
	"github.com/wasmglue/wasmglue/internal/sandbox"
	"github.com/wasmglue/wasmglue/jshost"
)

// exitBadOption is node's code for a mistake in its command line.
const exitBadOption = 9

// nodeName is the name under which the binary has node's command line and no other. Programs that start process.execPath call it so.
const nodeName = "node"

// isNodeCommand tells a command line of node's form from one that is a mistake in one of ours: it begins with a flag or with a file, or is
// empty while standard input has a program.
func (in *invocation) isNodeCommand() bool {
	if len(in.args) == 0 {
		return in.hasProgram()
	}
	first := in.args[0]
	if strings.HasPrefix(first, "-") || strings.ContainsAny(first, `./\`) {
		return true
	}
	_, err := os.Stat(first)
	return err == nil
}

// hasProgram reads standard input, if it is no terminal, and tells whether there is anything.
func (in *invocation) hasProgram() bool {
	if !isFed(in.stdin) {
		return false
	}
	text, err := io.ReadAll(in.stdin)
	in.stdin = bytes.NewReader(text)
	return err == nil && len(bytes.TrimSpace(text)) > 0
}

// isFed tells a standard input that has a program's text for us from a terminal, a null device, or none.
func isFed(stdin io.Reader) bool {
	f, ok := stdin.(*os.File)
	if !ok {
		return stdin != nil
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice == 0
}

// runNode is node's command line: words are what follows the program's name.
func (in *invocation) runNode(words []string) int {
	o, code := in.nodeOptions(words)
	switch {
	case o == nil:
		return code
	case o.version:
		fmt.Fprintln(in.stdout, process.Version)
		return 0
	case o.help:
		in.command = runCommand
		return in.printHelp(in.stdout)
	}
	return in.runProgram(o)
}

// nodeOptions reads a command line of node's form, with NODE_OPTIONS and the files of --env-file. When that fails it has said so, and the
// result is nil.
func (in *invocation) nodeOptions(words []string) (o *nodeOptions, code int) {
	o = &nodeOptions{}
	err := o.parse(words)
	env := sandbox.NewEnv(os.Environ())
	if err == nil {
		err = o.readEnvFiles(env)
	}
	if text, ok := env.Get("NODE_OPTIONS"); ok && err == nil {
		first := &nodeOptions{}
		if err = first.parseVariable(text); err == nil {
			err = first.parse(words) // again, so that what the command line says wins
		}
		first.envFiles = o.envFiles
		o = first
	}
	if err != nil {
		fmt.Fprintf(in.stderr, "%s: %v\n", in.self(), err)
		return nil, exitBadOption
	}
	o.fromVariables(env)
	o.readChannel(env)
	o.variables = env.Pairs()
	if o.flags.Argv0 = in.calledAs; in.calledAs == nodeName {
		o.flags.Argv0 = in.self()
	}
	return o, 0
}

// readEnvFiles sets the variables that the files of --env-file have and env has not; of several files the last one wins.
func (o *nodeOptions) readEnvFiles(env *sandbox.Env) error {
	found := sandbox.NewEnv(nil)
	for _, name := range o.envFiles {
		text, err := os.ReadFile(name)
		if err != nil {
			return errorText(name + ": not found")
		}
		for _, pair := range sandbox.ParseEnvFile(string(text)) {
			found.Set(pair.Name, pair.Value)
		}
	}
	for _, name := range found.Names() {
		if _, set := env.Get(name); !set {
			value, _ := found.Get(name)
			env.Set(name, value)
		}
	}
	return nil
}

// fromVariables applies the variables that stand for flags.
func (o *nodeOptions) fromVariables(env *sandbox.Env) {
	on := func(name string) bool { v, _ := env.Get(name); return v == "1" }
	o.flags.PendingDeprecation = o.flags.PendingDeprecation || on("NODE_PENDING_DEPRECATION")
	o.flags.PreserveSymlinks = o.flags.PreserveSymlinks || on("NODE_PRESERVE_SYMLINKS")
	o.flags.PreserveSymlinksMain = o.flags.PreserveSymlinksMain || on("NODE_PRESERVE_SYMLINKS_MAIN")
	if dirs, _ := env.Get("NODE_PATH"); dirs != "" {
		o.nodePath = filepath.SplitList(dirs)
	}
}

// readChannel takes the channel to the process that forked this one out of env: it is not for this one's own children.
func (o *nodeOptions) readChannel(env *sandbox.Env) {
	text, _ := env.Get("NODE_CHANNEL_FD")
	serialization, _ := env.Get("NODE_CHANNEL_SERIALIZATION_MODE")
	env.Unset("NODE_CHANNEL_FD")
	env.Unset("NODE_CHANNEL_SERIALIZATION_MODE")
	if fd, err := strconv.Atoi(text); err == nil && fd >= 0 {
		o.channel = &channel{fd, serialization}
		if serialization != "advanced" {
			o.channel.serialization = "json"
		}
	}
}

// channel is the descriptor of a local socket whose other end the parent has, and how messages are written there.
type channel struct {
	fd            int
	serialization string
}

// self is how messages name this command: as its caller finds it.
func (in *invocation) self() string {
	if exe, err := os.Executable(); err == nil {
		return exe
	}
	return in.program
}

// runProgram runs the program that o names, or whose text it has, or that standard input is.
func (in *invocation) runProgram(o *nodeOptions) int {
	cfg := in.nodeConfig().WithInheritedFiles().WithFlags(o.flags).WithEnv(o.variables).WithExecArgv(o.execArgv...).WithArgs(o.words...).WithNodePath(o.nodePath...)
	if o.channel != nil {
		cfg = cfg.WithChannel(o.channel.fd, o.channel.serialization)
	}
	script := ""
	if o.test {
		return in.runTests(cfg, o)
	}
	if o.flags.Eval == nil && len(o.words) > 0 && o.words[0] != "-" {
		script = o.words[0]
	}
	cfg, err := o.permissions.narrow(cfg, script)
	if err != nil {
		fmt.Fprintf(in.stderr, "%s: %v\n", in.self(), err)
		return exitBadOption
	}
	text := jshost.Text{Name: "[eval]", Kind: o.inputType}
	switch {
	case o.flags.Eval != nil:
		text.Source = *o.flags.Eval
	case script == "":
		read, err := io.ReadAll(in.stdin)
		if err != nil {
			fmt.Fprintf(in.stderr, "%s: standard input: %v\n", in.self(), err)
			return exitFailure
		}
		text.Name, text.Source = "[stdin]", string(read)
	case o.inputType != "":
		fmt.Fprintf(in.stderr, "%s: --input-type can only be used with string input via --eval, --print, or STDIN\n", in.self())
		return exitBadOption
	}
	host, err := jshost.New(background(), cfg)
	if err != nil {
		return in.fail(exitFailure, "%v", err)
	}
	switch {
	case o.check && script != "":
		err = host.CheckFile(background(), script)
	case o.check:
		err = host.CheckText(background(), text)
	case script != "":
		err = host.RunMain(background(), script)
	default:
		err = host.RunText(background(), text)
	}
	return in.exitCode(err)
}

// runTests runs the test files that the words name, or all there are.
func (in *invocation) runTests(cfg jshost.Config, o *nodeOptions) int {
	cfg, err := o.permissions.narrow(cfg, "")
	if err != nil {
		fmt.Fprintf(in.stderr, "%s: %v\n", in.self(), err)
		return exitBadOption
	}
	host, err := jshost.New(background(), cfg)
	if err != nil {
		return in.fail(exitFailure, "%v", err)
	}
	return in.exitCode(host.RunTests(background(), o.words))
}
