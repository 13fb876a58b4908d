package jshost_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/jshost"
)

// files makes a guest's file system out of name, content pairs.
func files(pairs ...string) fs.FS {
	fsys := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		fsys[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return fsys
}

func newHost(t *testing.T, cfg jshost.Config) *jshost.Host {
	t.Helper()
	h, err := jshost.New(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := h.Close(ctx); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return h
}

func load(t *testing.T, source string) *jshost.Module {
	t.Helper()
	h := newHost(t, jshost.NewConfig().WithFS(files("index.js", source)))
	m, err := h.Load(t.Context(), "./index.js")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestCallAwaitsPromises(t *testing.T) {
	m := load(t, `
		exports.sync = (p) => ({ got: p })
		exports.main = async (p) => { await null; return { sum: p.a + p.b } }
		exports.late = () => new Promise((resolve) => setTimeout(resolve, 1, [1, 'x']))
		exports.thenable = () => ({ then(resolve) { resolve({ then(r) { r('deep') } }) } })
		exports.nothing = () => {}
		exports.api = { v1: { base: 40, get(p) { return this.base + p.n } } }`)
	for _, c := range []struct{ name, params, want string }{
		{"main", `{"a":1,"b":2}`, `{"sum":3}`},
		{"sync", ``, `{"got":{}}`},
		{"sync", `[1,null]`, `{"got":[1,null]}`},
		{"late", `{}`, `[1,"x"]`},
		{"thenable", `{}`, `"deep"`},
		{"nothing", `{}`, `null`},
		{"api.v1.get", `{"n":2}`, `42`},
	} {
		got, err := m.Call(t.Context(), c.name, []byte(c.params))
		if err != nil || string(got) != c.want {
			t.Errorf("%s(%s) = %s, %v; want %s", c.name, c.params, got, err, c.want)
		}
	}
}

func TestCallErrorsAreToldApart(t *testing.T) {
	m := load(t, `
		exports.throws = () => { throw new TypeError('bad') }
		exports.rejects = async () => { throw Object.assign(new RangeError('worse'), { code: 'E_WORSE' }) }
		exports.primitive = () => { throw 7 }
		exports.big = () => 1n
		exports.number = 5
		exports.deep = function f() { return f() + 1 }`)
	ctx := t.Context()
	call := func(name, params string) error { _, err := m.Call(ctx, name, []byte(params)); return err }

	var thrown *jshost.Exception
	if err := call("throws", "{}"); !errors.As(err, &thrown) || thrown.Rejected || thrown.Name != "TypeError" || thrown.Message != "bad" {
		t.Errorf("throws: %#v", err)
	}
	if err := call("rejects", "{}"); !errors.As(err, &thrown) || !thrown.Rejected || thrown.Code != "E_WORSE" || err.Error() != "RangeError: worse" {
		t.Errorf("rejects: %#v", err)
	}
	if err := call("primitive", "{}"); !errors.As(err, &thrown) || thrown.Name != "" || thrown.Message != "7" {
		t.Errorf("primitive: %#v", err)
	}
	if err := call("deep", "{}"); !errors.As(err, &thrown) || thrown.Name != "RangeError" {
		t.Errorf("deep: %#v", err)
	}
	var notFunction *jshost.NotFunctionError
	for _, name := range []string{"number", "absent", "absent.deeper", "constructor.name"} {
		if err := call(name, "{}"); !errors.As(err, &notFunction) || notFunction.Name != name {
			t.Errorf("%s: %#v", name, err)
		}
	}
	var params *jshost.ParamsError
	if err := call("throws", "{"); !errors.As(err, &params) {
		t.Errorf("bad parameters: %#v", err)
	}
	var result *jshost.ResultError
	if err := call("big", "{}"); !errors.As(err, &result) {
		t.Errorf("BigInt result: %#v", err)
	}
}

func TestCancelInterruptsALoopAndTheHostLivesOn(t *testing.T) {
	m := load(t, `
		exports.spin = (p) => { for (;;) {} }
		exports.spinLater = async (p) => { await null; for (;;) {} }
		exports.never = () => new Promise(() => {})
		exports.main = () => 'alive'`)
	for _, name := range []string{"spin", "spinLater", "never"} {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		_, err := m.Call(ctx, name, nil)
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", name, err)
		}
		if got, err := m.Call(t.Context(), "main", nil); err != nil || string(got) != `"alive"` {
			t.Errorf("after %s: %s, %v", name, got, err)
		}
	}
}

func TestExitEndsTheHost(t *testing.T) {
	m := load(t, `exports.main = () => { process.exit(3); for (;;) {} }`)
	var exit *jshost.ExitError
	if _, err := m.Call(t.Context(), "main", nil); !errors.As(err, &exit) || exit.Code != 3 {
		t.Fatalf("Call: %v", err)
	}
	if _, err := m.Call(t.Context(), "main", nil); !errors.As(err, &exit) || exit.Code != 3 {
		t.Errorf("a call after the end: %v", err)
	}
}

func TestUncaughtEndsTheHostAndIsPrinted(t *testing.T) {
	for source, want := range map[string]string{
		`exports.main = () => { setTimeout(() => { throw new Error('in timer') }, 1); return new Promise(() => {}) }`: "Error: in timer",
		`exports.main = () => { Promise.reject(new Error('nobody cares')); return new Promise(() => {}) }`:            "Error: nobody cares",
	} {
		var stderr bytes.Buffer
		h := newHost(t, jshost.NewConfig().WithFS(files("index.js", source)).WithStderr(&stderr))
		m, err := h.Load(t.Context(), "./index.js")
		if err != nil {
			t.Fatal(err)
		}
		var uncaught *jshost.UncaughtError
		if _, err = m.Call(t.Context(), "main", nil); !errors.As(err, &uncaught) || uncaught.Exception.Error() != want {
			t.Errorf("Call: %v; want %s", err, want)
		}
		<-h.Done()
		if !strings.Contains(stderr.String(), want) || !strings.Contains(stderr.String(), "Node.js v") {
			t.Errorf("stderr %q", stderr.String())
		}
	}
}

func TestDoIsATaskOfItsOwn(t *testing.T) {
	h := newHost(t, jshost.NewConfig())
	var log []string
	err := h.Do(t.Context(), func(r *jshost.Realm) error {
		_ = r.Runtime().Set("log", func(c goja.FunctionCall) goja.Value { log = append(log, c.Argument(0).String()); return nil })
		r.NextTick(func() { log = append(log, "tick") })
		_, err := r.Runtime().RunString(`Promise.resolve().then(() => log('micro')); log('main')`)
		return err
	})
	if err != nil || strings.Join(log, " ") != "main tick micro" {
		t.Errorf("log %q, %v", log, err)
	}
	err = h.Do(t.Context(), func(r *jshost.Realm) error { panic(r.Runtime().NewTypeError("thrown by a native")) })
	var thrown *jshost.Exception
	if !errors.As(err, &thrown) || thrown.Message != "thrown by a native" {
		t.Errorf("Do: %v", err)
	}
}

func TestGoPanicEndsOnlyThatHost(t *testing.T) {
	h := newHost(t, jshost.NewConfig())
	err := h.Do(t.Context(), func(*jshost.Realm) error { panic("fault") })
	var fault *jshost.PanicError
	if !errors.As(err, &fault) || fault.Value != "fault" || len(fault.Stack) == 0 {
		t.Errorf("Do: %v", err)
	}
}

func TestHostsHaveTheirOwnDirectoryAndEnvironment(t *testing.T) {
	source := `const fs = require('fs')
		exports.main = () => [fs.readFileSync('who.txt', 'utf8'), process.cwd(), process.env.WHO]`
	fsys := files("a/index.js", source, "a/who.txt", "I am a", "b/index.js", source, "b/who.txt", "I am b")
	for _, who := range []string{"a", "b"} {
		h := newHost(t, jshost.NewConfig().WithFS(fsys).WithDir("/"+who).WithEnv([]string{"WHO=" + who}))
		m, err := h.Load(t.Context(), ".")
		if err != nil {
			t.Fatal(err)
		}
		got, err := m.Call(t.Context(), "main", nil)
		if want := `["I am ` + who + `","/` + who + `","` + who + `"]`; err != nil || string(got) != want {
			t.Errorf("got %s, %v; want %s", got, err, want)
		}
	}
}

func TestCloseInterruptsWhatRuns(t *testing.T) {
	h, err := jshost.New(t.Context(), jshost.NewConfig())
	if err != nil {
		t.Fatal(err)
	}
	started := make(chan struct{})
	ended := make(chan error)
	go func() {
		ended <- h.Do(context.Background(), func(r *jshost.Realm) error {
			close(started)
			_, err := r.Runtime().RunString(`for (;;) {}`)
			return err
		})
	}()
	<-started
	if err := h.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; !errors.Is(err, jshost.ErrClosed) {
		t.Errorf("Do: %v", err)
	}
	if err := h.Do(t.Context(), func(*jshost.Realm) error { return nil }); !errors.Is(err, jshost.ErrClosed) {
		t.Errorf("Do after Close: %v", err)
	}
	if !errors.Is(h.Err(), jshost.ErrClosed) {
		t.Errorf("Err: %v", h.Err())
	}
}

func TestManyCallersShareOneHost(t *testing.T) {
	m := load(t, `exports.main = async (p) => { await null; return p.n * 2 }`)
	errs := make(chan error)
	for n := range 50 {
		go func() {
			got, err := m.Call(context.Background(), "main", []byte(`{"n":`+string(rune('0'+n%10))+`}`))
			if err == nil && string(got) != []string{"0", "2", "4", "6", "8", "10", "12", "14", "16", "18"}[n%10] {
				err = errors.New("wrong answer " + string(got))
			}
			errs <- err
		}()
	}
	for range 50 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

func TestWorkingDirectoryMustBeAbsolute(t *testing.T) {
	var wrong *jshost.ConfigError
	for _, cfg := range []jshost.Config{jshost.NewConfig(), jshost.NewConfig().WithOSFiles()} {
		if _, err := jshost.New(t.Context(), cfg.WithDir("action")); !errors.As(err, &wrong) || wrong.Field != "Dir" {
			t.Errorf("New: %v", err)
		}
	}
}
