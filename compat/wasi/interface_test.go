package wasi

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"testing"

	"github.com/wasmglue/wasmglue/jshost"
)

// TestGoldenInterface runs a script about the class WASI itself, whose output is node's.
func TestGoldenInterface(t *testing.T) {
	const script, golden = "testdata/interface.mjs", "testdata/interface.node"
	if *update {
		if _, err := exec.LookPath("node"); err != nil {
			t.Skip("node is not installed")
		}
		out, err := exec.Command("node", "--no-warnings", script).Output()
		must(t, err)
		must(t, os.WriteFile(golden, out, 0o644))
	}
	want, err := os.ReadFile(golden)
	must(t, err)
	var stdout, stderr bytes.Buffer
	host, err := jshost.New(t.Context(), jshost.NewConfig().WithNode().WithArgs(script).WithStdout(&stdout).WithStderr(&stderr))
	must(t, err)
	defer func() { _ = host.Close(context.Background()) }()
	if err := host.RunMain(t.Context(), script); err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	if stdout.String() != string(want) {
		t.Errorf("got:\n%s\nwant:\n%s", stdout.String(), want)
	}
}
