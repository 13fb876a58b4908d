package jshost_test

import (
	"context"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/jshost"
)

// threads runs the body of an async function that sees what testdata/threads.js exports.
func threads(t *testing.T, body string) string {
	t.Helper()
	dir, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute) // only a deadlock meets it
	defer cancel()
	host, err := jshost.New(ctx, jshost.NewConfig().WithNode().WithDir(dir).WithEnv(nil).WithStdout(t.Output()).WithStderr(t.Output()))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := host.Close(context.Background()); err != nil {
			t.Error(err)
		}
	}()
	module, err := host.Load(ctx, "threads.js")
	if err != nil {
		t.Fatal(err)
	}
	err = module.Exports(ctx, func(r *jshost.Realm, exports goja.Value) error {
		test, err := r.Runtime().RunString("(async ({ memory, own, cells, run, spinner }) => {" + body + "})")
		if err != nil {
			return err
		}
		_ = r.Runtime().Set("collect", runtime.GC)
		return exports.ToObject(r.Runtime()).Set("test", test)
	})
	if err != nil {
		t.Fatal(err)
	}
	out, err := module.Call(ctx, "start", nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func expect(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// handoffs is how often two threads hand over to one another.
const handoffs = "50000"

func TestThreadsHandOver(t *testing.T) {
	got := threads(t, `const ended = await run([['handoffs', 0, `+handoffs+`], ['handoffs', 1, `+handoffs+`]]); return [ended, cells()[3], cells()[6]]`)
	expect(t, got, `[[[0,null],[0,null]],100000,3]`)
}

func TestThreadsCountUnderAMutex(t *testing.T) {
	got := threads(t, `await run([['count', `+handoffs+`], ['count', `+handoffs+`]]); return cells()[4]`)
	expect(t, got, `100000`)
}

// The main thread, in JavaScript's Atomics, is one of the two.
func TestAtomicsAndThreadsWakeOneAnother(t *testing.T) {
	got := threads(t, `
		const view = new Int32Array(memory.buffer), wide = new BigInt64Array(memory.buffer)
		const sleepers = run([['sleep', 64, -1n], ['sleep64', 128, 0n]])
		while (Atomics.notify(view, 16, 1) === 0) await new Promise(setImmediate)
		while (Atomics.notify(wide, 16) === 0) await new Promise(setImmediate)
		const woken = Atomics.waitAsync(view, 20, 0)
		const notified = run([['notify', 80, 5]])
		return [await sleepers, woken.async, await woken.value, await notified, own.sleep(64, 1000n), own.sleep64(128, 1n)]`)
	expect(t, got, `[[[0,0],[0,0]],true,"ok",[[0,1]],2,1]`)
}

// A thread that spins must not keep the garbage collector, and with it the thread that it waits for, from going on.
func TestSpinningThreadLetsTheCollectorRun(t *testing.T) {
	got := threads(t, `
		const worker = await spinner(['spin'])
		const ended = new Promise((resolve) => worker.on('exit', resolve))
		for (let i = 0; i < 200; i++) own.alloc()
		collect()
		Atomics.store(new Int32Array(memory.buffer), 5, 1)
		return await ended`)
	expect(t, got, `0`)
}

func TestTerminateEndsThreads(t *testing.T) {
	got := threads(t, `
		const asleep = await spinner(['sleep', 64, -1n]), spinning = await spinner(['spin'])
		return [await spinning.terminate(), await asleep.terminate()]`)
	expect(t, got, `[1,1]`)
}

func TestSharedMemoryGrowsForAll(t *testing.T) {
	got := threads(t, `
		const before = memory.buffer
		await run([['grow']])
		return [before.byteLength, memory.buffer.byteLength, memory.buffer === before, memory.buffer === memory.buffer]`)
	expect(t, got, `[65536,131072,false,true]`)
}
