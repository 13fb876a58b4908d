package jshost

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/node/process"
)

// topFrame finds the file, line and column of the first frame in a stack of V8's shape.
var topFrame = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^ {4}at (?:.*\()?(/[^()\n]*|[A-Za-z]:[^()\n]*|file:[^()\n]*):(\d+):(\d+)\)?$`)
})

// uncaughtReport is what node prints before it ends because of err: where it was thrown, the source line, the exception as util.inspect shows it.
func (h *Host) uncaughtReport(err *UncaughtError) string {
	var b strings.Builder
	if where := h.sourceOf(err.Exception.Stack); where != "" {
		b.WriteString(where + "\n")
	}
	isError := err.Exception.Stack != ""
	switch {
	case isError:
		b.WriteString(h.inspect(err.Exception.Value))
	case err.Origin == unhandledRejection:
		fmt.Fprintf(&b, "[UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a catch block, "+
			"or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason %q.] {\n  code: 'ERR_UNHANDLED_REJECTION'\n}",
			h.inspect(err.Exception.Value))
	default:
		b.WriteString("Uncaught:\n" + h.inspect(err.Exception.Value) + "\n(Use `node --trace-uncaught ...` to show where the exception was thrown)")
	}
	return b.String() + "\n\nNode.js " + process.Version + "\n"
}

// sourceOf shows the line that the first frame points at, as far as its file can still be read.
func (h *Host) sourceOf(stack string) string {
	m := topFrame().FindStringSubmatch(stack)
	if m == nil {
		return ""
	}
	line, _ := strconv.Atoi(m[2])
	column, _ := strconv.Atoi(m[3])
	where := m[1] + ":" + m[2] + "\n"
	text, err := h.realm.Sandbox.ReadFile(strings.TrimPrefix(m[1], "file://"))
	if err != nil {
		return where
	}
	lines := strings.Split(string(text), "\n")
	if line < 1 || line > len(lines) || column < 1 {
		return where
	}
	return where + lines[line-1] + "\n" + strings.Repeat(" ", column-1) + "^\n"
}

// inspect shows a value as util.inspect does, or in the engine's words when that fails.
func (h *Host) inspect(v goja.Value) (text string) {
	text = describe(h.realm.Runtime, v)
	_ = h.realm.Runtime.Try(func() {
		util, err := h.realm.Builtins.Require("util")
		if err != nil {
			return
		}
		if inspect, ok := goja.AssertFunction(util.ToObject(h.realm.Runtime).Get("inspect")); ok {
			if shown, err := inspect(goja.Undefined(), v); err == nil {
				text = shown.String()
			}
		}
	})
	return text
}
