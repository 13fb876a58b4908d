package modules

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// scenario is a program and how it is run.
type scenario struct {
	name  string
	files []entry
}

// entry is a file, or a symbolic link.
type entry struct{ name, text, target string }

// outcome is what a run of a scenario shows.
type outcome struct {
	Stdout string `json:"stdout"`
	Error  string `json:"error,omitempty"` // the line of stderr that names an uncaught error
	Code   int    `json:"code"`
}

// readScenarios reads a table: "=== name" begins a scenario, "--- file" a file in it, "--- link -> target" is a link. Lines of = and - within files do
// not occur.
func readScenarios(t *testing.T, path string) (list []scenario) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if name, ok := strings.CutPrefix(line, "=== "); ok {
			list = append(list, scenario{name: strings.TrimSpace(name)})
			continue
		}
		s := &list[len(list)-1]
		if name, ok := strings.CutPrefix(line, "--- "); ok {
			name, target, _ := strings.Cut(strings.TrimSpace(name), " -> ")
			s.files = append(s.files, entry{name: name, target: target})
		} else if n := len(s.files); n > 0 {
			s.files[n-1].text += line
		}
	}
	return list
}

// main is the file that is run: the first.
func (s *scenario) main() string { return s.files[0].name }

// write makes the scenario's files in a new directory and returns its real name.
func (s *scenario) write(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range s.files {
		name := filepath.Join(dir, f.name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if f.target != "" {
			if err := os.Symlink(f.target, name); err != nil {
				t.Skip(err)
			}
			continue
		}
		text := strings.NewReplacer("<WASM>", "\x00asm\x01\x00\x00\x00", "<BOM>", "\ufeff", "<BAD>", "\xff\xfe").Replace(strings.TrimSuffix(f.text, "\n"))
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// newOutcome makes an outcome comparable: the directory is named <dir>.
func newOutcome(dir, stdout, stderr string, code int) outcome {
	o := outcome{Stdout: strings.ReplaceAll(stdout, dir, "<dir>"), Code: code}
	for line := range strings.Lines(strings.ReplaceAll(stderr, dir, "<dir>")) {
		line = strings.TrimSpace(line)
		if name, _, ok := strings.Cut(line, ":"); ok && strings.HasSuffix(strings.Split(name, " ")[0], "Error") {
			o.Error = line
			break
		}
	}
	return o
}

func goldenName(table string) string { return strings.TrimSuffix(table, ".txt") + ".golden.json" }

func readGolden(t *testing.T, table string) (golden map[string]outcome) {
	t.Helper()
	data, err := os.ReadFile(goldenName(table))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &golden); err != nil {
		t.Fatal(err)
	}
	return golden
}
