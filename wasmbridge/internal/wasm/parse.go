package wasm

import "unicode/utf8"

const (
	magic   = "\x00asm"
	version = "\x01\x00\x00\x00"
)

// sectionNames are V8's.
var sectionNames = [sectionCount]string{
	"Unknown", "Type", "Import", "Function", "Table", "Memory", "Global", "Export", "Start", "Element", "Code",
	"Data", "DataCount", "Tag",
}

// parser holds the state of one Parse.
type parser struct {
	reader
	m         *Module
	last      int // position in sectionOrder after the last known section
	lastID    SectionID
	functions int // bodies the function section announces
}

// Parse reads a module and checks everything outside function bodies: the
// binary format (core 5), and the validity of types, indices, limits and
// constant expressions (core 3.4). The result aliases bin. An error is a
// *[FormatError].
func Parse(bin []byte) (*Module, error) {
	p := &parser{reader: reader{buf: bin, end: len(bin)}, m: &Module{}}
	p.header()
	for p.more() {
		p.section()
	}
	if p.err == nil {
		p.checkWhole()
	}
	if p.err != nil {
		return nil, p.err
	}
	p.m.index()
	return p.m, nil
}

func (p *parser) header() {
	if len(p.buf) == 0 {
		p.fail(0, "BufferSource argument is empty")
		return
	}
	p.word("magic word", magic)
	p.word("version", version)
}

func (p *parser) word(what, want string) {
	at := p.pos
	got := p.bytes(4)
	if p.err == nil && string(got) != want {
		p.fail(at, "expected %s % x, found % x", what, want, got)
	}
}

// section reads one section.
func (p *parser) section() {
	start := p.pos
	id := SectionID(p.byte("section kind"))
	size := p.u32("section length")
	if p.err != nil {
		return
	}
	payload := p.pos
	if id >= sectionCount {
		p.fail(payload, "unknown section code #0x%02x", byte(id))
		return
	}
	if left := len(p.buf) - payload; uint64(size) > uint64(left) {
		p.fail(start, "section (code %d, \"%s\") extends past end of the module (length %d, remaining bytes %d)",
			id, sectionNames[id], size, left)
		return
	}
	p.end = payload + int(size)
	if p.enter(id) {
		p.contents(id)
	}
	if p.err == nil && p.pos != p.end {
		p.fail(p.pos, "section was shorter than expected size (%d bytes expected, %d decoded)", size, p.pos-payload)
	}
	p.end = len(p.buf)
	if p.err != nil {
		p.pos = p.end
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
		p.fail(p.pos, "The Tag section must appear before the Global section")
	case id == SectionDataCount && p.lastID != SectionDataCount:
		p.fail(p.pos, "The DataCount section must appear before the Code section")
	default:
		p.fail(p.pos, "unexpected section <%s>", sectionNames[id])
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
	n := p.u32(" length:")
	nameAt := p.pos
	name := p.bytes(n)
	if p.err != nil {
		return
	}
	if !utf8.Valid(name) {
		p.fail(nameAt, "section name: no valid UTF-8 string")
		return
	}
	p.m.Customs = append(p.m.Customs, Custom{Name: string(name), Data: p.bytes(uint32(p.end - p.pos)), After: p.lastID})
}

// checkWhole makes the checks that concern several sections.
func (p *parser) checkWhole() {
	m := p.m
	if len(m.Funcs) != len(m.Bodies) {
		p.fail(len(p.buf), "function count is %d, but code section is absent", len(m.Funcs))
		return
	}
	if m.DataCount != nil && int(*m.DataCount) != len(m.Data) {
		p.fail(len(p.buf), "data segments count %d mismatch (%d expected)", len(m.Data), *m.DataCount)
	}
}
