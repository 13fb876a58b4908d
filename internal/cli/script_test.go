package cli_test

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/wasmglue/wasmglue/internal/cli"
)

// TestMain lets the scripts run this test binary as the command, under its names.
func TestMain(m *testing.M) {
	run := func() { os.Exit(cli.Main(os.Args, os.Stdin, os.Stdout, os.Stderr)) }
	testscript.Main(m, map[string]func(){"wasmglue": run, "bootstrap": run, "node": run})
}

func TestScripts(t *testing.T) {
	examples, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("EXAMPLES", examples+"/../../examples")
			env.Setenv("WASMGLUE_CACHE", "off")
			return nil
		},
	})
}
