package wasi

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

	"github.com/wasmglue/wasmglue/internal/wasi"
)

var update = flag.Bool("update", false, "ask node for the expected output again, and write what is right where it is not")

func TestGolden(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := c.run(t)
			if *update {
				c.update(t, got)
			}
			if want := c.want(t); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// want is node's output, or what is right where node is wrong: which has to be so.
func (c *testCase) want(t *testing.T) string {
	t.Helper()
	if c.nodeIsWrong == "" {
		return c.read(t, ".node")
	}
	right := c.read(t, ".want")
	if !c.nodeHangs && c.read(t, ".node") == right {
		t.Errorf("node agrees with %s.want: it is not wrong (%s)", c.name, c.nodeIsWrong)
	}
	return right
}

func (c *testCase) file(ext string) string { return filepath.Join("testdata", c.name+ext) }

func (c *testCase) read(t *testing.T, ext string) string {
	t.Helper()
	data, err := os.ReadFile(c.file(ext))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func (c *testCase) write(t *testing.T, ext, text string) {
	t.Helper()
	if err := os.WriteFile(c.file(ext), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// update writes node's answer, and ours beside it where node is known to be wrong: it is for a human to read before it is committed.
func (c *testCase) update(t *testing.T, ours string) {
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("node is not installed")
	}
	if !c.nodeHangs {
		c.write(t, ".node", c.runNode(t))
	}
	if c.nodeIsWrong != "" {
		c.write(t, ".want", ours)
	}
}

// root makes the case's directory; "" when it has none.
func (c *testCase) root(t *testing.T) string {
	t.Helper()
	if c.tree == nil {
		return ""
	}
	base := t.TempDir()
	root := filepath.Join(base, "root")
	must(t, os.Mkdir(root, 0o755))
	for name, content := range c.tree {
		full := filepath.Join(root, name)
		if strings.HasPrefix(name, "root/") || strings.HasPrefix(name, "outside/") {
			full = filepath.Join(base, name)
		}
		must(t, os.MkdirAll(filepath.Dir(full), 0o755))
		target, link := strings.CutPrefix(content, "->")
		switch {
		case strings.HasSuffix(name, "/"):
			must(t, os.MkdirAll(full, 0o755))
		case link:
			must(t, os.Symlink(target, full))
		default:
			must(t, os.WriteFile(full, []byte(content), 0o644))
		}
	}
	return root
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (c *testCase) wasm() string { return filepath.Join("samples", c.program+".wasm") }

// run runs the case on wasmglue and describes how it went.
func (c *testCase) run(t *testing.T) string {
	t.Helper()
	binary, err := os.ReadFile(c.wasm())
	must(t, err)
	var stdout, stderr bytes.Buffer
	p := wasi.Process{Args: append([]string{c.program}, c.args...), Env: c.env, Stdin: strings.NewReader(c.stdin), Stdout: &stdout, Stderr: &stderr}
	if root := c.root(t); root != "" {
		p.Mounts = []wasi.Mount{{Guest: "/", Host: root}}
	}
	return report(wasi.Run(context.Background(), wasi.Config{}, binary, p), stdout.String(), stderr.String())
}

func report(err error, stdout, stderr string) string {
	end := "exit 0"
	var exit *wasi.ExitError
	switch {
	case errors.As(err, &exit):
		end = fmt.Sprint("exit ", exit.Code)
	case err != nil:
		end = err.Error()
	}
	return fmt.Sprintf("%s-- stderr\n%s-- end\n%s\n", stdout, stderr, end)
}

// nodeRunner prints as report does. Streams are files: node:wasi takes descriptors.
const nodeRunner = `
import { WASI } from 'node:wasi';
import fs from 'node:fs';
const c = JSON.parse(process.argv[2]);
const open = (name, flags) => fs.openSync(c.dir + '/' + name, flags);
const wasi = new WASI({ version: 'preview1', args: c.args, env: Object.fromEntries(c.env.map((e) => { const i = e.indexOf('='); return [e.slice(0, i), e.slice(i + 1)]; })),
  preopens: c.root ? { '/': c.root } : {}, returnOnExit: true, stdin: open('stdin', 'r'), stdout: open('stdout', 'w'), stderr: open('stderr', 'w') });
let end;
try {
  const module = await WebAssembly.compile(fs.readFileSync(c.wasm));
  end = 'exit ' + wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject()));
} catch (e) { end = e.name + ': ' + e.message; }
process.stdout.write(fs.readFileSync(c.dir + '/stdout', 'utf8') + '-- stderr\n' + fs.readFileSync(c.dir + '/stderr', 'utf8') + '-- end\n' + end + '\n');
`

// nodeTimeout: node:wasi has locks of its own that it can wait for in vain.
const nodeTimeout = 20 * time.Second

func (c *testCase) runNode(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	runner := filepath.Join(dir, "run.mjs")
	must(t, os.WriteFile(runner, []byte(nodeRunner), 0o644))
	must(t, os.WriteFile(filepath.Join(dir, "stdin"), []byte(c.stdin), 0o644))
	ctx, cancel := context.WithTimeout(t.Context(), nodeTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", "--no-warnings", runner, c.describe(dir, c.root(t)))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	must(t, err)
	return string(out)
}
