package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	install  = flag.Bool("install", false, "install the npm packages that are not installed yet")
	packages = flag.String("packages", "", "the directory to install packages in (default: in the user's cache directory)")
)

// unreachable is npm's report that there is no network.
var unreachable = regexp.MustCompile(`\b(EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ENETUNREACH|ETIMEDOUT)\b`)

// ready returns a directory in which the case can run, with what it needs beside it.
func (s sample) ready(t *testing.T) string {
	t.Helper()
	if s.name == "own-go-js" || s.name == "own-go-wasip1" {
		return s.withGoProgram(t)
	}
	lock, err := os.ReadFile(filepath.Join(s.dir, "package-lock.json"))
	if errors.Is(err, os.ErrNotExist) {
		return s.dir
	}
	if err != nil {
		t.Fatal(err)
	}
	return s.installed(t, lock)
}

// installed is the case with the packages of its lock file. It stays for the next run, under a name that depends on the lock.
func (s sample) installed(t *testing.T, lock []byte) string {
	t.Helper()
	sum := sha256.Sum256(lock)
	dir := filepath.Join(packagesDirectory(t), s.name+"-"+hex.EncodeToString(sum[:6]))
	_, err := os.Stat(dir)
	switch {
	case err != nil && !*install:
		t.Skip("its packages are not installed: run with -install")
	case err != nil:
		npmInstall(t, s.dir, dir)
	}
	copyTree(t, s.dir, dir) // the driver may be newer than the packages
	return dir
}

// npmInstall makes dir appear whole or not at all.
func npmInstall(t *testing.T, from, dir string) {
	t.Helper()
	npm, err := exec.LookPath("npm")
	if err != nil {
		t.Skip("npm is not installed")
	}
	part := dir + ".part"
	copyTree(t, from, part)
	// Packages for the wasm32 "processor" are refused elsewhere without --force; no package's script is run.
	command := exec.Command(npm, "ci", "--ignore-scripts", "--force", "--no-audit", "--no-fund")
	command.Dir = part
	if out, err := command.CombinedOutput(); err != nil {
		if unreachable.Match(out) {
			t.Skip("the npm registry cannot be reached from here")
		}
		t.Fatalf("npm ci: %v\n%s", err, short(string(out)))
	}
	if err := os.Rename(part, dir); err != nil {
		t.Fatal(err)
	}
}

func packagesDirectory(t *testing.T) string {
	t.Helper()
	dir := *packages
	if dir == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			t.Skip("there is no cache directory: name one with -packages")
		}
		dir = filepath.Join(cache, "wasmglue-corpus")
	}
	dir, err := filepath.Abs(dir)
	if err == nil {
		err = os.MkdirAll(dir, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// withGoProgram builds the case's Go program with the Go at hand, and takes that Go's own glue.
func (s sample) withGoProgram(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("compiles the standard library for WebAssembly")
	}
	dir := t.TempDir()
	copyTree(t, s.dir, dir)
	source, system := "./testdata/src/gowasi", "wasip1"
	if s.name == "own-go-js" {
		source, system = "./testdata/src/gojs", "js"
		for _, glue := range []string{"wasm_exec.js", "wasm_exec_node.js"} {
			copyFile(t, filepath.Join(goroot(t), "lib", "wasm", glue), filepath.Join(dir, glue))
		}
	}
	build := exec.Command("go", "build", "-o", filepath.Join(dir, "main.wasm"), source)
	build.Env = append(os.Environ(), "GOOS="+system, "GOARCH=wasm", "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return dir
}

func goroot(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

func copyTree(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(name string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := filepath.Join(to, strings.TrimPrefix(name, from))
		if entry.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		copyFile(t, name, target)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, b, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}
