package corpus

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var (
	command = flag.String("command", "", "run the cases with this command instead of a fresh build of wasmglue (\"node\" shows that the cases are right)")
	only    = flag.String("only", "", "comma-separated cases to run")
)

// caseTimeout is met only by a case that hangs: the largest modules take half a minute to compile on a small machine.
const caseTimeout = 5 * time.Minute

// sample is one directory of testdata/cases.
type sample struct {
	name, dir string
	Glue      string `json:"glue"`      // what made the JavaScript side
	ExitCode  int    `json:"exit_code"` // what node exits with
}

func samples(t *testing.T) []sample {
	t.Helper()
	descriptions, err := filepath.Glob("testdata/cases/*/case.json")
	if err != nil || len(descriptions) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	var found []sample
	for _, file := range descriptions {
		s := sample{dir: filepath.Dir(file), name: filepath.Base(filepath.Dir(file))}
		b, err := os.ReadFile(file)
		if err == nil {
			err = json.Unmarshal(b, &s)
		}
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if *only == "" || strings.Contains(","+*only+",", ","+s.name+",") {
			found = append(found, s)
		}
	}
	return found
}

func TestCases(t *testing.T) {
	program := commandLine(t)
	for _, s := range samples(t) {
		t.Run(s.name, func(t *testing.T) {
			dir := s.ready(t)
			start := time.Now()
			s.check(t, append(program, s.driver(dir)), dir)
			t.Logf("%s: %.2f s", s.Glue, time.Since(start).Seconds())
		})
	}
}

// commandLine is what runs a script.
func commandLine(t *testing.T) []string {
	t.Helper()
	if *command != "" {
		return strings.Fields(*command)
	}
	binary := filepath.Join(t.TempDir(), "wasmglue")
	if out, err := exec.Command("go", "build", "-o", binary, "../../cmd/wasmglue").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return []string{binary, "run"}
}

func (s sample) driver(dir string) string {
	if _, err := os.Stat(filepath.Join(dir, "main.mjs")); err == nil {
		return "main.mjs"
	}
	return "main.js"
}

func (s sample) check(t *testing.T, line []string, dir string) {
	t.Helper()
	want, err := os.ReadFile(filepath.Join(s.dir, "expected.txt"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), caseTimeout)
	defer cancel()
	process := exec.CommandContext(ctx, line[0], line[1:]...)
	process.Dir = dir
	var stdout, stderr bytes.Buffer
	process.Stdout, process.Stderr = &stdout, &stderr
	err = process.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if code := process.ProcessState.ExitCode(); code != s.ExitCode {
		t.Errorf("exit code %d, node's is %d", code, s.ExitCode)
	}
	if got, want := stdout.String(), string(want); got != want {
		line, g, w := firstDifference(got, want)
		t.Errorf("line %d\n got %s\nnode %s\nstderr: %s", line, g, w, short(stderr.String()))
	}
}

func firstDifference(got, want string) (line int, g, w string) {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(a), len(b)) {
		g, w = "(no line)", "(no line)"
		if i < len(a) {
			g = a[i]
		}
		if i < len(b) {
			w = b[i]
		}
		if g != w {
			return i + 1, short(g), short(w)
		}
	}
	return 0, "", ""
}

// short keeps the end of a text, where an error's name is: packages print megabytes of their own source.
func short(text string) string { return text[max(0, len(text)-600):] }
