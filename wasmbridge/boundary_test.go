package wasmbridge_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/sys"

	"github.com/wasmglue/wasmglue/wasmbridge"
)

// engines are the configurations that what depends on wazero's layout is tested with.
var engines = map[string]wasmbridge.Config{
	"auto":        wasmbridge.NewConfig(),
	"interpreter": wasmbridge.NewConfig().WithEngine(wasmbridge.EngineInterpreter),
}

func onBothEngines(t *testing.T, f func(t *testing.T, rt *goja.Runtime, wa *wasmbridge.Bridge)) {
	for name, c := range engines {
		t.Run(name, func(t *testing.T) {
			rt, wa := newRealm(t, c)
			f(t, rt, wa)
		})
	}
}

// expect runs a script and compares its result as a string.
func expect(t *testing.T, rt *goja.Runtime, script, want string) {
	t.Helper()
	if got := run(t, rt, script).String(); got != want {
		t.Errorf("%s\n got %s\nwant %s", script, got, want)
	}
}

func TestExceptionCrossesAsTheSameObject(t *testing.T) {
	onBothEngines(t, func(t *testing.T, rt *goja.Runtime, _ *wasmbridge.Bridge) {
		expect(t, rt, `const thrown = { me: 1 };
			const x = instance("calls", { env: { add() { throw thrown } } }).exports;
			let caught; try { x.callImport(1, 2) } catch (e) { caught = e }
			[caught === thrown, x.add(1, 2)].join()`, "true,3")
	})
}

func TestReentrantCalls(t *testing.T) {
	onBothEngines(t, func(t *testing.T, rt *goja.Runtime, _ *wasmbridge.Bridge) {
		expect(t, rt, `const x = instance("calls", { env: { add: (a, b) => a === 0 ? b : x.callImport(a - 1, b + 1) } }).exports;
			x.callImport(100, 0)`, "100")
	})
}

func TestNestingIsLimited(t *testing.T) {
	onBothEngines(t, func(t *testing.T, rt *goja.Runtime, _ *wasmbridge.Bridge) {
		expect(t, rt, `const x = instance("calls", { env: { add: (a, b) => x.callImport(a, b) } }).exports;
			let e; try { x.callImport(1, 1) } catch (error) { e = error }
			[e instanceof RangeError, e.message, x.add(1, 2)].join()`, "true,Maximum call stack size exceeded,3")
	})
}

func TestStackOverflowIsCatchable(t *testing.T) {
	onBothEngines(t, func(t *testing.T, rt *goja.Runtime, _ *wasmbridge.Bridge) {
		expect(t, rt, `const x = instance("calls", { env: { add() {} } }).exports;
			let n = 0; for (let i = 0; i < 2; i++) try { x.endless() } catch (e) { if (e instanceof RangeError) n++ }
			n + x.add(1, 2)`, "5")
	})
}

// An interrupt and goja's own stack limit may be caught by nothing in between.
func TestUncatchableErrorsPassThrough(t *testing.T) {
	onBothEngines(t, func(t *testing.T, rt *goja.Runtime, _ *wasmbridge.Bridge) {
		if err := rt.Set("interrupt", func(goja.FunctionCall) goja.Value { rt.Interrupt("stop"); return nil }); err != nil {
			t.Fatal(err)
		}
		_, err := rt.RunString(`const x = instance("calls", { env: { add() { interrupt(); for (;;); } } }).exports;
			try { x.callImport(1, 2) } catch (e) {}`)
		var interrupted *goja.InterruptedError
		if !errors.As(err, &interrupted) || interrupted.Value() != "stop" {
			t.Errorf("got %v", err)
		}
		rt.ClearInterrupt()
		rt.SetMaxCallStackSize(100)
		_, err = rt.RunString(`const deep = () => deep();
			const y = instance("calls", { env: { add: deep } }).exports;
			try { y.callImport(1, 2) } catch (e) {}`)
		var overflow *goja.StackOverflowError
		if !errors.As(err, &overflow) {
			t.Errorf("got %v", err)
		}
		rt.SetMaxCallStackSize(10000)
		expect(t, rt, "x.add(1, 2)", "3")
	})
}

// What host code panics with arrives unchanged, whoever is in between.
func TestHostPanicsPassThrough(t *testing.T) {
	onBothEngines(t, func(t *testing.T, rt *goja.Runtime, _ *wasmbridge.Bridge) {
		for _, value := range []any{sys.NewExitError(7), errors.New("fault"), "text"} {
			if err := rt.Set("fail", func(goja.FunctionCall) goja.Value { panic(value) }); err != nil {
				t.Fatal(err)
			}
			func() {
				defer func() {
					if got := recover(); got != value {
						t.Errorf("got %v, want %v", got, value)
					}
				}()
				_, err := rt.RunString(`instance("calls", { env: { add() { fail() } } }).exports.callImport(1, 2)`)
				t.Errorf("returned %v", err)
			}()
		}
		expect(t, rt, `instance("calls", { env: { add: () => 4 } }).exports.callImport(1, 2)`, "4")
	})
}

func TestGrowthDetaches(t *testing.T) {
	onBothEngines(t, func(t *testing.T, rt *goja.Runtime, wa *wasmbridge.Bridge) {
		expect(t, rt, `let inner;
			const x = instance("calls", { env: { add() { x.grow(1); inner = view.byteLength; return 0 } } }).exports;
			let view = new Uint8Array(x.memory.buffer), first = x.memory.buffer;
			x.poke(5, 77);
			const seen = view[5];
			x.callImport(0, 0);
			const again = x.memory.buffer;
			const kept = new Uint8Array(again)[5];
			x.memory.grow(0);
			[seen, inner, first.byteLength, kept, again.byteLength, x.memory.buffer.byteLength, x.memory.buffer === x.memory.buffer].join()`,
			"77,0,0,77,0,131072,true")
		if !wa.IsMemoryBuffer(run(t, rt, "x.memory.buffer")) || wa.IsMemoryBuffer(run(t, rt, "new ArrayBuffer(8)")) {
			t.Error("memory buffers are not told from others")
		}
	})
}

func TestMemoryLimit(t *testing.T) {
	rt, _ := newRealm(t, wasmbridge.NewConfig().WithMemoryLimitPages(3))
	expect(t, rt, `const x = instance("calls", { env: { add() {} } }).exports;
		const attempt = f => { try { return f() } catch (e) { return e.name } };
		[x.grow(2), x.grow(1), attempt(() => x.memory.grow(1)), attempt(() => new WebAssembly.Memory({ initial: 4 })),
			attempt(() => new WebAssembly.Memory({ initial: 1, maximum: 9 }).grow(3)), x.add(1, 1)].join()`,
		"1,-1,RangeError,RangeError,RangeError,2")
}

func TestStackTraceNamesFunctions(t *testing.T) {
	onBothEngines(t, func(t *testing.T, rt *goja.Runtime, _ *wasmbridge.Bridge) {
		stack := run(t, rt, `const x = instance("calls", { env: { add() {} } }).exports;
			function caller() { try { x.trap() } catch (e) { return e.stack } } caller()`).String()
		lines := strings.Split(stack, "\n\tat ")
		if len(lines) < 4 || lines[0] != "RuntimeError: unreachable" || !strings.HasPrefix(lines[1], "inner (wasm://wasm/") ||
			!strings.HasPrefix(lines[2], "outer (wasm://wasm/") || !strings.HasPrefix(lines[3], "caller ") {
			t.Errorf("got %q", stack)
		}
	})
}

// queue is a scheduler whose completions wait until they are run.
type queue struct {
	mu      sync.Mutex
	arrived *sync.Cond
	ready   []func()
	pending int
}

func (q *queue) Begin() func(func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.pending++
	return func(f func()) {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.ready = append(q.ready, f)
		q.arrived.Signal()
	}
}

// run runs completions on the calling goroutine until none is pending.
func (q *queue) run() {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.pending > 0 {
		for len(q.ready) == 0 {
			q.arrived.Wait()
		}
		f := q.ready[0]
		q.ready = q.ready[1:]
		q.pending--
		q.mu.Unlock()
		f()
		q.mu.Lock()
	}
}

func TestAsynchronousWorkGoesThroughTheScheduler(t *testing.T) {
	q := &queue{}
	q.arrived = sync.NewCond(&q.mu)
	rt, _ := newRealm(t, wasmbridge.NewConfig().WithScheduler(q))
	run(t, rt, `const log = [];
		const note = (name, p) => p.then(v => log.push(name + " " + Object.keys(v)), e => log.push(name + " " + e.name));
		for (let i = 0; i < 4; i++) note("compile", WebAssembly.compile(bytes("imports100")));
		note("bad", WebAssembly.compile(new Uint8Array(9)));
		note("both", WebAssembly.instantiate(bytes("calls"), { env: { add() {} } }));
		note("link", WebAssembly.instantiate(bytes("calls"), { env: {} }));
		note("instance", WebAssembly.instantiate(module("imports0")));
		log.push("synchronously done")`)
	expect(t, rt, "log.join()", "synchronously done")
	q.run()
	for _, want := range []string{"bad CompileError", "both module,instance", "link LinkError", "instance "} {
		expect(t, rt, fmt.Sprintf("log.includes(%q)", want), "true")
	}
	expect(t, rt, "log.length", "9")
}

func TestStreaming(t *testing.T) {
	source := func(rt *goja.Runtime, v goja.Value, done func([]byte, goja.Value)) {
		o := v.ToObject(rt)
		if o.Get("body") == nil {
			done(nil, rt.NewTypeError("no Response"))
			return
		}
		done(o.Get("body").Export().(goja.ArrayBuffer).Bytes(), nil)
	}
	rt, _ := newRealm(t, wasmbridge.NewConfig().WithResponseSource(source))
	run(t, rt, `const log = []; const note = p => p.then(v => log.push(Object.prototype.toString.call(v) + Object.keys(v)), e => log.push(e.message));
		note(WebAssembly.compileStreaming(Promise.resolve({ body: bytes("imports0") })));
		note(WebAssembly.instantiateStreaming({ body: bytes("calls") }, { env: { add() {} } }));
		note(WebAssembly.compileStreaming({}));
		note(WebAssembly.compileStreaming(Promise.reject(new Error("refused"))));`)
	for _, want := range []string{"[object WebAssembly.Module]", "[object Object]module,instance", "no Response", "refused"} {
		expect(t, rt, fmt.Sprintf("log.includes(%q)", want), "true")
	}
}

func TestModulesAndSharedMemoriesCrossRealms(t *testing.T) {
	cluster := wasmbridge.NewCluster(wasmbridge.NewConfig())
	defer cluster.Close(context.Background())
	first, a := newRealm(t, wasmbridge.NewConfig().WithCluster(cluster))
	second, b := newRealm(t, wasmbridge.NewConfig().WithCluster(cluster))
	pass := func(name string) {
		s, ok := a.Serialize(run(t, first, name))
		if !ok {
			t.Fatalf("%s cannot be serialized", name)
		}
		o, err := b.Deserialize(s)
		if err != nil {
			t.Fatal(err)
		}
		if err := second.Set(name, o); err != nil {
			t.Fatal(err)
		}
	}
	run(t, first, `var m = module("calls"), shared = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
		new Uint8Array(shared.buffer)[3] = 9`)
	pass("m")
	pass("shared")
	expect(t, second, `new WebAssembly.Instance(m, { env: { add() {} } }).exports.add(1, 2) + new Uint8Array(shared.buffer)[3]`, "12")
	expect(t, second, `const old = shared.buffer; shared.grow(1); [old.byteLength, shared.buffer.byteLength].join()`, "65536,131072")
	expect(t, first, `shared.buffer.byteLength`, "131072")
	if _, ok := a.Serialize(run(t, first, "new WebAssembly.Memory({ initial: 1 })")); ok {
		t.Error("a memory that is not shared was serialized")
	}
	third, c := newRealm(t, wasmbridge.NewConfig())
	s, _ := a.Serialize(run(t, first, "shared"))
	if _, err := c.Deserialize(s); !errors.Is(err, wasmbridge.ErrOtherCluster) {
		t.Errorf("got %v", err)
	}
	s, _ = a.Serialize(run(t, first, "m"))
	o, err := c.Deserialize(s)
	if err != nil {
		t.Fatal(err)
	}
	if err := third.Set("m", o); err != nil {
		t.Fatal(err)
	}
	expect(t, third, `new WebAssembly.Instance(m, { env: { add() {} } }).exports.add(1, 2)`, "3")
}

func TestUseAfterClose(t *testing.T) {
	rt, wa := newRealm(t, wasmbridge.NewConfig())
	run(t, rt, `const x = instance("calls", { env: { add() {} } }).exports`)
	if err := wa.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	for _, script := range []string{`x.add(1, 2)`, `module("calls")`, `new WebAssembly.Memory({ initial: 1 })`} {
		if _, err := rt.RunString(script); err == nil || !strings.Contains(err.Error(), "closed") {
			t.Errorf("%s: %v", script, err)
		}
	}
}
