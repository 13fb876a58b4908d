package direct

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"sync"

	"github.com/wasmglue/wasmglue/internal/wasi"
)

// Config says what an action is made of.
type Config struct {
	Name       string // of the program, its argument 0; "" is main.wasm
	Descriptor *Descriptor
	Mounts     []wasi.Mount // the directories every call finds open
	Engine     wasi.Config
	// MaxResult bounds the result, in bytes; 0 is DefaultMaxResult.
	MaxResult int
}

// DefaultMaxResult is how large a result may be unless [Config] says otherwise.
const DefaultMaxResult = 64 << 20

// Action is a loaded module. It may be called from several goroutines; those calls run at the same time unless one instance serves all.
type Action struct {
	cfg    Config
	module *wasi.Module

	mu   sync.Mutex
	kept *wasi.Instance // when the descriptor says reuse
}

// Call says what to call and with what.
type Call struct {
	Export string // "" is main
	Params []byte // a JSON object (or array); nil is {}
	Env    []string
	// Where the action's log goes; nil discards it. In a kept instance these are the first call's.
	Stdout, Stderr io.Writer
}

// Load compiles binary.
//
// Errors: those of [wasi.Compile], [*DescriptorError] when the descriptor does not fit the module's exports.
func Load(ctx context.Context, cfg Config, binary []byte) (*Action, error) {
	if cfg.Descriptor == nil {
		cfg.Descriptor = &Descriptor{}
	}
	if cfg.Name == "" {
		cfg.Name = "main.wasm"
	}
	if cfg.MaxResult == 0 {
		cfg.MaxResult = DefaultMaxResult
	}
	module, err := wasi.Compile(ctx, cfg.Engine, binary)
	if err != nil {
		return nil, err
	}
	a := &Action{cfg: cfg, module: module}
	if err := a.checkDescriptor(); err != nil {
		_ = module.Close(ctx)
		return nil, err
	}
	return a, nil
}

// Open loads the module file of fsys, with the wasmglue.json beside it, if there is one.
func Open(ctx context.Context, cfg Config, fsys fs.FS, file string) (*Action, error) {
	binary, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, fmt.Errorf("load WebAssembly action: %w", err)
	}
	text, err := fs.ReadFile(fsys, path.Join(path.Dir(file), DescriptorFile))
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, fmt.Errorf("load WebAssembly action: %w", err)
	default:
		if cfg.Descriptor, err = ParseDescriptor(text); err != nil {
			return nil, err
		}
	}
	if cfg.Name == "" {
		cfg.Name = path.Base(file)
	}
	return Load(ctx, cfg, binary)
}

// Has tells whether there is something to call under a name.
func (a *Action) Has(export string) bool {
	if a.isCommand(export) {
		return true
	}
	_, ok := a.module.Exports()[exportName(export)]
	return ok
}

// Exports are the names of the exported functions, sorted.
func (a *Action) Exports() []string { return a.module.ExportNames() }

// Close frees the action, when no call runs any more.
func (a *Action) Close(ctx context.Context) error { return a.module.Close(ctx) }

// mainExport is what is called when nothing is named; a command's _start stands for it.
const mainExport = "main"

func exportName(export string) string {
	if export == "" {
		return mainExport
	}
	return export
}

func (a *Action) isCommand(export string) bool {
	return a.module.IsCommand() && (export == "" || export == mainExport || export == "_start")
}

// Call runs the action and returns its result: JSON, an object unless the action itself returned an array.
//
// Errors: [*wasi.ExportError]; [*ParamsError] and [*ArgumentError] blame the parameters, [*ResultError] what the action returned;
// [*wasi.ExitError] (a program that ended with a code other than 0), [*wasi.TrapError]; ctx's error when it ended the call.
func (a *Action) Call(ctx context.Context, c Call) ([]byte, error) {
	if c.Params == nil {
		c.Params = []byte("{}")
	}
	if !json.Valid(c.Params) {
		return nil, &ParamsError{Reason: "are not valid JSON"}
	}
	if a.isCommand(c.Export) {
		return a.runCommand(ctx, c)
	}
	return a.callExport(ctx, c)
}

func (a *Action) process(c Call) wasi.Process {
	return wasi.Process{Args: []string{a.cfg.Name}, Env: c.Env, Stdout: c.Stdout, Stderr: c.Stderr, Mounts: a.cfg.Mounts}
}
