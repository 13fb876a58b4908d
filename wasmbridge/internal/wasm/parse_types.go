package wasm

import "fmt"

const (
	typeCodeFunc = 0x60
	typeCodeRec  = 0x4e
)

func (p *parser) typeSection() {
	n := p.count("types count", MaxTypes)
	p.m.Types = make([]FuncType, 0, p.capacity(n))
	for i := uint32(0); i < n && p.Err == nil; i++ {
		if p.More() && p.Buf[p.Pos] == typeCodeRec {
			p.Pos++
			p.recGroup()
		} else {
			p.funcType(RecGroup{})
		}
		p.knownTypes = len(p.m.Types)
	}
}

// recGroup reads function types that may refer to each other.
func (p *parser) recGroup() {
	at := p.Pos
	n := p.count("recursive group size", MaxTypes)
	if len(p.m.Types)+int(n) > MaxTypes {
		p.Fail(at, "types count of %d exceeds internal limit of %d", len(p.m.Types)+int(n), MaxTypes)
	}
	p.knownTypes = len(p.m.Types) + int(n)
	for i := uint32(0); i < n && p.Err == nil; i++ {
		p.funcType(RecGroup{Size: n, Pos: i})
	}
}

func (p *parser) funcType(g RecGroup) {
	at := p.Pos
	form := p.Byte("signature definition")
	if form != typeCodeFunc {
		p.Fail(at, "%s", badTypeForm(form))
		return
	}
	params := p.valueTypes(p.count("param count", MaxParams))
	results := p.valueTypes(p.count("return count", MaxResults))
	p.m.Types = append(p.m.Types, FuncType{params, results, g})
}

// badTypeForm tells the forms of the garbage collection proposal from bytes
// that are no form at all, as V8 does.
func badTypeForm(form byte) string {
	switch form {
	case 0x4f, 0x50, 0x5e, 0x5f:
		return fmt.Sprintf("Unknown type code 0x%02x, enable with --experimental-wasm-gc", form)
	}
	return fmt.Sprintf("Expected signature definition 0x60, got 0x%02x", form)
}

func (p *parser) valueTypes(n uint32) []ValueType {
	if n == 0 || p.Err != nil {
		return nil
	}
	types := make([]ValueType, 0, p.capacity(n))
	for i := uint32(0); i < n && p.Err == nil; i++ {
		types = append(types, p.valueType())
	}
	return types
}

// valueType reads a value type whose type index must exist.
func (p *parser) valueType() ValueType {
	at := p.Pos
	return p.checkType(ReadValueType(&p.Reader), at)
}

// heapType reads a heap type, whose type index must exist, and returns the
// nullable reference to it.
func (p *parser) heapType() ValueType {
	at := p.Pos
	return p.checkType(ReadHeapType(&p.Reader), at)
}

// checkType checks the type index in t.
func (p *parser) checkType(t ValueType, at int) ValueType {
	if i, ok := t.TypeIndex(); ok && int(i) >= p.knownTypes {
		p.Fail(at, "Type index %d is out of bounds", i)
	}
	return t
}

// refType reads a value type that must be a reference type.
func (p *parser) refType(what string) ValueType {
	at := p.Pos
	t := p.valueType()
	if p.Err == nil && !t.IsRef() {
		p.Fail(at, "%s", what)
	}
	return t
}

// typeIndex reads the index of a function type.
func (p *parser) typeIndex() uint32 {
	at := p.Pos
	i := p.U32("signature index")
	if p.Err == nil && int(i) >= len(p.m.Types) {
		p.Fail(at, "no signature at index %d (%d signatures)", i, len(p.m.Types))
	}
	return i
}

// tableType reads element type and limits.
func (p *parser) tableType() TableType {
	elem := p.refType("Only reference types can be used as table types")
	at := p.Pos
	flags := p.Byte("expected 1 byte")
	if flags > 1 {
		p.Fail(at, "invalid table elements limits flags")
	}
	return TableType{elem, p.sizes(flags, "table elements", "elements", 1<<32-1)}
}

// memoryType reads the limits of a memory.
func (p *parser) memoryType() MemoryType {
	at := p.Pos
	flags := p.Byte("expected 1 byte")
	switch {
	case flags == 2:
		p.Fail(at, "shared memory must have a maximum defined")
	case flags == 4 || flags == 5:
		p.Fail(at, "invalid memory limits flags 0x%x (enable with --experimental-wasm-memory64)", flags)
	case flags > 3:
		p.Fail(at, "invalid memory limits flags 0x%x", flags)
	}
	l := p.sizes(flags, "memory", "pages", MaxMemoryPages)
	l.Shared = flags&2 != 0
	return MemoryType{l}
}

// sizes reads minimum and maximum (core 5.3.7).
func (p *parser) sizes(flags byte, what, units string, limit uint32) (l Limits) {
	at := p.Pos
	l.Min = p.U32("initial size")
	if l.Min > limit {
		p.Fail(at, "initial %s size (%d %s) is larger than implementation limit (%d %s)", what, l.Min, units, limit, units)
	}
	if flags&1 == 0 {
		return l
	}
	at = p.Pos
	l.Max, l.HasMax = p.U32("maximum size"), true
	if l.Max > limit {
		p.Fail(at, "maximum %s size (%d %s) is larger than implementation limit (%d %s)", what, l.Max, units, limit, units)
	}
	if p.Err == nil && l.Max < l.Min {
		p.Fail(at, "maximum %s size (%d %s) is less than initial (%d %s)", what, l.Max, units, l.Min, units)
	}
	return l
}

func (p *parser) globalType() (g GlobalType) {
	g.Value = p.valueType()
	at := p.Pos
	mut := p.Byte("mutability")
	if mut > 1 {
		p.Fail(at, "invalid mutability")
	}
	g.Mutable = mut == 1
	return g
}

// tagType reads the attribute and type index of a tag.
func (p *parser) tagType() TagType {
	at := p.Pos
	if a := p.U32("exception attribute"); a != 0 {
		p.Fail(at, "exception attribute %d not supported", a)
	}
	at = p.Pos
	i := p.typeIndex()
	if p.Err == nil && len(p.m.Types[i].Results) != 0 {
		p.Fail(at, "tag signature %d has non-void return", i)
	}
	return TagType{i}
}
