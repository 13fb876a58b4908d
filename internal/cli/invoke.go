package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/wasmglue/wasmglue/jshost"
)

var invokeCommand = command{
	name:    "invoke",
	args:    "PATH [flags]",
	summary: "call an action once and print its result",
	help: `Loads the action PATH (a directory, a .js or .wasm file, a zip archive), calls its function with the parameters, awaits
the promise it may return and prints the result as one line of JSON. The action's directory is its working
directory. What the action itself prints goes where it would in node.

  wasmglue invoke examples/fib --params '{"a":20}'
  wasmglue invoke examples/add --param a=1 --param b=2
  wasmglue invoke action.zip --main handler --params @event.json`,
}

func init() { invokeCommand.run = runInvoke }

func runInvoke(in *invocation) int {
	flags := newFlags("invoke")
	permissions := addPermissionFlags(flags)
	name := flags.String("main", "main", "the exported function `NAME` to call, dots for nested ones")
	text := flags.String("params", "", "the parameters as `JSON`, or @FILE to read them from a file")
	var pairs paramFlag
	flags.Var(&pairs, "param", "one parameter as `KEY=VALUE` (the value as JSON, else as text); may be repeated, wins over --params")
	args, code, done := in.parse(flags, false)
	if done {
		return code
	}
	if len(args) != 1 {
		return in.usage(flags, fmt.Errorf("takes one PATH, got %d", len(args)))
	}
	if err := permissions.fromEnvironment(); err != nil {
		return in.fail(exitUsage, "%v", err)
	}
	params, err := parameters(*text, pairs)
	if err != nil {
		return in.fail(exitUsage, "%v", err)
	}
	return in.invoke(args[0], *name, params, permissions)
}

func (in *invocation) invoke(path, name string, params []byte, permissions *permissionFlags) int {
	source, err := openAction(path)
	if err != nil {
		return in.fail(exitFailure, "%v", err)
	}
	defer source.Close()
	if file, ok := source.wasmEntry(); ok {
		return in.invokeWasm(source, file, name, params)
	}
	ctx := background()
	cfg, err := permissions.narrow(in.nodeConfig(), source.dir)
	if err != nil {
		return in.fail(exitUsage, "%v", err)
	}
	host, err := jshost.New(ctx, cfg.WithDir(source.dir))
	if err != nil {
		return in.fail(exitFailure, "%v", err)
	}
	defer func() { _ = host.Close(ctx) }()
	module, err := host.Load(ctx, source.entry)
	if err != nil {
		return in.report("loading "+path, err)
	}
	result, err := module.Call(ctx, name, params)
	if err != nil {
		return in.report(fmt.Sprintf("calling %s of %s", name, path), err)
	}
	fmt.Fprintf(in.stdout, "%s\n", result)
	return 0
}

// report prints why an action failed: a JavaScript exception with its stack.
func (in *invocation) report(what string, err error) int {
	var uncaught *jshost.UncaughtError
	var exit *jshost.ExitError
	var thrown *jshost.Exception
	var missing *jshost.NotFunctionError
	switch {
	case errors.As(err, &uncaught), errors.As(err, &exit):
		return in.exitCode(err)
	case errors.As(err, &thrown) && thrown.Stack != "":
		return in.fail(exitFailure, "%s: %s", what, thrown.Stack)
	case errors.As(err, &missing):
		return in.fail(exitFailure, "%s: %v (name another one with --main)", what, err)
	}
	return in.fail(exitFailure, "%s: %v", what, err)
}

// paramFlag collects --param KEY=VALUE.
type paramFlag []string

func (p *paramFlag) String() string { return strings.Join(*p, " ") }

func (p *paramFlag) Set(pair string) error {
	if key, _, ok := strings.Cut(pair, "="); !ok || key == "" {
		return errors.New("want KEY=VALUE")
	}
	*p = append(*p, pair)
	return nil
}

// parameters joins --params and --param to one JSON value.
func parameters(text string, pairs paramFlag) ([]byte, error) {
	params := []byte(text)
	if file, ok := strings.CutPrefix(text, "@"); ok {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("--params: %w", err)
		}
		params = data
	}
	if len(strings.TrimSpace(string(params))) == 0 {
		params = []byte("{}")
	}
	if !json.Valid(params) {
		return nil, fmt.Errorf("--params: not valid JSON: %s", excerpt(params))
	}
	if len(pairs) == 0 {
		return params, nil
	}
	object := map[string]json.RawMessage{}
	if err := json.Unmarshal(params, &object); err != nil {
		return nil, errors.New("--param needs --params to be a JSON object, if it is given")
	}
	for _, pair := range pairs {
		key, value, _ := strings.Cut(pair, "=")
		object[key] = jsonOrText(value)
	}
	return json.Marshal(object)
}

func jsonOrText(value string) json.RawMessage {
	if json.Valid([]byte(value)) {
		return json.RawMessage(value)
	}
	quoted, err := json.Marshal(value)
	if err != nil {
		return json.RawMessage("null")
	}
	return quoted
}

func excerpt(text []byte) string {
	const limit = 60
	if len(text) > limit {
		return string(text[:limit]) + "..."
	}
	return string(text)
}
