package wasm

// SectionID is the number of a section in the binary format (core 5.5.2).
type SectionID byte

// The sections. Their order in a binary is that of [sectionOrder], not that of
// their numbers.
const (
	SectionCustom SectionID = iota
	SectionType
	SectionImport
	SectionFunction
	SectionTable
	SectionMemory
	SectionGlobal
	SectionExport
	SectionStart
	SectionElement
	SectionCode
	SectionData
	SectionDataCount
	SectionTag
	sectionCount
)

// sectionOrder lists the known sections as they must appear.
var sectionOrder = [...]SectionID{
	SectionType, SectionImport, SectionFunction, SectionTable, SectionMemory, SectionTag, SectionGlobal,
	SectionExport, SectionStart, SectionElement, SectionDataCount, SectionCode, SectionData,
}

// Module is a WebAssembly module. Raw byte fields alias the binary it was
// parsed from, which must not change while the Module lives. A Module is not
// safe for use while a pass changes it; afterwards it may be shared.
type Module struct {
	Types     []FuncType
	Imports   []Import
	Funcs     []uint32 // type index of each function defined here
	Tables    []Table
	Memories  []MemoryType
	Tags      []TagType
	Globals   []Global
	Exports   []Export
	Start     *uint32 // function index
	Elements  []Element
	DataCount *uint32 // the data count section, when there is one
	Bodies    []Body  // parallel to Funcs
	Data      []DataSegment
	Customs   []Custom

	imported  [kindCount][]uint32 // positions in Imports, per kind
	indexedOf int                 // len(Imports) when imported was made
}

// Import is one import.
type Import struct {
	Module, Name string
	Type         ExternType
}

// Export is one export; Index counts in the index space of Kind.
type Export struct {
	Name  string
	Kind  ExternKind
	Index uint32
}

// Expr is a constant expression with its final end instruction.
type Expr []byte

// Table is a table defined in the module. Init is nil for a table that starts
// full of nulls.
type Table struct {
	Type TableType
	Init Expr
}

// Global is a global defined in the module.
type Global struct {
	Type GlobalType
	Init Expr
}

// SegmentMode tells when an element or data segment is copied.
type SegmentMode byte

// The segment modes.
const (
	SegmentActive SegmentMode = iota
	SegmentPassive
	SegmentDeclarative
)

// Element is an element segment. It holds function indices, or expressions when
// Exprs is not nil.
type Element struct {
	Mode   SegmentMode
	Table  uint32 // active
	Offset Expr   // active
	Type   ValueType
	Funcs  []uint32
	Exprs  []Expr
}

// Len returns the number of elements.
func (e *Element) Len() int { return len(e.Funcs) + len(e.Exprs) }

// DataSegment is a data segment.
type DataSegment struct {
	Mode   SegmentMode
	Memory uint32 // active
	Offset Expr   // active
	Init   []byte
}

// Body is a function body: local declarations followed by the instructions and
// their final end. Offset is the position of Raw in the binary, for error
// messages; it means nothing in a body that a pass has made.
type Body struct {
	Raw    []byte
	Offset int
}

// Custom is a custom section. After is the last known section before it,
// SectionCustom when there is none.
type Custom struct {
	Name  string
	Data  []byte
	After SectionID
}
