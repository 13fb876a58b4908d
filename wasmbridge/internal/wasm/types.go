package wasm

import "slices"

// ExternKind is the kind of an import or export (core 5.5.5).
type ExternKind byte

// The external kinds, with their binary codes.
const (
	KindFunc ExternKind = iota
	KindTable
	KindMemory
	KindGlobal
	KindTag
	kindCount
)

// String returns the name the JavaScript API uses (enumeration ImportExportKind).
func (k ExternKind) String() string {
	switch k {
	case KindFunc:
		return "function"
	case KindTable:
		return "table"
	case KindMemory:
		return "memory"
	case KindGlobal:
		return "global"
	case KindTag:
		return "tag"
	}
	return "unknown"
}

// FuncType is a function type (core 2.3.6).
type FuncType struct {
	Params, Results []ValueType
	// Group is the place of the type in its recursion group; zero for a type
	// that was not written as part of one.
	Group RecGroup
}

// RecGroup is the size of a recursion group, and the position in it.
type RecGroup struct{ Size, Pos uint32 }

// members returns the size with a type outside groups counted as a group of one.
func (g RecGroup) members() uint32 { return max(g.Size, 1) }

// Equal tells whether both types have the same parameters and results, written
// alike: enough where neither refers to defined types.
func (t FuncType) Equal(u FuncType) bool {
	return slices.Equal(t.Params, u.Params) && slices.Equal(t.Results, u.Results)
}

// Limits is the size range of a table (in elements) or memory (in pages of
// 64 KiB).
type Limits struct {
	Min, Max uint32
	HasMax   bool // Max is meaningful
	Shared   bool // memories only
}

// TableType is a table type (core 2.3.9).
type TableType struct {
	Elem ValueType
	Limits
}

// MemoryType is a memory type (core 2.3.8).
type MemoryType struct{ Limits }

// GlobalType is a global type (core 2.3.10).
type GlobalType struct {
	Value   ValueType
	Mutable bool
}

// TagType is a tag type; its parameters are those of the function type
// Module.Types[Type].
type TagType struct{ Type uint32 }

// ExternType is the type of an import or export: the field that Kind selects is
// meaningful.
type ExternType struct {
	Kind   ExternKind
	Func   uint32 // type index
	Table  TableType
	Memory MemoryType
	Global GlobalType
	Tag    TagType
}
