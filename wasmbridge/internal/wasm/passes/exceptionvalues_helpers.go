package passes

import (
	"slices"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/code"
)

// addHelpers appends the functions that make exceptions and take them apart.
func (v *valueTranslator) addHelpers() {
	for tag := range v.m.Count(wasm.KindTag) {
		payload := v.m.TagType(uint32(tag)).Params
		v.makers = append(v.makers, v.m.AddFunc(wasm.FuncType{Params: payload}, v.maker(uint32(tag), payload)))
		results := append(slices.Clone(payload), wasm.I32)
		typ := wasm.FuncType{Params: []wasm.ValueType{wasm.ExnRef}, Results: results}
		v.matches = append(v.matches, v.m.AddFunc(typ, v.matcher(uint32(tag), payload)))
	}
}

// maker throws and catches the exception to get hold of it.
func (v *valueTranslator) maker(tag uint32, payload []wasm.ValueType) wasm.Body {
	var a wasm.Assembler
	caught := v.blockType(nil, append(slices.Clone(payload), wasm.ExnRef))
	a.Op(byte(code.Block)).Op(caught.Append(nil)...)
	tryTable(&a, code.CatchClause{Kind: code.CatchTagRef, Tag: tag})
	a.LocalGets(len(payload)).Throw(tag).End().Op(byte(code.Unreachable)).End()
	a.GlobalSet(v.pending)
	for range payload {
		a.Op(byte(code.Drop))
	}
	return a.Body()
}

// matcher throws the exception again and looks where it arrives.
func (v *valueTranslator) matcher(tag uint32, payload []wasm.ValueType) wasm.Body {
	var a wasm.Assembler
	a.Op(byte(code.Block)).Op(v.blockType(nil, nil).Append(nil)...)
	a.Op(byte(code.Block)).Op(v.blockType(nil, payload).Append(nil)...)
	tryTable(&a, code.CatchClause{Kind: code.CatchTag, Tag: tag}, code.CatchClause{Kind: code.CatchAny, Label: 1})
	a.LocalGet(0).Op(byte(code.ThrowRef)).End().Op(byte(code.Unreachable)).End()
	a.I32Const(1).Return().End()
	defaults(&a, payload)
	return a.I32Const(0).Body()
}

// tryTable opens a try_table without parameters and results.
func tryTable(a *wasm.Assembler, clauses ...code.CatchClause) {
	a.Op(byte(code.TryTable)).Op(code.BlockType{Index: -1}.Append(nil)...)
	a.Op(byte(len(clauses)))
	for _, c := range clauses {
		a.Op(c.Append(nil)...)
	}
}
