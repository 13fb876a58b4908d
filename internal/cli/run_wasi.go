package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/wasmglue/wasmglue/internal/wasi"
)

// repeated collects the values of a flag that may be given more than once.
type repeated []string

func (r *repeated) String() string { return strings.Join(*r, " ") }

func (r *repeated) Set(value string) error {
	*r = append(*r, value)
	return nil
}

// runWASI runs a WebAssembly command. The exit code is the program's own; a trap is reported on stderr with 1, as node does.
func (in *invocation) runWASI(args []string, dirs, env repeated) int {
	process := wasi.Process{Args: args, Env: env, Stdin: in.stdin, Stdout: in.stdout, Stderr: in.stderr}
	for _, text := range dirs {
		mount, err := wasi.ParseMount(text)
		if err != nil {
			return in.fail(exitUsage, "--dir: %v", err)
		}
		process.Mounts = append(process.Mounts, mount)
	}
	binary, err := os.ReadFile(args[0])
	if err != nil {
		return in.fail(exitFailure, "%v", err)
	}
	err = wasi.Run(background(), wasi.Config{CacheDir: cacheDir()}, binary, process)
	var exit *wasi.ExitError
	var trap *wasi.TrapError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return int(exit.Code)
	case errors.As(err, &trap):
		fmt.Fprintf(in.stderr, "%s: %v\n", args[0], trap)
		for _, frame := range trap.Frames {
			fmt.Fprintf(in.stderr, "    at %s\n", frame)
		}
		return exitFailure
	}
	return in.fail(exitFailure, "%s: %v", args[0], err)
}
