package wasi

import (
	"context"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/wasmglue/wasmglue/internal/wasi/files"
	"github.com/wasmglue/wasmglue/internal/wasi/preview1"
)

// Process is what a program gets from whoever runs it. The zero Process has nothing.
type Process struct {
	Args []string // Args[0] is the program's name
	Env  []string // NAME=value

	Stdin          io.Reader
	Stdout, Stderr io.Writer

	// Mounts are the directories the program finds open, in this order.
	Mounts []Mount
}

// Mount gives a program a directory.
type Mount struct {
	Guest    string // its name for the program
	Host     string // a directory of the host, or
	FS       fs.FS  // a file system, to be read only
	ReadOnly bool
}

// MountError says that text is no mount.
type MountError struct{ Text string }

func (e *MountError) Error() string {
	return "a directory for the program is written HOST::GUEST or HOST::GUEST::ro, not " + `"` + e.Text + `"`
}

// ParseMount reads HOST, HOST::GUEST or HOST::GUEST::ro, as wasmtime's --dir has it; ro forbids changes. GUEST is HOST where it is missing.
func ParseMount(text string) (Mount, error) {
	parts := strings.Split(text, "::")
	m := Mount{Host: parts[0], Guest: parts[0]}
	if len(parts) > 1 {
		m.Guest = parts[1]
	}
	switch {
	case len(parts) > 3, m.Host == "", m.Guest == "":
		return Mount{}, &MountError{text}
	case len(parts) == 3 && parts[2] == "ro":
		m.ReadOnly = true
	case len(parts) == 3 && parts[2] != "rw":
		return Mount{}, &MountError{text}
	}
	return m, nil
}

// System makes the program's view. The error is a [*files.PreopenError].
func (p Process) System() (*preview1.System, error) {
	cfg := preview1.Config{Args: p.Args, Env: p.Env, Stdin: input(p.Stdin), Stdout: output(p.Stdout), Stderr: output(p.Stderr)}
	for _, m := range p.Mounts {
		dir, err := m.open()
		if err != nil {
			for _, opened := range cfg.Preopens {
				_ = opened.Dir.Close()
			}
			return nil, err
		}
		cfg.Preopens = append(cfg.Preopens, preview1.Preopen{Path: m.Guest, Dir: dir})
	}
	return preview1.New(cfg), nil
}

func (m Mount) open() (files.Directory, error) {
	if m.FS != nil {
		return files.OpenFS(m.FS)
	}
	dir, err := files.OpenHost(m.Host)
	if err == nil && m.ReadOnly {
		dir = files.ReadOnly(dir)
	}
	return dir, err
}

// input: a file of the host is lent as it is, so that the program can wait for it and see what kind it is.
func input(r io.Reader) files.File {
	switch r := r.(type) {
	case nil:
		return nil
	case *os.File:
		return files.HostStream(r)
	default:
		return files.Stream(r, nil)
	}
}

func output(w io.Writer) files.File {
	switch w := w.(type) {
	case nil:
		return nil
	case *os.File:
		return files.HostStream(w)
	default:
		return files.Stream(nil, w)
	}
}

// Run runs a command from beginning to end.
//
// Errors: [*CommandError] when the module has no _start, [*ExitError] for an exit code other than 0, [*TrapError], ctx's error when it ended
// the program, and those of [Module.Instantiate].
func (m *Module) Run(ctx context.Context, p Process) error {
	if !m.IsCommand() {
		return &CommandError{Exports: m.ExportNames()}
	}
	system, err := p.System()
	if err != nil {
		return err
	}
	instance, err := m.Instantiate(ctx, system)
	if err != nil {
		return exitOf(err)
	}
	defer func() { _ = instance.Close(context.WithoutCancel(ctx)) }()
	return instance.Start(ctx)
}

// Run compiles and runs a command.
func Run(ctx context.Context, cfg Config, binary []byte, p Process) error {
	m, err := Compile(ctx, cfg, binary)
	if err != nil {
		return err
	}
	defer func() { _ = m.Close(context.WithoutCancel(ctx)) }()
	return m.Run(ctx, p)
}
