package modules

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"encoding/json"

	"github.com/wasmglue/wasmglue/jshost"
)

var golden = flag.Bool("golden", false, "make the golden files by running node v20")

func TestScenarios(t *testing.T) {
	tables, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(tables) == 0 {
		t.Fatal("no tables", err)
	}
	for _, table := range tables {
		scenarios := readScenarios(t, table)
		if *golden {
			makeGolden(t, table, scenarios)
			continue
		}
		want := readGolden(t, table)
		for _, s := range scenarios {
			t.Run(strings.TrimSuffix(filepath.Base(table), ".txt")+"/"+s.name, func(t *testing.T) {
				expected, ok := want[s.name]
				if !ok {
					t.Fatal("node's output is missing: go test ./compat/modules -golden")
				}
				if got := s.run(t); got != expected {
					t.Errorf("got  code %d, error %q\n%s\nwant code %d, error %q\n%s", got.Code, got.Error, got.Stdout, expected.Code, expected.Error, expected.Stdout)
				}
			})
		}
	}
}

// run runs the scenario in a host of its own.
func (s *scenario) run(t *testing.T) outcome {
	dir := s.write(t)
	var stdout, stderr bytes.Buffer
	config := jshost.NewConfig().WithNode().WithDir(dir).WithArgs(s.main()).WithStdout(&stdout).WithStderr(&stderr).WithEnv(nil).WithCacheDir("")
	host, err := jshost.New(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = host.Close(t.Context()) }()
	code := 0
	var exit *jshost.ExitError
	var uncaught *jshost.UncaughtError
	switch err := host.RunMain(t.Context(), s.main()); {
	case errors.As(err, &exit):
		code = exit.Code
	case errors.As(err, &uncaught):
		code = 1
	case err != nil:
		t.Fatal(err)
	}
	return newOutcome(dir, stdout.String(), stderr.String(), code)
}

func makeGolden(t *testing.T, table string, scenarios []scenario) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not there")
	}
	all := map[string]outcome{}
	for _, s := range scenarios {
		if _, twice := all[s.name]; twice {
			t.Fatalf("two scenarios are named %q", s.name)
		}
		dir := s.write(t)
		var stdout, stderr bytes.Buffer
		cmd := exec.Command(node, "--no-warnings", "--experimental-wasm-modules", s.main())
		cmd.Dir, cmd.Stdout, cmd.Stderr, cmd.Env = dir, &stdout, &stderr, []string{"PATH=" + os.Getenv("PATH")}
		_ = cmd.Run()
		all[s.name] = newOutcome(dir, stdout.String(), stderr.String(), cmd.ProcessState.ExitCode())
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(all); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(goldenName(table), out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
