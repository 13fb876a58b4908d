package wasi

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wasmglue/wasmglue/jshost"
)

// TestGoldenNodeWASI runs the same cases through the host's own node:wasi, with the script that real node runs: program, glue and all.
func TestGoldenNodeWASI(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got, want := c.runHost(t), c.wantOfNodeWASI(t); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// wantOfNodeWASI is the output of node:wasi where it follows node in the words for what is refused, and not in what is.
func (c *testCase) wantOfNodeWASI(t *testing.T) string {
	t.Helper()
	if text, err := os.ReadFile(c.file(".nodewasi")); err == nil {
		return string(text)
	}
	return c.want(t)
}

func (c *testCase) runHost(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	runner := filepath.Join(dir, "run.mjs")
	must(t, os.WriteFile(runner, []byte(nodeRunner), 0o644))
	must(t, os.WriteFile(filepath.Join(dir, "stdin"), []byte(c.stdin), 0o644))
	var stdout, stderr bytes.Buffer
	host, err := jshost.New(t.Context(), jshost.NewConfig().WithNode().WithArgs(runner, c.describe(dir, c.root(t))).
		WithStdin(strings.NewReader("")).WithStdout(&stdout).WithStderr(&stderr))
	must(t, err)
	defer func() { _ = host.Close(context.Background()) }()
	if err := host.RunMain(t.Context(), runner); err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	return stdout.String()
}
