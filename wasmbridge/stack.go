package wasmbridge

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
)

// Frames of WebAssembly functions in the stack of an error read as V8 writes them:
//
//	at name (wasm://wasm/1a2b3c4d:wasm-function[7])
//
// without the position in the binary, which wazero does not know. wazero's own trace names modules and functions by
// their name sections. The bridge replaces a module's by one that has only the module's identifier, and finds the
// names of functions when they are needed.

// moduleID returns the identifier of a module in stack traces.
func moduleID(bytes []byte) string {
	h := fnv.New32a()
	h.Write(bytes)
	return fmt.Sprintf("%08x", h.Sum32())
}

// identify gives a module, which has no name section any more, one that says only what the module is called.
func identify(m *wasm.Module, id string) {
	const moduleName = 0
	name := append([]byte{byte(len(id))}, id...)
	data := append([]byte{moduleName, byte(len(name))}, name...)
	m.Customs = append(m.Customs[:len(m.Customs):len(m.Customs)], wasm.Custom{Name: "name", Data: data})
}

const traceHeading = "wasm stack trace:\n\t"

// frame is a WebAssembly function that was active.
type frame struct {
	module string // identifier
	index  uint32 // of the function
}

// parseFrames reads the frames of guest modules that an error of wazero tells of, innermost first.
func parseFrames(err error) (out []frame) {
	_, trace, ok := strings.Cut(err.Error(), traceHeading)
	if !ok {
		return nil
	}
	for line := range strings.SplitSeq(trace, "\n\t") {
		id, rest, ok1 := strings.Cut(line, ".$")
		number, _, ok2 := strings.Cut(rest, "(")
		index, err := strconv.ParseUint(number, 10, 32)
		if ok1 && ok2 && err == nil && id != "" { // functions of the bridge's own modules have no module name
			out = append(out, frame{id, uint32(index)})
		}
	}
	return out
}

// describe words a frame as V8 does.
func (b *Bridge) describe(f frame) string {
	place := fmt.Sprintf("wasm://wasm/%s:wasm-function[%d]", f.module, f.index)
	if source := b.cluster.sources.get(f.module); source != nil {
		if name := source.functionNames()[f.index]; name != "" {
			return fmt.Sprintf("%s (%s)", name, place)
		}
	}
	return place
}

// functionNames returns the names in the module's name section.
func (source *moduleSource) functionNames() map[uint32]string {
	source.namesOnce.Do(func() { source.names = source.wasm.FunctionNames() })
	return source.names
}

// withFrames puts the WebAssembly frames that err tells of on top of the stack of an error object, in place of the
// bridge's own.
func (b *Bridge) withFrames(o *goja.Object, err error) *goja.Object {
	var frames []string
	for _, f := range parseFrames(err) {
		frames = append(frames, b.describe(f))
	}
	b.rewriteStack(o, frames)
	return o
}

// rewriteStack takes the bridge's frames off an error's stack, and the call of the exported function if there are
// frames to take its place.
func (b *Bridge) rewriteStack(o *goja.Object, frames []string) {
	text, ok := get(o, "stack").Export().(string)
	if !ok {
		return
	}
	head, trace, _ := strings.Cut(text, "\n\tat ")
	var lines []string
	for line := range strings.SplitSeq(trace, "\n\tat ") {
		lines = append(lines, line)
	}
	own := 0
	for i, line := range lines {
		if strings.HasPrefix(line, shellName) {
			own = i + 1
		}
	}
	if len(frames) > 0 && own < len(lines) && strings.HasSuffix(strings.TrimSpace(lines[own]), "(native)") {
		own++
	}
	lines = append(frames, lines[own:]...)
	text = strings.TrimRight(strings.Join(append([]string{head}, lines...), "\n\tat "), "\n") + "\n"
	define(o.DefineDataProperty("stack", b.rt.ToValue(text), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}
