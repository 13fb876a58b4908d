package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// names of the programs, as they stand in the report.
const (
	ours      = "wasmglue"
	reference = "node"
)

// contestant is a program that does what wasmglue does. Every function gives
// a command that is not started yet.
type contestant struct {
	name    string
	version string
	// invoke calls the action in dir once with params and prints the result as
	// the last line.
	invoke func(dir, params string) *exec.Cmd
	// openwhisk serves /init and /run on a port of loopback.
	openwhisk func(port string) *exec.Cmd
	// lambda serves the action in dir, handler index.main, from a Runtime API.
	lambda func(dir, api string) *exec.Cmd
}

// contestants gives wasmglue, and node if there is one.
func contestants(binary string) ([]contestant, error) {
	binary, err := filepath.Abs(binary)
	if err != nil {
		return nil, err
	}
	programs := []contestant{wasmglue(binary)}
	node, err := exec.LookPath("node")
	if errors.Is(err, exec.ErrNotFound) {
		return programs, nil
	}
	if err != nil {
		return nil, err
	}
	return append(programs, nodeReference(node)), nil
}

func wasmglue(binary string) contestant {
	return contestant{
		name:    ours,
		version: versionOf(binary, "version"),
		invoke: func(dir, params string) *exec.Cmd {
			return command(binary, "invoke", dir, "--params", params)
		},
		openwhisk: func(port string) *exec.Cmd {
			return command(binary, "serve", "openwhisk", "--port", port)
		},
		lambda: func(dir, api string) *exec.Cmd {
			return lambdaEnv(command(binary, "serve", "lambda"), dir, api)
		},
	}
}

// nodeReference is node with the least JavaScript around an action that does
// the job: any real runtime has more to load.
func nodeReference(node string) contestant {
	script := func(name string) string {
		full, err := filepath.Abs(filepath.Join("bench", "reference", name))
		if err != nil {
			return name
		}
		return full
	}
	return contestant{
		name:    reference,
		version: versionOf(node, "--version"),
		invoke: func(dir, params string) *exec.Cmd {
			return command(node, script("invoke.js"), dir, params)
		},
		openwhisk: func(port string) *exec.Cmd {
			cmd := command(node, script("openwhisk.js"))
			cmd.Env = append(cmd.Env, "PORT="+port)
			return cmd
		},
		lambda: func(dir, api string) *exec.Cmd {
			return lambdaEnv(command(node, script("lambda.js")), dir, api)
		},
	}
}

// command runs without the compile cache on disk: a fresh container has none.
func command(program string, args ...string) *exec.Cmd {
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), "WASMGLUE_CACHE=off", "NODE_OPTIONS=")
	return cmd
}

func lambdaEnv(cmd *exec.Cmd, dir, api string) *exec.Cmd {
	cmd.Dir = dir
	cmd.Env = append(cmd.Env, "AWS_LAMBDA_RUNTIME_API="+api, "LAMBDA_TASK_ROOT="+dir, "_HANDLER=index.main",
		"AWS_LAMBDA_FUNCTION_NAME=bench", "AWS_LAMBDA_FUNCTION_VERSION=1", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=256")
	return cmd
}

func versionOf(program, argument string) string {
	out, err := exec.Command(program, argument).Output()
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(out), "\n")
	return strings.TrimSpace(first)
}

// build makes the binary as `make build` does.
func build(dir string) (string, error) {
	binary := filepath.Join(dir, "wasmglue"+executableSuffix)
	cmd := exec.Command("go", "build", "-trimpath", "-tags", "lambda.norpc", "-ldflags", "-s -w", "-o", binary, "./cmd/wasmglue")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build wasmglue: %w\n%s", err, out)
	}
	return binary, nil
}
