package validate

import (
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/code"
)

// operand is a value on the operand stack. The zero type is the bottom type of
// unreachable code.
type operand struct {
	t  wasm.ValueType
	at uint32 // instruction that pushed it, a position in the body
}

// frame is an entry of the control stack.
type frame struct {
	op              code.Opcode // what opened it; Else, Catch, CatchAll after those
	params, results []wasm.ValueType
	height          int // of the operand stack below its parameters
	setHeight       int // of setLog
	unreachable     bool
	checkedAt       int // last br_table checked against the label
}

// labelTypes returns what a branch to the frame passes.
func (f *frame) labelTypes() []wasm.ValueType {
	if f.op == code.Loop {
		return f.params
	}
	return f.results
}

func (v *checker) top() *frame { return &v.control[len(v.control)-1] }

// push opens a frame whose parameters are on the stack already.
func (v *checker) push(f frame) {
	f.height = len(v.stack) - len(f.params)
	f.setHeight = len(v.setLog)
	v.control = append(v.control, f)
}

// unreachable makes the rest of the frame polymorphic.
func (v *checker) unreachable() {
	f := v.top()
	v.stack = v.stack[:f.height]
	f.unreachable = true
}

func (v *checker) pushType(t wasm.ValueType) {
	v.stack = append(v.stack, operand{t, uint32(v.in.Start)})
}

func (v *checker) pushTypes(types []wasm.ValueType) {
	for _, t := range types {
		v.pushType(t)
	}
}

// ensure makes sure that n operands of the frame are on the stack, which in
// unreachable code it supplies.
func (v *checker) ensure(n int) bool {
	f := v.top()
	have := len(v.stack) - f.height
	if have >= n {
		return true
	}
	if !f.unreachable {
		v.fail("not enough arguments on the stack for %s (need %d, got %d)", v.in.Op, n, have)
		return false
	}
	v.supply(f.height, n-have)
	return true
}

// supply inserts n bottom operands at height.
func (v *checker) supply(height, n int) {
	for range n {
		v.stack = append(v.stack, operand{})
	}
	copy(v.stack[height+n:], v.stack[height:len(v.stack)-n])
	clear(v.stack[height : height+n])
}

// pop pops one operand of any type.
func (v *checker) pop() operand {
	if !v.ensure(1) {
		return operand{}
	}
	o := v.stack[len(v.stack)-1]
	v.stack = v.stack[:len(v.stack)-1]
	return o
}

// popType pops an operand that must have type t, as the only one.
func (v *checker) popType(t wasm.ValueType) {
	if v.ensure(1) {
		v.match(0, v.stack[len(v.stack)-1], t)
		v.stack = v.stack[:len(v.stack)-1]
	}
}

// popTypes pops operands of the given types, the last on top.
func (v *checker) popTypes(types []wasm.ValueType) {
	if !v.ensure(len(types)) {
		return
	}
	base := len(v.stack) - len(types)
	for i, t := range types {
		v.match(i, v.stack[base+i], t)
	}
	v.stack = v.stack[:base]
}

// peek checks the operand below depth others: operand number i of an
// instruction that looks at its operands from the last to the first.
func (v *checker) peek(depth, i int, want wasm.ValueType) {
	if v.err == nil && v.ensure(depth+1) {
		if o := v.stack[len(v.stack)-1-depth]; o.t != want {
			v.match(i, o, want)
		}
	}
}

// match checks operand number i of the instruction.
func (v *checker) match(i int, o operand, want wasm.ValueType) {
	if o.t == want || v.m.IsSubtype(o.t, want) {
		return
	}
	v.failAt(int(o.at), "%s[%d] expected type %s, found %s of type %s", v.in.Op, i, want, v.producer(o), o.t)
}

// producer names the instruction that pushed an operand.
func (v *checker) producer(o operand) string {
	return v.r.OpcodeAt(int(o.at)).String()
}

// fallThrough checks that exactly the results of the frame are on its stack.
func (v *checker) fallThrough(f *frame) {
	v.checkMerge(f, f.results, "fallthru", true)
}

// checkMerge checks the operands on top of the stack against types, without
// popping them. Exactly so many must be there when strict.
func (v *checker) checkMerge(f *frame, types []wasm.ValueType, what string, strict bool) {
	have := len(v.stack) - f.height
	short := have < len(types) && !f.unreachable
	if short || strict && have > len(types) {
		v.fail("expected %d elements on the stack for %s, found %d", len(types), what, have)
		return
	}
	if f.unreachable {
		for depth := range types {
			i := len(types) - 1 - depth
			v.peek(depth, i, types[i])
		}
		return
	}
	base := len(v.stack) - len(types)
	for i, t := range types {
		if got := v.stack[base+i].t; got != t && !v.m.IsSubtype(got, t) {
			v.fail("type error in %s[%d] (expected %s, got %s)", what, i, t, got)
			return
		}
	}
}

// label returns the frame a label means, nil after an error.
func (v *checker) label(depth uint32) *frame {
	if int64(depth) >= int64(len(v.control)) {
		v.failAt(v.in.ImmStart, "invalid branch depth: %d", depth)
		return nil
	}
	return &v.control[len(v.control)-1-int(depth)]
}
