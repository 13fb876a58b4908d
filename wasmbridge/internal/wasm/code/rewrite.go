package code

import (
	"errors"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
)

// Edit is what a [Visitor] does to one instruction.
type Edit struct {
	// Before and After collect instructions to insert around this one.
	Before, After wasm.Assembler

	drop      bool
	nextLocal uint32
	added     []wasm.ValueType
}

// Drop leaves this instruction out.
func (e *Edit) Drop() { e.drop = true }

// NewLocal declares one more local of the function and returns its index.
func (e *Edit) NewLocal(t wasm.ValueType) uint32 {
	e.added = append(e.added, t)
	e.nextLocal++
	return e.nextLocal - 1
}

func (e *Edit) begin() {
	e.Before.Reset()
	e.After.Reset()
	e.drop = false
}

func (e *Edit) empty() bool {
	return !e.drop && len(e.Before.Code()) == 0 && len(e.After.Code()) == 0
}

// ErrTooLarge is returned when a body grows beyond what the JavaScript API
// allows a body to have.
var ErrTooLarge = errors.New("function body is too large after rewriting")

// Visitor is called with each instruction of a body in order, the final end
// included. The arguments are valid during the call.
type Visitor func(in *Instr, e *Edit) error

// Rewriter rewrites bodies and reuses its memory from one to the next. The zero
// value is ready.
type Rewriter struct {
	reader Reader
	instr  Instr
	edit   Edit
	out    []byte // instructions rewritten so far
	copied int    // what of the body has gone into out
}

// Rewrite returns the body with the visitor's edits. params is the number of
// parameters of the function, which locals are counted after. A body without
// edits is returned as it is.
func (w *Rewriter) Rewrite(body wasm.Body, params int, visit Visitor) (wasm.Body, error) {
	w.begin(body, params)
	for w.reader.Next(&w.instr) {
		w.edit.begin()
		if err := visit(&w.instr, &w.edit); err != nil {
			return wasm.Body{}, err
		}
		if !w.edit.empty() {
			w.apply(body.Raw)
		}
		if len(w.out) > wasm.MaxBodySize {
			return wasm.Body{}, ErrTooLarge
		}
	}
	if err := w.reader.Err(); err != nil {
		return wasm.Body{}, err
	}
	locals := w.reader.Locals()
	if w.copied == locals.size && len(w.edit.added) == 0 {
		return body, nil
	}
	return wasm.Body{Raw: w.assemble(body.Raw, locals), Offset: body.Offset}, nil
}

func (w *Rewriter) begin(body wasm.Body, params int) {
	w.reader.Reset(body)
	locals := w.reader.Locals()
	w.edit.added = w.edit.added[:0]
	w.edit.nextLocal = uint32(params) + locals.Count
	w.out, w.copied = w.out[:0], locals.size
}

// apply writes everything up to and including the current instruction.
func (w *Rewriter) apply(raw []byte) {
	in := &w.instr
	w.out = append(w.out, raw[w.copied:in.Start]...)
	w.out = append(w.out, w.edit.Before.Code()...)
	if !w.edit.drop {
		w.out = append(w.out, raw[in.Start:in.End]...)
	}
	w.out = append(w.out, w.edit.After.Code()...)
	w.copied = in.End
}

func (w *Rewriter) assemble(raw []byte, locals *Locals) []byte {
	added := w.edit.added
	b := make([]byte, 0, len(raw)-w.copied+len(w.out)+locals.size+8+4*len(added))
	b = wasm.AppendUnsigned(b, uint32(len(locals.Runs)+len(added)))
	b = append(b, raw[locals.runsAt:locals.size]...)
	for _, t := range added {
		b = t.Append(append(b, 1))
	}
	return append(append(b, w.out...), raw[w.copied:]...)
}
