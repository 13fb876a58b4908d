package node

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wasmglue/wasmglue/jshost"
)

var update = flag.Bool("update", false, "write the golden files anew, from what node prints")

func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob("testdata/*/*.js")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, script := range scripts {
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(script), "testdata/"), ".js")
		t.Run(name, func(t *testing.T) {
			golden := strings.TrimSuffix(script, ".js") + ".golden"
			if *update {
				writeGolden(t, script, golden)
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, run(t, script), string(want))
		})
	}
}

// environment is all that the scripts see of it.
func environment(dir string) []string {
	return []string{"TZ=UTC", "HOME=/home/guest", "TMPDIR=" + dir, "NODE_NO_WARNINGS=1"}
}

func writeGolden(t *testing.T, script, golden string) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatal("the golden files are made by node 20, which is not installed")
	}
	command := exec.Command(node, filepath.Base(script))
	command.Dir = filepath.Dir(script)
	command.Env = environment(t.TempDir())
	out, err := command.CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	dir, err := filepath.Abs(command.Dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(golden, []byte(placeless(string(out), dir)), 0o644); err != nil {
		t.Fatal(err)
	}
}

func run(t *testing.T, script string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // only a script that never ends meets it
	defer cancel()
	file, err := filepath.Abs(script)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	host, err := jshost.New(ctx, jshost.NewConfig().WithNode().WithDir(filepath.Dir(file)).WithEnv(environment(t.TempDir())).
		WithStdin(strings.NewReader("")).WithStdout(&out).WithStderr(&out))
	if err != nil {
		t.Fatal(err)
	}
	err = host.RunMain(ctx, file)
	if exit := (*jshost.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		fmt.Fprintln(&out, err)
	}
	if err := host.Close(context.Background()); err != nil {
		t.Error(err)
	}
	return placeless(out.String(), filepath.Dir(file))
}

// placeless takes the directory of the checkout out of what a script printed.
func placeless(text, dir string) string { return strings.ReplaceAll(text, dir, "/scripts") }

func compare(t *testing.T, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	shown := 0
	for i := range max(len(g), len(w)) {
		a, b := "(no line)", "(no line)"
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			t.Errorf("line %d\n got %s\nnode %s", i+1, a, b)
			if shown++; shown == 10 {
				t.Fatal("more lines differ")
			}
		}
	}
}
