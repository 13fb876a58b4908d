package eventloop

import (
	"context"
	"testing"

	"github.com/dop251/goja"
)

// TestOverflowIsCatchable overflows the stack in a task, in a microtask and in an asynchronous function.
func TestOverflowIsCatchable(t *testing.T) {
	rt := goja.New()
	rt.SetMaxCallStackSize(500)
	l := New(rt)
	ctx, cancel := context.WithCancel(t.Context())
	var seen []string
	_ = rt.Set("note", func(s string) { seen = append(seen, s) })
	var failed error
	l.OnUncaught(func(err error) { failed = err })
	l.Submit(func() {
		l.Do(func() error {
			_, err := rt.RunString(`
				function deep() { deep() }
				function attempt(where) { try { deep() } catch (e) { note(where + ': ' + e.name) } finally { note('finally') } }
				attempt('task')
				Promise.resolve().then(() => attempt('microtask')).then(async () => { await 1; attempt('async'); deep() }).catch((e) => note('rejected: ' + e.message))`)
			return err
		})
		l.WhenIdle(cancel)
	})
	if err := l.Run(ctx); err != context.Canceled || failed != nil {
		t.Fatal(err, failed)
	}
	want := []string{"task: RangeError", "finally", "microtask: RangeError", "finally", "async: RangeError", "finally", "rejected: Maximum call stack size exceeded"}
	if len(seen) != len(want) {
		t.Fatal(seen)
	}
	for i := range want {
		if seen[i] != want[i] {
			t.Error(seen[i], "where", want[i], "was expected")
		}
	}
}
