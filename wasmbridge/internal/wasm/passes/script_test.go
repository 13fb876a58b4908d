package passes_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/passes"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/spectest"
)

// command is one line of a script of the test data.
type command struct {
	Type, Filename, As string
	Line               int
	Action             struct {
		Type, Field string
		Args        []value
	}
	Expected []value
}

type value struct{ Type, Value string }

// TestExceptionScripts runs the exception handling scripts of the
// specification with every module rewritten.
func TestExceptionScripts(t *testing.T) {
	for engine, config := range engines() {
		for _, pass := range []passes.Pass{passes.Exceptions, passes.ExceptionValues} {
			t.Run(engine+"/"+pass.Name, func(t *testing.T) {
				checked := 0
				for _, path := range spectest.Scripts(t, "exception-handling") {
					checked += runScript(t, config, pass, path)
				}
				if checked < 40 {
					t.Errorf("only %d assertions were checked", checked)
				}
			})
		}
	}
}

func runScript(t *testing.T, config wazero.RuntimeConfig, pass passes.Pass, path string) (checked int) {
	var script struct{ Commands []command }
	b, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(b, &script) != nil {
		t.Fatalf("%s: %v", path, err)
	}
	ctx := context.Background()
	r := wazero.NewRuntimeWithConfig(ctx, config)
	defer r.Close(ctx)
	pending := pendingException(t, r)
	var instance, last api.Module
	var compiled wazero.CompiledModule
	for _, c := range script.Commands {
		switch c.Type {
		case "module":
			compiled = compile(t, r, pass, filepath.Join(filepath.Dir(path), c.Filename))
			last, err = r.InstantiateModule(ctx, compiled, wazero.NewModuleConfig().WithName(""))
			if instance = last; err != nil {
				t.Logf("%s:%d: not instantiated: %v", filepath.Base(path), c.Line, err)
			}
		case "register":
			if instance, err = r.InstantiateModule(ctx, compiled, wazero.NewModuleConfig().WithName(c.As)); err != nil {
				t.Fatal(err)
			}
		case "assert_return", "assert_exception", "assert_trap":
			if instance == nil || c.Action.Type != "invoke" {
				continue
			}
			checked++
			if err := c.check(ctx, instance, pending); err != nil {
				t.Errorf("%s:%d: %v", filepath.Base(path), c.Line, err)
			}
		}
	}
	return checked
}

func compile(t *testing.T, r wazero.Runtime, pass passes.Pass, path string) wazero.CompiledModule {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m, err := wasm.Parse(b)
	if err == nil {
		m, err = passes.Pipeline{pass, passes.StripCustoms}.Apply(m)
	}
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	compiled, err := r.CompileModule(context.Background(), m.Encode())
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return compiled
}

func (c *command) check(ctx context.Context, instance api.Module, pending api.MutableGlobal) error {
	var args []uint64
	for _, a := range c.Action.Args {
		v, err := parseBits(a.Value)
		if err != nil {
			return err
		}
		args = append(args, v)
	}
	results, err := instance.ExportedFunction(c.Action.Field).Call(ctx, args...)
	if pending.Get() != 0 {
		pending.Set(0)
		err = errors.New("an exception is pending")
	}
	if c.Type != "assert_return" {
		if err == nil {
			return errors.New(c.Action.Field + " returned, want " + c.Type)
		}
		return nil
	}
	if err != nil {
		return err
	}
	for i, e := range c.Expected {
		if e.Value == "" {
			continue // any exception reference
		}
		want, err := parseBits(e.Value)
		got := results[i]
		if strings.HasSuffix(e.Type, "32") {
			got, want = uint64(uint32(got)), uint64(uint32(want))
		}
		if err != nil || got != want {
			return fmt.Errorf("%s = %d, want %s", c.Action.Field, got, e.Value)
		}
	}
	return nil
}

// parseBits reads a number's bits, which the scripts write with or without sign.
func parseBits(s string) (uint64, error) {
	if strings.HasPrefix(s, "-") {
		v, err := strconv.ParseInt(s, 10, 64)
		return uint64(v), err
	}
	return strconv.ParseUint(s, 10, 64)
}
