package lambda

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wasmglue/wasmglue/compat/lambda/fakeapi"
)

var command = flag.String("command", "", "the runtime under test, with its arguments; default: our own binary, called bootstrap")

var ours = flag.Bool("ours", false, "the given command is ours: run the rows that promise more than the reference does")

// patience bounds every wait, so that a fault is a failure and not a hang.
const patience = 20 * time.Second

// ourBinary builds our own command once.
var ourBinary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "wasmglue-lambda-")
	if err != nil {
		return "", err
	}
	built = dir
	file := filepath.Join(dir, "bootstrap")
	if runtime.GOOS == "windows" {
		file += ".exe"
	}
	out, err := exec.Command("go", "build", "-tags", "lambda.norpc", "-o", file, "github.com/wasmglue/wasmglue/cmd/wasmglue").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return file, nil
})

var built string // the directory to remove

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	if built != "" {
		_ = os.RemoveAll(built)
	}
	os.Exit(code)
}

func runtimeCommand(t testing.TB) []string {
	t.Helper()
	if *command != "" {
		return strings.Fields(*command)
	}
	file, err := ourBinary()
	if err != nil {
		t.Fatal(err)
	}
	return []string{file}
}

// function is what a row deploys.
type function struct {
	files   map[string]string // by path below the task root
	handler string            // default index.handler
	env     []string          // added to, or replacing, the platform's
	args    []string          // of the command
}

// process is a running runtime with its Runtime API.
type process struct {
	t      testing.TB
	root   string
	api    *fakeapi.Server
	cmd    *exec.Cmd
	stdout *buffer
	stderr *buffer
	exited chan error
	ids    int
}

// buffer is a bytes.Buffer that may be read while it is written.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// deploy writes the function's files into a new directory.
func deploy(t testing.TB, f function) string {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range f.files {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// start deploys the function and starts the runtime for it.
func start(t testing.TB, f function) *process {
	t.Helper()
	p := prepare(t, f)
	p.run()
	return p
}

func prepare(t testing.TB, f function) *process {
	t.Helper()
	api, err := fakeapi.Start()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{t: t, root: deploy(t, f), api: api, stdout: &buffer{}, stderr: &buffer{}, exited: make(chan error, 1)}
	argv := append(runtimeCommand(t), f.args...)
	p.cmd = exec.Command(argv[0], argv[1:]...)
	p.cmd.Dir = p.root
	p.cmd.Stdout, p.cmd.Stderr = p.stdout, p.stderr
	p.cmd.Env = environment(p.root, api.Addr(), f)
	t.Cleanup(p.stop)
	return p
}

func (p *process) run() {
	p.t.Helper()
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	go func() { p.exited <- p.cmd.Wait() }()
}

// environment is what the platform sets, changed by the function's own: "NAME=" removes a variable.
func environment(root, addr string, f function) []string {
	handler := f.handler
	if handler == "" {
		handler = "index.handler"
	}
	pairs := []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "TZ=:UTC", "LANG=en_US.UTF-8",
		"_HANDLER=" + handler, "LAMBDA_TASK_ROOT=" + root, "AWS_LAMBDA_RUNTIME_API=" + addr,
		"AWS_LAMBDA_FUNCTION_NAME=test", "AWS_LAMBDA_FUNCTION_VERSION=$LATEST", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=256",
		"AWS_LAMBDA_LOG_GROUP_NAME=/aws/lambda/test", "AWS_LAMBDA_LOG_STREAM_NAME=2026/01/02/[$LATEST]0123",
		"AWS_REGION=eu-west-1",
	}
	for _, pair := range f.env {
		name, value, _ := strings.Cut(pair, "=")
		kept := pairs[:0]
		for _, old := range pairs {
			if !strings.HasPrefix(old, name+"=") {
				kept = append(kept, old)
			}
		}
		pairs = kept
		if value != "" {
			pairs = append(pairs, pair)
		}
	}
	return pairs
}

func (p *process) stop() {
	if p.cmd.Process != nil {
		_ = p.cmd.Process.Kill()
		<-p.exited
		p.exited <- nil
	}
	p.api.Close()
}

func (p *process) id() string {
	p.ids++
	return fmt.Sprintf("%08d-0000-4000-8000-000000000000", p.ids)
}

// invoke hands out one event and returns what came for it.
func (p *process) invoke(body string, headers ...string) fakeapi.Posted {
	p.t.Helper()
	return p.wait(p.send(body, headers...))
}

// send hands out one event without waiting for the answer. headers are name, value, name, value.
func (p *process) send(body string, headers ...string) fakeapi.Pending {
	e := fakeapi.Event{ID: p.id(), Body: []byte(body), Headers: map[string]string{}}
	for i := 0; i+1 < len(headers); i += 2 {
		e.Headers[headers[i]] = headers[i+1]
	}
	if id := e.Headers["Lambda-Runtime-Aws-Request-Id"]; id != "" {
		e.ID = id
	}
	return p.api.Send(e)
}

func (p *process) wait(pending fakeapi.Pending) fakeapi.Posted {
	p.t.Helper()
	ctx, cancel := p.context()
	defer cancel()
	posted, err := pending.Wait(ctx)
	if err != nil {
		p.t.Fatalf("no answer to the event: %v\n%s", err, p.output())
	}
	return posted
}

func (p *process) initError() fakeapi.Posted {
	p.t.Helper()
	ctx, cancel := p.context()
	defer cancel()
	posted, err := p.api.InitError(ctx)
	if err != nil {
		p.t.Fatalf("no init/error: %v\n%s", err, p.output())
	}
	return posted
}

// exitCode waits for the process to end.
func (p *process) exitCode() int {
	p.t.Helper()
	select {
	case err := <-p.exited:
		p.exited <- err
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return exit.ExitCode()
		} else if err != nil {
			p.t.Fatal(err)
		}
		return 0
	case <-time.After(patience):
		p.t.Fatalf("the process did not end\n%s", p.output())
		return 0
	}
}

// idle waits until the process has asked for the nth event.
func (p *process) idle(n int) {
	p.t.Helper()
	ctx, cancel := p.context()
	defer cancel()
	if err := p.api.AwaitNext(ctx, n); err != nil {
		p.t.Fatalf("the event number %d was not asked for: %v\n%s", n, err, p.output())
	}
}

// alive fails when the process has ended.
func (p *process) alive() {
	p.t.Helper()
	select {
	case err := <-p.exited:
		p.exited <- err
		p.t.Fatalf("the process ended: %v\n%s", err, p.output())
	default:
	}
}

func (p *process) context() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	go func() {
		select {
		case err := <-p.exited: // an answer may be on its way still
			p.exited <- err
			time.AfterFunc(time.Second, cancel)
		case <-ctx.Done():
		}
	}()
	return ctx, cancel
}

func (p *process) output() string {
	return "stdout: " + p.stdout.String() + "\nstderr: " + p.stderr.String()
}
