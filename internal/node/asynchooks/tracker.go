package asynchooks

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// tracker carries the context from where a promise reaction is made to where it runs, and makes an operation of it while there are hooks.
type tracker struct {
	realm    *realm.Realm
	outer    []func()
	resolved func(id int64) // tells hooks
}

// reaction is what a promise's reaction keeps.
type reaction struct {
	frame     goja.Value
	operation *realm.AsyncOperation // nil if there were no hooks
}

func (t *tracker) active() bool { return t.realm.AsyncHooks() != nil }

// Grab implements goja.AsyncContextTracker.
func (t *tracker) Grab() any {
	re := &reaction{frame: t.realm.AsyncContext, operation: t.realm.AnnouncedOperation()}
	if re.operation != nil || !t.active() {
		return re
	}
	kind := "PROMISE"
	if t.isInternal(0) {
		kind = ""
	}
	re.operation = t.realm.NewOperation(kind, nil)
	return re
}

// Resumed implements goja.AsyncContextTracker.
func (t *tracker) Resumed(context any) {
	re, ok := context.(*reaction)
	if !ok { // made before there was a tracker
		re = &reaction{frame: t.realm.AsyncContext}
	}
	if re.operation == nil && t.active() {
		re.operation = t.realm.NewOperation("", nil)
	}
	if re.operation == nil {
		frame := t.realm.AsyncContext
		t.realm.AsyncContext = re.frame
		t.outer = append(t.outer, func() {
			if hooks := t.realm.AsyncHooks(); hooks != nil { // enabled by this reaction
				hooks.After(t.realm.NewAsyncID())
			}
			t.realm.AsyncContext = frame
		})
		return
	}
	leave := t.realm.EnterOperation(re.operation)
	t.realm.AsyncContext = re.frame
	t.outer = append(t.outer, func() {
		if re.operation.Promise && t.resolved != nil && t.active() {
			t.resolved(re.operation.ID)
		}
		leave()
	})
}

// Exited implements goja.AsyncContextTracker.
func (t *tracker) Exited() {
	if n := len(t.outer); n > 0 {
		leave := t.outer[n-1]
		t.outer = t.outer[:n-1]
		leave()
	}
}

// announce(operation) says which operation the next reaction is.
func (t *tracker) announce(c goja.FunctionCall) goja.Value {
	operation := c.Argument(0).Export().(*realm.AsyncOperation)
	operation.Promise = true
	t.realm.AnnounceOperation(operation)
	return goja.Undefined()
}

// isInternal tells whether the code that runs is this host's own: its promises are no business of hooks.
func (t *tracker) isInternal(skip int) bool {
	for _, frame := range t.realm.Runtime.CaptureCallStack(4, nil) {
		name := frame.SrcName()
		if name == "<native>" || name == "" {
			continue
		}
		if skip--; skip < 0 {
			return strings.HasPrefix(name, "node:") || strings.HasPrefix(name, "wasmglue:")
		}
	}
	return false
}
