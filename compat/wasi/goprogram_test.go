package wasi

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wasmglue/wasmglue/internal/wasi"
)

const goProgramOutput = `[one two] value
line first
line second
/work d--------- true
/work/a d--------- true
/work/c d--------- true
/work/c/file ---------- true
/work/c/link L--------- true
"one\ntwo\nthree\n" <nil> 1600000000123456789
outside true
true
sum 45
`

// TestGoProgram builds a Go program for wasip1 and runs it with streams of Go's, and with files of the host's as streams.
func TestGoProgram(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the standard library for wasip1")
	}
	program := filepath.Join(t.TempDir(), "program.wasm")
	build := exec.Command("go", "build", "-o", program, "./samples/goprogram")
	build.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	binary, err := os.ReadFile(program)
	must(t, err)
	module, err := wasi.Compile(t.Context(), wasi.Config{}, binary)
	must(t, err)
	defer module.Close(t.Context())
	for name, input := range map[string]func(*testing.T) *os.File{"streams": nil, "files": inputFile} {
		t.Run(name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			p := wasi.Process{Args: []string{"program", "one", "two"}, Env: []string{"NAME=value"}, Stdin: strings.NewReader("first\nsecond\n"),
				Stdout: &stdout, Stderr: &stderr, Mounts: []wasi.Mount{{Guest: "/work", Host: t.TempDir()}}}
			if input != nil {
				p.Stdin = input(t)
			}
			err := module.Run(t.Context(), p)
			var exit *wasi.ExitError
			if !errors.As(err, &exit) || exit.Code != 7 || stderr.Len() > 0 {
				t.Errorf("ended with %v\n%s", err, stderr.String())
			}
			if stdout.String() != goProgramOutput {
				t.Errorf("got:\n%s\nwant:\n%s", stdout.String(), goProgramOutput)
			}
		})
	}
}

// inputFile is a pipe of the host, so that the program waits for it with poll_oneoff.
func inputFile(t *testing.T) *os.File {
	r, w, err := os.Pipe()
	must(t, err)
	t.Cleanup(func() { _ = r.Close() })
	go func() {
		_, _ = w.WriteString("first\n")
		_, _ = w.WriteString("second\n")
		_ = w.Close()
	}()
	return r
}
