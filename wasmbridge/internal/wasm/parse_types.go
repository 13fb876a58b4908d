package wasm

const typeCodeFunc = 0x60

func (p *parser) typeSection() {
	n := p.count("types count", MaxTypes)
	p.m.Types = make([]FuncType, 0, p.capacity(n))
	for i := uint32(0); i < n && p.err == nil; i++ {
		at := p.pos
		switch form := p.byte("type kind"); form {
		case typeCodeFunc:
			p.m.Types = append(p.m.Types, p.funcType(i))
		default:
			p.fail(at, "unknown type form: %d, expected 0x60", form)
		}
	}
}

// funcType reads the function type with index self: it may refer to types
// before itself only, as no recursion groups are read.
func (p *parser) funcType(self uint32) FuncType {
	params := p.valueTypes(p.count("param count", MaxParams))
	results := p.valueTypes(p.count("return count", MaxResults))
	return FuncType{Params: params, Results: results}
}

func (p *parser) valueTypes(n uint32) []ValueType {
	if n == 0 || p.err != nil {
		return nil
	}
	types := make([]ValueType, 0, p.capacity(n))
	for i := uint32(0); i < n && p.err == nil; i++ {
		types = append(types, p.valueType())
	}
	return types
}

// valueType reads a value type (core 5.3.4).
func (p *parser) valueType() ValueType {
	at := p.pos
	switch b := p.byte("value type opcode"); ValueType(b) {
	case I32, I64, F32, F64, V128, FuncRef, ExternRef, ExnRef:
		return ValueType(b)
	case codeRefNull:
		return p.heapType()
	case codeRef:
		return p.heapType().NonNull()
	default:
		p.fail(at, "invalid value type 0x%x", b)
		return 0
	}
}

// heapType reads a heap type and returns the nullable reference to it.
func (p *parser) heapType() ValueType {
	at := p.pos
	h := p.signed(33, "heap type")
	switch {
	case p.err != nil:
		return 0
	case h >= 0 && h < MaxTypes:
		if int(h) >= len(p.m.Types)+p.typesOpen() {
			p.fail(at, "Type index %d is out of bounds", h)
		}
		return RefTo(uint32(h), true)
	case h == -0x10:
		return FuncRef
	case h == -0x11:
		return ExternRef
	case h == -0x17:
		return ExnRef
	}
	p.fail(at, "Unknown heap type %d", h)
	return 0
}

// typesOpen is 1 inside the type section: a function type may refer to itself.
func (p *parser) typesOpen() int {
	if p.lastID == SectionType {
		return 1
	}
	return 0
}

// refType reads a value type that must be a reference type.
func (p *parser) refType(what string) ValueType {
	at := p.pos
	t := p.valueType()
	if p.err == nil && !t.IsRef() {
		p.fail(at, "%s", what)
	}
	return t
}

// typeIndex reads the index of a function type.
func (p *parser) typeIndex() uint32 {
	at := p.pos
	i := p.u32("signature index")
	if p.err == nil && int(i) >= len(p.m.Types) {
		p.fail(at, "no signature at index %d (%d signatures)", i, len(p.m.Types))
	}
	return i
}

// tableType reads element type and limits.
func (p *parser) tableType() TableType {
	elem := p.refType("Only reference types can be used as table types")
	at := p.pos
	flags := p.byte("expected 1 byte")
	if flags > 1 {
		p.fail(at, "invalid table elements limits flags")
	}
	return TableType{elem, p.sizes(flags, "table elements", "elements", 1<<32-1)}
}

// memoryType reads the limits of a memory.
func (p *parser) memoryType() MemoryType {
	at := p.pos
	flags := p.byte("expected 1 byte")
	switch {
	case flags == 2:
		p.fail(at, "shared memory must have a maximum defined")
	case flags == 4 || flags == 5:
		p.fail(at, "invalid memory limits flags 0x%x (enable with --experimental-wasm-memory64)", flags)
	case flags > 3:
		p.fail(at, "invalid memory limits flags 0x%x", flags)
	}
	l := p.sizes(flags, "memory", "pages", MaxMemoryPages)
	l.Shared = flags&2 != 0
	return MemoryType{l}
}

// sizes reads minimum and maximum (core 5.3.7).
func (p *parser) sizes(flags byte, what, units string, limit uint32) (l Limits) {
	at := p.pos
	l.Min = p.u32("initial " + what + " size")
	if l.Min > limit {
		p.fail(at, "initial %s size (%d %s) is larger than implementation limit (%d %s)", what, l.Min, units, limit, units)
	}
	if flags&1 == 0 {
		return l
	}
	at = p.pos
	l.Max, l.HasMax = p.u32("maximum "+what+" size"), true
	if l.Max > limit {
		p.fail(at, "maximum %s size (%d %s) is larger than implementation limit (%d %s)", what, l.Max, units, limit, units)
	}
	if p.err == nil && l.Max < l.Min {
		p.fail(at, "maximum %s size (%d %s) is less than initial (%d %s)", what, l.Max, units, l.Min, units)
	}
	return l
}

func (p *parser) globalType() (g GlobalType) {
	g.Value = p.valueType()
	at := p.pos
	mut := p.byte("mutability")
	if mut > 1 {
		p.fail(at, "invalid mutability bit bitmap")
	}
	g.Mutable = mut == 1
	return g
}

// tagType reads the attribute and type index of a tag.
func (p *parser) tagType() TagType {
	at := p.pos
	if a := p.u32("exception attribute"); a != 0 {
		p.fail(at, "exception attribute %d not supported", a)
	}
	at = p.pos
	i := p.typeIndex()
	if p.err == nil && len(p.m.Types[i].Results) != 0 {
		p.fail(at, "tag signature %d has non-void return", i)
	}
	return TagType{i}
}
