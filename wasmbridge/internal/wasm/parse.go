package wasm

import (
	"unicode/utf8"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/binread"
)

const (
	magic   = "\x00asm"
	version = "\x01\x00\x00\x00"
)

// sectionNames are V8's.
var sectionNames = [sectionCount]string{
	"Unknown", "Type", "Import", "Function", "Table", "Memory", "Global", "Export", "Start", "Element", "Code",
	"Data", "DataCount", "Tag",
}

func sectionName(id SectionID) string {
	if id >= sectionCount {
		return "<unknown>"
	}
	return sectionNames[id]
}

// parser holds the state of one Parse.
type parser struct {
	binread.Reader
	m      *Module
	last   int // position in sectionOrder after the last known section
	lastID SectionID

	knownTypes int // types a type index may refer to
}

// Parse reads a module and checks everything outside function bodies: the
// binary format (core 5), and the validity of types, indices, limits and
// constant expressions (core 3.4). The result aliases bin. An error is a
// *[FormatError].
func Parse(bin []byte) (*Module, error) {
	p := &parser{Reader: binread.Reader{Buf: bin, End: len(bin)}, m: &Module{}}
	p.header()
	for p.More() {
		p.section()
	}
	if p.Err == nil {
		p.checkWhole()
	}
	if p.Err != nil {
		return nil, p.Err
	}
	p.m.index()
	return p.m, nil
}

func (p *parser) header() {
	if len(p.Buf) == 0 {
		p.Fail(-1, "BufferSource argument is empty")
		return
	}
	p.word("magic word", magic)
	p.word("version", version)
}

func (p *parser) word(what, want string) {
	at := p.Pos
	got := p.Bytes(4)
	if p.Err == nil && string(got) != want {
		p.Fail(at, "expected %s % x, found % x", what, want, got)
	}
}

// section reads one section.
func (p *parser) section() {
	start := p.Pos
	id := SectionID(p.Byte("section kind"))
	size := p.U32("section length")
	if p.Err != nil {
		return
	}
	payload := p.Pos
	if left := len(p.Buf) - payload; uint64(size) > uint64(left) {
		p.Fail(start, "section (code %d, \"%s\") extends past end of the module (length %d, remaining bytes %d)",
			id, sectionName(id), size, left)
		return
	}
	if id >= sectionCount {
		p.Fail(payload, "unknown section code #0x%02x", byte(id))
		return
	}
	p.End = payload + int(size)
	if p.enter(id) {
		p.contents(id)
	}
	if p.Err == nil && p.Pos != p.End {
		p.Fail(p.Pos, "section was shorter than expected size (%d bytes expected, %d decoded)", size, p.Pos-payload)
	}
	p.End = len(p.Buf)
	if p.Err != nil {
		p.Pos = p.End
	}
}

// enter checks the order of sections.
func (p *parser) enter(id SectionID) bool {
	if id == SectionCustom {
		return true
	}
	place := sectionPlace(id)
	if place >= p.last {
		p.last, p.lastID = place+1, id
		return true
	}
	switch {
	case id == SectionTag && p.lastID != SectionTag:
		p.Fail(p.Pos, "The Tag section must appear before the Global section")
	case id == SectionDataCount && p.lastID != SectionDataCount:
		p.Fail(p.Pos, "The DataCount section must appear before the Code section")
	default:
		p.Fail(p.Pos, "unexpected section <%s>", sectionNames[id])
	}
	return false
}

func sectionPlace(id SectionID) int {
	for i, s := range sectionOrder {
		if s == id {
			return i
		}
	}
	return -1
}

func (p *parser) contents(id SectionID) {
	switch id {
	case SectionCustom:
		p.customSection()
	case SectionType:
		p.typeSection()
	case SectionImport:
		p.importSection()
	case SectionFunction:
		p.functionSection()
	case SectionTable:
		p.tableSection()
	case SectionMemory:
		p.memorySection()
	case SectionTag:
		p.tagSection()
	case SectionGlobal:
		p.globalSection()
	case SectionExport:
		p.exportSection()
	case SectionStart:
		p.startSection()
	case SectionElement:
		p.elementSection()
	case SectionDataCount:
		n := p.count("data segments count", MaxDataSegments)
		p.m.DataCount = &n
	case SectionCode:
		p.codeSection()
	case SectionData:
		p.dataSection()
	}
}

func (p *parser) customSection() {
	c := Custom{Name: p.name("section name"), After: p.lastID}
	c.Data = p.Bytes(uint32(p.End - p.Pos))
	p.m.Customs = append(p.m.Customs, c)
}

// name reads a UTF-8 string (core 5.2.4).
func (p *parser) name(what string) string {
	n := p.U32(" length:") // V8 leaves out what the length is of
	at := p.Pos
	b := p.Bytes(n)
	if p.Err == nil && !utf8.Valid(b) {
		p.Fail(at, "%s: no valid UTF-8 string", what)
	}
	return string(b)
}

// count reads the length of a vector.
func (p *parser) count(what string, limit uint32) uint32 {
	at := p.Pos
	n := p.U32(what)
	if n > limit {
		p.Fail(at, "%s of %d exceeds internal limit of %d", what, n, limit)
		return 0
	}
	return n
}

// capacity bounds what is allocated for a vector of n items before they are
// seen: each takes at least one byte of input.
func (p *parser) capacity(n uint32) int { return min(int(n), p.End-p.Pos) }

// checkWhole makes the checks that concern several sections.
func (p *parser) checkWhole() {
	m := p.m
	if len(m.Funcs) != len(m.Bodies) {
		p.Fail(len(p.Buf), "function count is %d, but code section is absent", len(m.Funcs))
		return
	}
	if m.DataCount != nil && int(*m.DataCount) != len(m.Data) {
		p.Fail(len(p.Buf), "data segments count %d mismatch (%d expected)", len(m.Data), *m.DataCount)
	}
}
