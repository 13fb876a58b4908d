package openwhisk

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/wasmglue/wasmglue/internal/action"
)

// executable is what bin/exec says after its first line: which action to serve. The first line is "#!" with the path of our own binary, so that the
// kernel starts us without a shell being there.
type executable struct {
	Main string `json:"main"`
	Path string `json:"path"` // relative to the executable's directory
}

// executableCommand is the argument after the binary in the first line of an executable.
const executableCommand = "actionloop"

// Compile is the compiler that openwhisk-runtime-go runs as "$OW_COMPILER main src bin": it turns the source that the proxy unpacked into
// src into an executable bin/exec, for which self, the absolute path of the wasmglue binary, is the interpreter. On success nothing must be
// printed. executionEnv, __OW_EXECUTION_ENV, goes to bin/exec.env if it is not empty: the proxy compares it when it starts the action.
func Compile(self, main, src, bin, executionEnv string) error {
	if main == "" {
		main = "main"
	}
	if len(self) > 200 || strings.ContainsAny(self, " \t\n") {
		return fmt.Errorf("the binary's path %q cannot stand in a #! line: it has blanks or is too long", self)
	}
	path, err := arrange(main, src, bin)
	if err != nil {
		return err
	}
	settings, err := json.Marshal(executable{Main: main, Path: path})
	if err != nil {
		return err
	}
	text := "#!" + self + " " + executableCommand + "\n" + string(settings) + "\n"
	if err := os.WriteFile(filepath.Join(bin, "exec"), []byte(text), 0o755); err != nil {
		return err
	}
	if executionEnv == "" {
		return nil
	}
	return os.WriteFile(filepath.Join(bin, "exec.env"), []byte(executionEnv+"\n"), 0o644)
}

// arrange moves the source into bin and returns its place there. The proxy leaves a single file under the name exec.
func arrange(main, src, bin string) (path string, err error) {
	single := filepath.Join(src, "exec")
	if info, err := os.Stat(single); err == nil && info.Mode().IsRegular() {
		data, err := os.ReadFile(single)
		if err != nil {
			return "", err
		}
		name := "action.js"
		if action.DetectFormat(data) == action.Wasm {
			name = action.MainWasm
		}
		return name, os.Rename(single, filepath.Join(bin, name))
	}
	if !strings.Contains(main, ".") {
		if _, err := action.FindEntry(os.DirFS(src)); err != nil {
			return "", entryError(err)
		}
	}
	return "action", os.Rename(src, filepath.Join(bin, "action"))
}

func entryError(err error) error {
	if errors.Is(err, action.ErrNoEntry) {
		return errNoEntry
	}
	return err
}

// readExecutable makes the loop that of the action which an executable of ours names, if the path is one.
func readExecutable(l *Loop) error {
	file, err := os.Open(l.Path)
	if err != nil {
		return err
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return err
	}
	in := bufio.NewReader(file)
	head, _ := in.Peek(2)
	if !bytes.Equal(head, []byte("#!")) {
		return nil
	}
	first, err := in.ReadString('\n')
	if err != nil || !strings.HasSuffix(strings.TrimSpace(first), " "+executableCommand) {
		return nil // a script with a #! line of its own is a source file like any other
	}
	var settings executable
	if err := json.NewDecoder(in).Decode(&settings); err != nil {
		return fmt.Errorf("%s: not an executable that wasmglue wrote: %w", l.Path, err)
	}
	if !fs.ValidPath(settings.Path) {
		return fmt.Errorf("%s: the action's path %q leads elsewhere", l.Path, settings.Path)
	}
	l.Main, l.Path = settings.Main, filepath.Join(filepath.Dir(l.Path), settings.Path)
	return nil
}
