package openwhisk

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// loop is an ActionLoop executable as the proxy runs it: requests on stdin, answers on file descriptor 3.
type loop struct {
	process        *exec.Cmd
	in             io.WriteCloser
	answers        *bufio.Reader
	stdout, stderr strings.Builder
}

// startLoop starts a command with the environment that the proxy gives: nothing but what is listed.
func startLoop(t *testing.T, env []string, command ...string) *loop {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("no further file descriptors")
	}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	l := &loop{process: exec.Command(command[0], command[1:]...), answers: bufio.NewReader(read)}
	l.process.Env = env
	l.process.Stdout, l.process.Stderr = &l.stdout, &l.stderr
	l.process.ExtraFiles = []*os.File{write}
	if l.in, err = l.process.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := l.process.Start(); err != nil {
		t.Fatal(err)
	}
	_ = write.Close()
	t.Cleanup(func() { _ = l.process.Process.Kill(); _ = l.process.Wait(); _ = read.Close() })
	return l
}

func (l *loop) ask(t *testing.T, request, want string) {
	t.Helper()
	if _, err := fmt.Fprintln(l.in, request); err != nil {
		t.Fatal(err)
	}
	l.answer(t, request, want)
}

func (l *loop) answer(t *testing.T, what, want string) {
	t.Helper()
	got, err := l.answers.ReadString('\n')
	if err != nil {
		t.Fatalf("%.100s: no answer (%v), stderr %s", what, err, l.stderr.String())
	}
	if !sameJSON(got, want) {
		t.Errorf("%.100s: got %.300s, want %s", what, got, want)
	}
}

// end closes the input and returns the exit code.
func (l *loop) end(t *testing.T) int {
	t.Helper()
	_ = l.in.Close()
	_ = l.process.Wait()
	return l.process.ProcessState.ExitCode()
}

// actionDir writes files and returns their directory.
func actionDir(t *testing.T, files files) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestLoop(t *testing.T) {
	t.Parallel()
	dir := actionDir(t, files{"index.js": `exports.main = async function (p) {
		console.log('log ' + p.k)
		switch (p.k) {
		case 'error': throw new TypeError('bad')
		case 'text': return 'text'
		case 'none': return
		case 'null': return null
		case 'array': return [1]
		case 'env': return { id: process.env.__OW_ACTIVATION_ID, key: process.env.__OW_API_KEY, here: require('fs').existsSync('index.js') }
		}
		return { got: p }
	}
	exports.sync = p => { throw new Error('at once') }`})
	l := startLoop(t, []string{"__OW_WAIT_FOR_ACK=1", "__OW_API_KEY=k"}, ownBinary(t), "actionloop", "--main", "main", dir)
	l.answer(t, "ack", `{"ok":true}`)
	l.ask(t, `{"value":{"k":"x"}}`, `{"got":{"k":"x"}}`)
	l.ask(t, `{"value":{"k":"env"},"activation_id":"7"}`, `{"id":"7","key":"k","here":true}`)
	l.ask(t, `{"value":{"k":"array"}}`, `[1]`)
	l.ask(t, `{"value":{"k":"none"}}`, `{}`)
	l.ask(t, `{"value":{"k":"text"}}`, `{"error":"The action did not return a dictionary."}`)
	l.ask(t, `{"value":{"k":"null"}}`, `{"error":"The action did not return a dictionary or array."}`)
	l.ask(t, `{}`, `{"got":{}}`)
	l.ask(t, `{"value":{"k":"`+strings.Repeat("x", 200_000)+`"}}`, `{"got":{"k":"`+strings.Repeat("x", 200_000)+`"}}`)
	_, _ = fmt.Fprintln(l.in, `{"value":`)
	if got, _ := l.answers.ReadString('\n'); !strings.HasPrefix(got, `{"error":"`) {
		t.Errorf("malformed: %s", got)
	}
	_, _ = fmt.Fprintln(l.in, `{"value":{"k":"error"}}`)
	if got, _ := l.answers.ReadString('\n'); !strings.Contains(got, `"message":"bad"`) {
		t.Errorf("error: %s", got)
	}
	l.ask(t, `{"value":{"k":"again"}}`, `{"got":{"k":"again"}}`)
	if code := l.end(t); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if out := l.stdout.String() + l.stderr.String(); strings.Contains(out, Sentinel) || !strings.Contains(out, "log x\n") {
		t.Errorf("logs: %.500s", out)
	}
}

func TestLoopThrowAtOnce(t *testing.T) {
	t.Parallel()
	dir := actionDir(t, files{"a.js": `let n = 0; function go() { n++; if (n === 1) throw new Error('at once'); return { n } }`})
	l := startLoop(t, nil, ownBinary(t), "actionloop", "--main", "go", filepath.Join(dir, "a.js"))
	l.ask(t, `{"value":{}}`, `{"error":"An error has occurred: Error: at once"}`)
	l.ask(t, `{"value":{}}`, `{"n":2}`)
	l.end(t)
}

func TestLoopExit(t *testing.T) {
	t.Parallel()
	dir := actionDir(t, files{"index.js": `exports.main = () => process.exit(4)`})
	l := startLoop(t, nil, ownBinary(t), "actionloop", dir)
	_, _ = fmt.Fprintln(l.in, `{}`)
	if got, err := l.answers.ReadString('\n'); err == nil {
		t.Errorf("answered %s", got)
	}
	_ = l.process.Wait()
	if code := l.process.ProcessState.ExitCode(); code != 4 {
		t.Errorf("exit code %d", code)
	}
}

func TestLoopLoadFailure(t *testing.T) {
	t.Parallel()
	dir := actionDir(t, files{"index.js": `throw new Error('no way')`})
	l := startLoop(t, []string{"__OW_WAIT_FOR_ACK=1"}, ownBinary(t), "actionloop", dir)
	if got, err := l.answers.ReadString('\n'); err == nil {
		t.Errorf("acknowledged: %s", got)
	}
	if code := l.end(t); code == 0 || !strings.Contains(l.stderr.String(), "Error: no way") || strings.Contains(l.stderr.String(), Sentinel) {
		t.Errorf("exit code %d, stderr %s", code, l.stderr.String())
	}
}

// TestCompile runs the compiler and what it made as the proxy does: by their paths, with almost no environment, from the proxy's directory.
func TestCompile(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, main string
		src        files
		bad        string // what the compiler says instead
	}{
		{name: "package", main: "main", src: files{"index.js": `const fs = require('fs'); exports.main = p => ({ p, t: fs.readFileSync('t.txt', 'utf8') })`, "t.txt": "t"}},
		{name: "single source", main: "go", src: files{"exec": `const go = p => ({ p, t: 't' })`}},
		{name: "nothing to load", main: "main", src: files{"readme.md": ""}, bad: "Zipped actions must contain"},
	} {
		t.Run(c.name, func(t *testing.T) {
			proxy := t.TempDir()
			src, bin := filepath.Join(proxy, "action/1/src"), filepath.Join(proxy, "action/1/bin")
			if err := os.MkdirAll(bin, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.Rename(actionDir(t, c.src), src); err != nil {
				t.Fatal(err)
			}
			compiler := filepath.Join(t.TempDir(), "compile")
			if err := os.Symlink(ownBinary(t), compiler); err != nil {
				t.Fatal(err)
			}
			compile := exec.Command(compiler, c.main, src, bin)
			compile.Env = []string{"PATH=", "__OW_EXECUTION_ENV=wasmglue/1"}
			out, err := compile.CombinedOutput()
			if c.bad != "" {
				if err == nil || !strings.Contains(string(out), c.bad) {
					t.Errorf("%v: %s", err, out)
				}
				return
			}
			if err != nil || len(out) > 0 {
				t.Fatalf("%v: %s", err, out)
			}
			if got := readFile(t, filepath.Join(bin, "exec.env")); strings.TrimSpace(got) != "wasmglue/1" {
				t.Errorf("exec.env: %q", got)
			}
			l := startLoop(t, []string{"__OW_WAIT_FOR_ACK=1"}, filepath.Join(bin, "exec"))
			l.answer(t, "ack", `{"ok":true}`)
			l.ask(t, `{"value":{"a":1}}`, `{"p":{"a":1},"t":"t"}`)
			l.end(t)
		})
	}
}
