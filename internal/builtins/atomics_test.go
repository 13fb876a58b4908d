package builtins_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// agents are realms that see the same bytes as "cells".
func agents(t *testing.T, n int) []*realm.Realm {
	t.Helper()
	memory := make([]byte, 64)
	var out []*realm.Realm
	for range n {
		r := newRealm(t)
		if err := r.Runtime.Set("cells", r.NewSharedBuffer(memory, nil, nil)); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

func run(t *testing.T, r *realm.Realm, script string) goja.Value {
	t.Helper()
	v, err := r.Runtime.RunString(script)
	if err != nil {
		t.Error(err)
		return goja.Undefined()
	}
	return v
}

// Elements of all sizes in the same words, changed by several agents at once: no change may be lost, and none may touch its neighbours.
func TestAtomicsBetweenAgents(t *testing.T) {
	realms := agents(t, 3)
	const rounds = `for (let i = 0; i < 2000; i++) {
		Atomics.add(new Int8Array(cells), 0, 1); Atomics.add(new Uint8Array(cells), 1, 3); Atomics.sub(new Int16Array(cells), 1, 1)
		Atomics.add(new Int32Array(cells), 1, 5); Atomics.add(new BigInt64Array(cells), 1, 7n)
	}`
	var group sync.WaitGroup
	for _, r := range realms {
		group.Go(func() { run(t, r, rounds) })
	}
	group.Wait()
	got := run(t, realms[0], `[new Int8Array(cells)[0], new Uint8Array(cells)[1], new Int16Array(cells)[1], new Int32Array(cells)[1], new BigInt64Array(cells)[1]].join()`)
	if want := "112,80,-6000,30000,42000"; got.String() != want { // 6000 and 18000 modulo 256
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestNotifyWakesWaiters(t *testing.T) {
	realms := agents(t, 3)
	results := make(chan string, 2)
	for _, r := range realms[1:] {
		go func() { results <- run(t, r, `Atomics.wait(new Int32Array(cells), 0, 0)`).String() }()
	}
	// Each notification wakes who waits by then; together they must wake both.
	got := run(t, realms[0], `let woken = 0; while (woken < 2) woken += Atomics.notify(new Int32Array(cells), 0, 1); woken`)
	if got.ToInteger() != 2 {
		t.Errorf("woke %s", got)
	}
	for range 2 {
		if r := <-results; r != "ok" {
			t.Errorf("wait: %s", r)
		}
	}
}

// A wait without end must not keep a host from being closed.
func TestInterruptEndsWait(t *testing.T) {
	r := agents(t, 1)[0]
	waiting := make(chan struct{})
	if err := r.Runtime.Set("begun", func(goja.FunctionCall) goja.Value { close(waiting); return goja.Undefined() }); err != nil {
		t.Fatal(err)
	}
	ended := errors.New("ended")
	go func() {
		<-waiting
		r.Loop.Interrupt(ended)
	}()
	r.Loop.Submit(func() {
		if _, err := r.Runtime.RunString(`begun(); Atomics.wait(new Int32Array(cells), 0, 0)`); err != nil {
			panic(err)
		}
	})
	err := r.Loop.Run(context.Background())
	var interrupted *goja.InterruptedError
	if !errors.As(err, &interrupted) || interrupted.Value() != any(ended) {
		t.Errorf("the loop ended with %v", err)
	}
}
