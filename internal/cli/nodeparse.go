package cli

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/wasmglue/wasmglue/internal/sandbox"
	"github.com/wasmglue/wasmglue/jshost"
)

// nodeOptions are what a command line of node's form says.
type nodeOptions struct {
	flags       jshost.Flags
	permissions permissionFlags
	check       bool
	test        bool // run test files
	inputType   string
	envFiles    []string
	version     bool
	help        bool
	nodePath    []string
	channel     *channel
	variables   []string // the program's environment

	dirs, env repeated // for WASI programs

	execArgv []string // the words before the script
	words    []string // the script, if there is one, and its arguments
}

// errorText is a mistake in a command line, in node's words.
type errorText string

func (e errorText) Error() string { return string(e) }

// parse reads the words of a command line: flags, then a script with its arguments.
func (o *nodeOptions) parse(words []string) error {
	rest, err := o.readFlags(words, false)
	if err != nil {
		return err
	}
	o.execArgv, o.words = words[:len(words)-len(rest)], rest
	if n := len(o.execArgv); n > 0 && o.execArgv[n-1] == "--" {
		o.execArgv = o.execArgv[:n-1]
	}
	if o.check && o.flags.Eval != nil {
		return errorText("either --check or --eval can be used, not both")
	}
	return nil
}

// parseVariable reads NODE_OPTIONS, which comes before the command line and has flags only.
func (o *nodeOptions) parseVariable(text string) error {
	words, err := sandbox.SplitWords(text)
	if err != nil {
		return errorText("invalid value for NODE_OPTIONS (unterminated string)")
	}
	rest, err := o.readFlags(words, true)
	if err == nil && len(rest) > 0 {
		return errorText(rest[0] + " is not allowed in NODE_OPTIONS")
	}
	return err
}

// readFlags reads flags up to the first word that is none, and returns the words from there on.
func (o *nodeOptions) readFlags(words []string, inVariable bool) ([]string, error) {
	var flags map[string]nodeFlag // most command lines have none
	for len(words) > 0 {
		word := words[0]
		if word == "-" || !strings.HasPrefix(word, "-") {
			return words, nil
		}
		words = words[1:]
		if word == "--" {
			return words, nil
		}
		if flags == nil {
			flags = nodeFlags()
		}
		used, err := o.readFlag(word, words, flags, inVariable)
		if err != nil {
			return nil, err
		}
		words = words[used:]
	}
	return words, nil
}

// readFlag reads one flag and tells how many of the words after it belong to it.
func (o *nodeOptions) readFlag(word string, after []string, flags map[string]nodeFlag, inVariable bool) (used int, err error) {
	name, given, hasValue := strings.Cut(word, "=")
	f, on, ok := lookupFlag(flags, name)
	switch {
	case !ok && inVariable, ok && f.own && inVariable:
		return 0, errorText(name + " is not allowed in NODE_OPTIONS")
	case !ok:
		return 0, errorText("bad option: " + word)
	case f.refuse != "":
		return 0, errorText(name + " is not supported: " + f.refuse)
	case !on && f.takes == value:
		return 0, errorText(name + " is an invalid negation because it is not a boolean option")
	}
	switch {
	case f.takes == value && !hasValue:
		if len(after) == 0 || given == "" && strings.HasPrefix(after[0], "-") && len(after[0]) > 1 {
			return 0, errorText(name + " requires an argument")
		}
		given, used = strings.TrimPrefix(after[0], `\`), 1
	case f.takes == value && given == "":
		return 0, errorText(name + "= requires an argument")
	case f.takes == nothing && hasValue:
		return 0, errorText(word + " takes no argument")
	case f.takes == nothing && on, f.takes == optional && !hasValue:
		given = "true"
	}
	used += o.printsNext(name, after[used:], &f, &given)
	if f.set == nil || !on && f.takes != nothing {
		return used, nil
	}
	return used, f.set(o, given)
}

// printsNext makes --print TEXT of a --print that a text follows.
func (o *nodeOptions) printsNext(name string, after []string, f *nodeFlag, given *string) int {
	if name != "-p" && name != "--print" || len(after) == 0 || strings.HasPrefix(after[0], "-") || o.flags.Eval != nil {
		return 0
	}
	*f, *given = nodeFlags()["pe"], after[0]
	return 1
}

// tuning are beginnings of V8's own flags, which tune or trace that engine.
const tuning = "harmony experimental-wasm turbo maglev sparkplug baseline wasm- liftoff stress- scavenger- concurrent- parallel- incremental- " +
	"trace-gc trace-opt trace-deopt trace-turbo trace-wasm print- gc- heap-growing minor- regexp- lazy flush- compact always-"

// lookupFlag finds a flag as it is written: with one dash or two, - or _ within, and no- in front to turn it off.
func lookupFlag(flags map[string]nodeFlag, written string) (f nodeFlag, on, ok bool) {
	name, long := strings.CutPrefix(written, "--")
	if !long {
		name = written[1:]
	}
	if short := len(name) == 1 || name == "pe"; short == long {
		return nodeFlag{}, true, false
	}
	name = strings.ReplaceAll(name, "_", "-")
	if f, ok = flags[name]; ok {
		return f, true, true
	}
	if positive, negated := strings.CutPrefix(name, "no-"); negated {
		if f, ok = flags[positive]; ok {
			return f, false, true
		}
	}
	for prefix := range strings.FieldsSeq(tuning) {
		if strings.HasPrefix(strings.TrimPrefix(name, "no-"), prefix) {
			return nodeFlag{takes: optional}, true, true
		}
	}
	return nodeFlag{}, true, false
}

func setStackTraceLimit(o *nodeOptions, value string) error {
	n, err := strconv.Atoi(value)
	if err != nil {
		return fmt.Errorf("--stack-trace-limit must be a number, got %q", value)
	}
	o.flags.StackTraceLimit = &n
	return nil
}

func setUnhandledRejections(o *nodeOptions, mode string) error {
	switch mode {
	case "throw", "strict", "warn", "none", "warn-with-error-codes":
		o.flags.UnhandledRejections = mode
		return nil
	}
	return errorText("invalid value for --unhandled-rejections")
}
