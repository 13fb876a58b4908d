package openwhisk

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

var (
	command   = flag.String("command", os.Getenv("OPENWHISK_COMMAND"), "command line of the action container to test; default: this tree's own binary")
	reference = flag.Bool("reference", false, "leave out the rows in which our runtime differs from the nodejs runtime on purpose")
)

// buildDir holds the binary for the time of the tests.
var buildDir string

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	if buildDir != "" {
		_ = os.RemoveAll(buildDir)
	}
	os.Exit(code)
}

// binaryPath builds the binary of this tree, once.
var binaryPath = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "wasmglue-compat-")
	if err != nil {
		return "", err
	}
	buildDir = dir
	path := filepath.Join(dir, "wasmglue")
	build := exec.Command("go", "build", "-o", path, "github.com/wasmglue/wasmglue/cmd/wasmglue")
	build.Stderr = os.Stderr
	return path, build.Run()
})

// commandLine is the command under test.
func commandLine(t *testing.T) []string {
	t.Helper()
	if *command != "" {
		return strings.Fields(*command)
	}
	return []string{ownBinary(t), "serve", "openwhisk"}
}

// ownBinary is this tree's binary, for what only it can do.
func ownBinary(t *testing.T) string {
	t.Helper()
	path, err := binaryPath()
	if err != nil {
		t.Fatalf("build the binary: %v", err)
	}
	return path
}
