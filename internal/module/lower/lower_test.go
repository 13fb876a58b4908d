package lower

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const generator = "async function* g() { yield 1 }"

func entries(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestResultsAreKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	first, err := Lower(dir, Script, generator, 3)
	if err != nil || strings.Contains(first.Text, "async function*") {
		t.Fatal(first, err)
	}
	if n := len(entries(t, dir)); n != 1 {
		t.Fatalf("%d entries", n)
	}
	name := entryName(Script, generator, 3)
	kept, ok := readEntry(dir, name)
	if !ok || *kept != *first {
		t.Error("the entry is not what was made")
	}
	if _, ok := readEntry(dir, entryName(Module, generator, 3)); ok {
		t.Error("an entry of another language")
	}
}

func TestDamagedEntriesAreIgnored(t *testing.T) {
	dir := t.TempDir()
	good, err := Lower(dir, Script, generator, 0)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, entryName(Script, generator, 0))
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, damaged := range []string{"", "x", string(data[:len(data)-1]), strings.Replace(string(data), "yield", "yeild", 1) + " ", "0 -1\n", string(data) + "x",
		strings.Replace(string(data), " ", " 9", 1)} {
		if err := os.WriteFile(name, []byte(damaged), 0o600); err != nil {
			t.Fatal(err)
		}
		again, err := Lower(dir, Script, generator, 0)
		if err != nil || *again != *good {
			t.Errorf("%.20q was taken", damaged)
		}
	}
}

func TestUnwritableDirectoryIsNoError(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Lower(filepath.Join(file, "dir"), TypeScript, "let x: number = 1", 0); err != nil {
		t.Error(err)
	}
}

func TestErrorsHaveAPlace(t *testing.T) {
	_, err := Lower("", TypeScript, "let x: = 1", 5)
	e, ok := err.(*Error)
	if !ok || e.Line != 1 || e.Column != 8 {
		t.Errorf("%#v", err)
	}
}

func FuzzReadEntry(f *testing.F) {
	f.Add([]byte("0 0\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "e"), data, 0o600); err != nil {
			t.Fatal(err)
		}
		if r, ok := readEntry(dir, "e"); ok {
			t.Errorf("%q was taken for %v", data, r)
		}
	})
}

func TestShiftColumns(t *testing.T) {
	for in, want := range map[string]string{"AAAA;AACA": "AAAC;AACA", ";;AAAAA": ";;AAACA", "": "", "A": "A", "AAAgB": "AAAiB"} {
		if got := shiftColumns(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}
