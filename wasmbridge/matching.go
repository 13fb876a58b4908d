package wasmbridge

import (
	"fmt"
	"strings"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
)

// matchImports checks the types of what the imports were resolved to (core 4.5.4, match_externtype) and throws a
// LinkError for the first that does not fit.
func (b *Bridge) matchImports(source *moduleSource, imports []externValue, context string) {
	for i := range imports {
		if reason := b.mismatch(source.wasm, i, &imports[i], context); reason != "" {
			b.throw(b.linkError, "%s", reason)
		}
	}
}

func (b *Bridge) mismatch(m *wasm.Module, i int, v *externValue, context string) string {
	t := &m.Imports[i].Type
	does := func(what string) string { return importError(m, i, context, "imported %s", what) }
	switch t.Kind {
	case wasm.KindFunc:
		if v.function != nil && !sameFuncType(m, m.Types[t.Func], v.function.instance.wasm, v.function.typ) {
			return does("function does not match the expected type")
		}
	case wasm.KindGlobal:
		if t.Global.Mutable != v.global.typ.Mutable {
			return does("global does not match the expected mutability")
		}
		if !matchGlobal(m, t.Global, v.global) {
			return does("global does not match the expected type")
		}
	case wasm.KindTable:
		if !sameValueType(m, t.Table.Elem, v.table.owner.wasm, v.table.typ.Elem) {
			return does("table does not match the expected type")
		}
		return prefixed(context, matchTable(i, t.Table.Limits, v.table))
	case wasm.KindMemory:
		return prefixed(context, matchMemory(i, t.Memory.Limits, v.memory))
	case wasm.KindTag:
		if !sameFuncType(m, m.Types[t.Tag.Type], v.tag.owner.wasm, wasm.FuncType{Params: v.tag.params}) {
			return does("tag does not match the expected type")
		}
	}
	return ""
}

func prefixed(context, reason string) string {
	if reason == "" {
		return ""
	}
	return context + ": " + reason
}

func matchGlobal(m *wasm.Module, t wasm.GlobalType, g *global) bool {
	if t.Mutable {
		return sameValueType(m, t.Value, g.owner.wasm, g.typ.Value)
	}
	return isSubtype(g.owner.wasm, g.typ.Value, m, t.Value)
}

func matchTable(i int, want wasm.Limits, t *table) string {
	switch size := t.engine.Len(); {
	case size < want.Min:
		return fmt.Sprintf("table import %d is smaller than initial %d, got %d", i, want.Min, size)
	case want.HasMax && !t.typ.HasMax:
		return fmt.Sprintf("table import %d has no maximum length, expected %d", i, want.Max)
	case want.HasMax && t.typ.Max > want.Max:
		return fmt.Sprintf("table import %d has a larger maximum size %d than the module's declared maximum %d", i, t.typ.Max, want.Max)
	}
	return ""
}

func matchMemory(i int, want wasm.Limits, m *memory) string {
	switch pages := m.pages(); {
	case want.Shared != m.typ.Shared:
		return fmt.Sprintf("mismatch in shared state of memory, declared = %d, imported = %d", bit(want.Shared), bit(m.typ.Shared))
	case pages < want.Min:
		return fmt.Sprintf("memory import %d is smaller than initial %d, got %d", i, want.Min, pages)
	case want.HasMax && !m.typ.HasMax:
		return fmt.Sprintf("memory import %d has no maximum limit, expected at most %d", i, want.Max)
	case want.HasMax && m.typ.Max > want.Max:
		return fmt.Sprintf("memory import %d has a larger maximum size %d than the module's declared maximum %d", i, m.typ.Max, want.Max)
	}
	return ""
}

func bit(v bool) int {
	if v {
		return 1
	}
	return 0
}

// sameFuncType tells whether two function types of two modules are the same.
func sameFuncType(m *wasm.Module, t wasm.FuncType, n *wasm.Module, u wasm.FuncType) bool {
	if m == n || isPlain(t) && isPlain(u) {
		if m != n || isPlain(t) {
			return t.Equal(u)
		}
	}
	return typeKey(m, t) == typeKey(n, u)
}

func isPlain(t wasm.FuncType) bool {
	for _, list := range [2][]wasm.ValueType{t.Params, t.Results} {
		for _, v := range list {
			if _, defined := v.TypeIndex(); defined {
				return false
			}
		}
	}
	return true
}

// typeKey writes a function type without type indices, so that types of different modules can be compared.
func typeKey(m *wasm.Module, t wasm.FuncType) string {
	var s strings.Builder
	writeFuncType(&s, m, t, 0)
	return s.String()
}

// maxTypeDepth ends the unrolling of a recursive type: beyond it two types count as the same.
const maxTypeDepth = 8

func writeFuncType(s *strings.Builder, m *wasm.Module, t wasm.FuncType, depth int) {
	for i, list := range [2][]wasm.ValueType{t.Params, t.Results} {
		if i == 1 {
			s.WriteString("->")
		}
		for _, v := range list {
			writeValueType(s, m, v, depth)
			s.WriteByte(' ')
		}
	}
}

func writeValueType(s *strings.Builder, m *wasm.Module, v wasm.ValueType, depth int) {
	index, defined := v.TypeIndex()
	if !defined || depth >= maxTypeDepth {
		if defined {
			v = wasm.FuncRef
		}
		s.WriteString(v.String())
		return
	}
	fmt.Fprintf(s, "(ref %t ", v.IsNullable())
	writeFuncType(s, m, m.Types[index], depth+1)
	s.WriteByte(')')
}

func sameValueType(m *wasm.Module, t wasm.ValueType, n *wasm.Module, u wasm.ValueType) bool {
	_, d1 := t.TypeIndex()
	_, d2 := u.TypeIndex()
	if !d1 && !d2 {
		return t == u
	}
	var s1, s2 strings.Builder
	writeValueType(&s1, m, t, 0)
	writeValueType(&s2, n, u, 0)
	return s1.String() == s2.String()
}

// isSubtype tells whether type t of module m is a subtype of type u of module n.
func isSubtype(m *wasm.Module, t wasm.ValueType, n *wasm.Module, u wasm.ValueType) bool {
	if sameValueType(m, t, n, u) {
		return true
	}
	if !t.IsRef() || !u.IsRef() || t.IsNullable() && !u.IsNullable() {
		return false
	}
	if _, defined := t.TypeIndex(); defined && u.Nullable() == wasm.FuncRef {
		return true
	}
	return sameValueType(m, t.Nullable(), n, u.Nullable())
}
