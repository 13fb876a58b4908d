package builtins

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// heading is the first line of a stack: what Error.prototype.toString gives.
func heading(object *goja.Object) string {
	name, message := "Error", ""
	if v := object.Get("name"); v != nil && !goja.IsUndefined(v) {
		name = v.String()
	}
	if v := object.Get("message"); v != nil && !goja.IsUndefined(v) {
		message = v.String()
	}
	switch {
	case name == "":
		return message
	case message == "":
		return name
	}
	return name + ": " + message
}

// appendFrames writes frames in V8's shape: four spaces, at, the function, its place.
func appendFrames(b []byte, frames []goja.StackFrame) string {
	for n := range frames {
		if frame := newFrame(&frames[n]); !frame.hidden() {
			b = append(b, "\n    at "...)
			b = append(b, frame.String()...)
		}
	}
	return string(b)
}

// frame is a place in a call stack as the guest sees it.
type frame struct {
	function     string // "" for an anonymous one
	file         string // "" for a native one
	line, column int
}

func newFrame(f *goja.StackFrame) frame {
	out := frame{function: f.FuncName()}
	if out.function == "<anonymous>" || out.function == "<native>" {
		out.function = ""
	}
	if position := f.Position(); f.SrcName() != "<native>" {
		out.file, out.line, out.column = place(position)
	}
	return out
}

// place takes what the host put before a module's text off the columns of its first line.
func place(p file.Position) (name string, line, column int) {
	name, line, column = p.Filename, p.Line, p.Column
	if name == "" {
		name = "<anonymous>"
	}
	if line == 1 && column > realm.ModuleHead && isGuestFile(name) {
		column -= realm.ModuleHead
	}
	return name, line, column
}

// isGuestFile tells whether a program's name is that of a module's file.
func isGuestFile(name string) bool {
	return strings.HasPrefix(name, "/") || strings.HasPrefix(name, "file:") || strings.HasPrefix(name, "data:") || len(name) > 2 && name[1] == ':'
}

// hidden tells of frames that V8 has not: the host's own, between the guest's.
func (f frame) hidden() bool {
	if f.file == "" {
		return f.function == "" || strings.ContainsAny(f.function, "/()")
	}
	return strings.HasPrefix(f.file, "wasmglue:") || strings.HasPrefix(f.file, "node:internal/builtins") || f.file == "node:internal/modules/esm/reaction"
}

func (f frame) location() string {
	if f.file == "" {
		return "<anonymous>"
	}
	return f.file + ":" + strconv.Itoa(f.line) + ":" + strconv.Itoa(f.column)
}

func (f frame) String() string {
	if f.function == "" {
		return f.location()
	}
	return f.function + " (" + f.location() + ")"
}
