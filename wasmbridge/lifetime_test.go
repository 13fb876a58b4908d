package wasmbridge_test

import (
	"flag"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge"
)

var cycles = flag.Int("cycles", 5_000, "instances that TestInstancesAreCollected makes and drops")

// residentKB returns the process's resident memory, 0 where the system does not tell.
func residentKB() int {
	b, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(b), "VmRSS:")
	field := strings.Fields(rest)
	if len(field) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(field[0])
	return n
}

func TestInstancesAreCollected(t *testing.T) {
	rt, _ := newRealm(t, wasmbridge.NewConfig())
	run(t, rt, `const m = module("calls");
		function cycle(n) {
			for (let i = 0; i < n; i++) {
				const x = new WebAssembly.Instance(m, { env: { add: (a, b) => a + b + x.table.length } }).exports;
				if (x.callImport(1, 2) !== 5 || x.memory.buffer.byteLength !== 65536) throw new Error("wrong");
			}
		}`)
	cycle, _ := goja.AssertFunction(run(t, rt, "cycle"))
	round := func() {
		if _, err := cycle(goja.Undefined(), rt.ToValue(*cycles/5)); err != nil {
			t.Fatal(err)
		}
		runtime.GC()
		runtime.GC()
	}
	round()
	before := residentKB()
	for range 4 {
		round()
	}
	after := residentKB()
	t.Logf("%d instances: %d KB resident, then %d KB", *cycles, before, after)
	if after > before+before/10+2048 {
		t.Errorf("resident memory grew from %d to %d KB over %d instances", before, after, *cycles*4/5)
	}
}

// A table keeps alive the instance of a function that is in it, when nothing else does.
func TestTableKeepsFunctionsAlive(t *testing.T) {
	onBothEngines(t, func(t *testing.T, rt *goja.Runtime, _ *wasmbridge.Bridge) {
		run(t, rt, `const table = new WebAssembly.Table({ element: "anyfunc", initial: 1 });
			instance("owner", { env: { table } });
			const call = instance("caller", { env: { table } }).exports.call;`)
		for i := range 5 {
			collect(rt, t)
			expect(t, rt, "call(1)", strconv.Itoa(42+i))
		}
		expect(t, rt, "table.get(0)(1)", "47")
	})
}

// collect runs the garbage collector and makes it likely that freed memory is used again.
func collect(rt *goja.Runtime, t testing.TB) {
	for range 3 {
		runtime.GC()
		run(t, rt, `for (let i = 0; i < 50; i++) instance("imports0")`)
		for size := 16; size <= 512; size *= 2 {
			for range 200 {
				junk = append(junk, make([]byte, size))
			}
		}
	}
	junk = nil
}

var junk [][]byte

// Externref handles of values that WebAssembly has let go of are used again; those it holds are not.
func TestExternrefsAreCollected(t *testing.T) {
	onBothEngines(t, func(t *testing.T, rt *goja.Runtime, _ *wasmbridge.Bridge) {
		expect(t, rt, `const x = instance("externs").exports, held = { held: 1 };
			x.store(1, held); x.global.value = "text";
			for (let i = 0; i < 20000; i++) { const o = { i }; if (x.identity(o) !== o) throw new Error("identity") }
			x.store(2, undefined); x.store(3, -0);
			[x.load(0), x.load(1) === held, x.load(2), Object.is(x.load(3), -0), x.global.value, x.identity(1e300), x.identity(7n), x.identity(Symbol.iterator) === Symbol.iterator].join()`,
			",true,,true,text,1e+300,7,true")
	})
}
