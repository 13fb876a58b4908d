package module_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/builtins"
	"github.com/wasmglue/wasmglue/internal/module"
	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// coreModules are as many core modules as these tests need.
type coreModules struct {
	r      *realm.Realm
	loaded map[string]goja.Value
}

func (coreModules) Has(specifier string) bool {
	name := strings.TrimPrefix(specifier, "node:")
	return name == "path" || name == "module" || name == "fs"
}
func (coreModules) Names() []string { return []string{"fs", "module", "path"} }
func (c coreModules) Require(name string) (goja.Value, error) {
	if name == "module" {
		return c.r.Modules.Builtin(), nil
	}
	if v, ok := c.loaded[name]; ok {
		return v, nil
	}
	exports := c.r.Runtime.NewObject()
	c.loaded[name] = exports
	c.r.Method(exports, "sep", 0, func(goja.FunctionCall) goja.Value { return c.r.Runtime.ToValue("/") })
	return exports, nil
}

// program is a host of the tests: what it printed, and how it ended.
type program struct {
	*realm.Realm
	loader *module.Loader
	out    []string
	failed error
}

func newProgram(t testing.TB, files sandbox.FileSystem, dir string, options module.Options) *program {
	t.Helper()
	p := &program{}
	p.Realm = realm.New(goja.New(), sandbox.New(files, dir, nil), &realm.Process{Argv: []string{"node"}})
	p.Loop.OnUncaught(func(err error) { p.failed = err })
	p.Builtins = coreModules{p.Realm, map[string]goja.Value{}}
	p.loader = module.New(p.Realm, options)
	p.Modules = p.loader
	if err := builtins.Install(p.Realm); err != nil {
		t.Fatal(err)
	}
	_ = p.Runtime.Set("print", func(c goja.FunctionCall) goja.Value {
		var words []string
		for _, v := range c.Arguments {
			words = append(words, v.String())
		}
		p.out = append(p.out, strings.Join(words, " "))
		return goja.Undefined()
	})
	return p
}

// run runs the main module until the loop is idle.
func (p *program) run(t testing.TB, main string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	p.Loop.Submit(func() {
		v, err := p.loader.RunMain(main)
		if err != nil {
			p.Loop.Uncaught(err)
			return
		}
		if promise, ok := v.Export().(*goja.Promise); ok {
			then, _ := goja.AssertFunction(v.(*goja.Object).Get("then"))
			_, _ = then(v, goja.Undefined(), p.Runtime.ToValue(func(c goja.FunctionCall) goja.Value {
				p.failed = &thrown{c.Argument(0)}
				return goja.Undefined()
			}))
			_ = promise
		}
	})
	p.Loop.WhenIdle(cancel)
	if err := p.Loop.Run(ctx); err != nil && !errors.Is(err, context.Canceled) && p.failed == nil {
		p.failed = err
	}
}

type thrown struct{ value goja.Value }

func (e *thrown) Error() string { return e.value.String() }
