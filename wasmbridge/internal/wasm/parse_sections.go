package wasm

func (p *parser) importSection() {
	n := p.count("imports count", MaxImports)
	p.m.Imports = make([]Import, 0, p.capacity(n))
	for i := uint32(0); i < n && p.Err == nil; i++ {
		at := p.Pos
		im := Import{Module: p.name("module name"), Name: p.name("field name")}
		im.Type = p.externType(at)
		p.m.Imports = append(p.m.Imports, im)
	}
	if p.Err == nil && p.m.ImportedCount(KindMemory) > 1 {
		p.Fail(p.Pos, "At most one imported memory is supported")
	}
}

// externType reads the type of the import that begins at position at.
func (p *parser) externType(at int) (t ExternType) {
	t.Kind = ExternKind(p.Byte("kind: "))
	switch t.Kind {
	case KindFunc:
		t.Func = p.typeIndex()
	case KindTable:
		t.Table = p.tableType()
	case KindMemory:
		t.Memory = p.memoryType()
	case KindGlobal:
		t.Global = p.globalType()
	case KindTag:
		t.Tag = p.tagType()
	default:
		p.Fail(at, "unknown import kind 0x%02x", byte(t.Kind))
	}
	return t
}

func (p *parser) functionSection() {
	n := p.count("functions count", MaxFunctions)
	p.m.Funcs = make([]uint32, 0, p.capacity(n))
	for i := uint32(0); i < n && p.Err == nil; i++ {
		p.m.Funcs = append(p.m.Funcs, p.typeIndex())
	}
}

// tableWithInit is the first byte of a table that has an initial value.
const tableWithInit = 0x40

func (p *parser) tableSection() {
	n := p.count("table count", MaxTables)
	p.m.Tables = make([]Table, 0, p.capacity(n))
	for i := uint32(0); i < n && p.Err == nil; i++ {
		p.m.Tables = append(p.m.Tables, p.table())
	}
}

func (p *parser) table() (t Table) {
	at := p.Pos
	withInit := p.More() && p.Buf[p.Pos] == tableWithInit
	if withInit {
		p.Pos++
		if reserved := p.Byte("reserved byte"); reserved != 0 {
			p.Fail(p.Pos-1, "expected reserved byte 0x00, found 0x%02x", reserved)
		}
	}
	t.Type = p.tableType()
	switch {
	case p.Err != nil:
	case withInit:
		t.Init = p.constExpr(t.Type.Elem)
	case !t.Type.Elem.IsDefaultable():
		p.Fail(at, "Table of non-defaultable table %s needs initial value", t.Type.Elem)
	}
	return t
}

func (p *parser) memorySection() {
	at := p.Pos
	n := p.count("memory count", MaxTables)
	if have := p.m.ImportedCount(KindMemory); p.Err == nil && have+int(n) > 1 {
		p.Fail(at, "memory count of %d exceeds internal limit of 1", n)
	}
	for i := uint32(0); i < n && p.Err == nil; i++ {
		p.m.Memories = append(p.m.Memories, p.memoryType())
	}
}

func (p *parser) tagSection() {
	n := p.count("tag count", MaxTags)
	p.m.Tags = make([]TagType, 0, p.capacity(n))
	for i := uint32(0); i < n && p.Err == nil; i++ {
		p.m.Tags = append(p.m.Tags, p.tagType())
	}
}

func (p *parser) globalSection() {
	n := p.count("globals count", MaxGlobals)
	p.m.Globals = make([]Global, 0, p.capacity(n))
	for i := uint32(0); i < n && p.Err == nil; i++ {
		t := p.globalType()
		p.m.Globals = append(p.m.Globals, Global{t, p.constExpr(t.Value)})
	}
}

func (p *parser) exportSection() {
	n := p.count("exports count", MaxExports)
	p.m.Exports = make([]Export, 0, p.capacity(n))
	seen := make(map[string]int, p.capacity(n))
	for i := 0; i < int(n) && p.Err == nil; i++ {
		at := p.Pos + 1
		e := p.export()
		if first, twice := seen[e.Name]; twice && p.Err == nil {
			f := p.m.Exports[first]
			p.Fail(at, "Duplicate export name '%s' for %s %d and %s %d", e.Name, f.Kind, f.Index, e.Kind, e.Index)
			return
		}
		seen[e.Name] = i
		p.m.Exports = append(p.m.Exports, e)
	}
}

func (p *parser) export() (e Export) {
	e.Name = p.name("field name")
	kindAt := p.Pos
	e.Kind = ExternKind(p.Byte("kind: "))
	at := p.Pos
	switch {
	case p.Err != nil:
	case e.Kind >= kindCount:
		p.Fail(kindAt, "invalid export kind 0x%02x", byte(e.Kind))
	case e.Kind == KindMemory:
		e.Index = p.U32("memory index")
		if int(e.Index) >= p.m.Count(KindMemory) {
			p.Fail(p.Pos, "invalid memory index != 0")
		}
	default:
		e.Index = p.itemIndex(e.Kind, at)
	}
	return e
}

// indexNames are what the indices of the kinds are called in errors.
var indexNames = [kindCount]string{"function index", "table index", "memory index", "global index", "tag index"}

// itemIndex reads an index into the space of the kind.
func (p *parser) itemIndex(k ExternKind, at int) uint32 {
	i := p.U32(indexNames[k])
	if n := p.m.Count(k); int(i) >= n {
		p.Fail(at, "%s %d out of bounds (%d %s)", indexNames[k], i, n, entries(n))
	}
	return i
}

func entries(n int) string {
	if n == 1 {
		return "entry"
	}
	return "entries"
}

func (p *parser) startSection() {
	at := p.Pos
	i := p.itemIndex(KindFunc, at)
	if p.Err != nil {
		return
	}
	if t := p.m.FuncType(i); len(t.Params)+len(t.Results) > 0 {
		p.Fail(at, "invalid start function: non-zero parameter or return count")
		return
	}
	p.m.Start = &i
}

func (p *parser) codeSection() {
	at := p.Pos
	n := p.count("functions count", MaxFunctions)
	if p.Err == nil && int(n) != len(p.m.Funcs) {
		p.Fail(at, "function body count %d mismatch (%d expected)", n, len(p.m.Funcs))
		return
	}
	p.m.Bodies = make([]Body, 0, p.capacity(n))
	for i := uint32(0); i < n && p.Err == nil; i++ {
		at = p.Pos
		size := p.U32("body size")
		if size > MaxBodySize {
			p.Fail(at, "size %d > maximum function size %d", size, MaxBodySize)
			return
		}
		off := p.Pos
		p.m.Bodies = append(p.m.Bodies, Body{Raw: p.Bytes(size), Offset: off})
	}
}

func (p *parser) dataSection() {
	n := p.count("data segments count", MaxDataSegments)
	if c := p.m.DataCount; p.Err == nil && c != nil && *c != n {
		p.Fail(p.Pos, "number of data segments (%d) does not match declared count (%d)", n, *c)
		return
	}
	p.m.Data = make([]DataSegment, 0, p.capacity(n))
	for i := uint32(0); i < n && p.Err == nil; i++ {
		p.m.Data = append(p.m.Data, p.dataSegment())
	}
}

func (p *parser) dataSegment() (d DataSegment) {
	at := p.Pos
	flag := p.U32("flag")
	if flag > 2 {
		p.Fail(at, "illegal flag value %d. Must be 0, 1, or 2", flag)
		return d
	}
	if flag == 1 {
		d.Mode = SegmentPassive
	} else {
		if flag == 2 {
			d.Memory = p.U32("memory index")
		}
		if p.Err == nil && int(d.Memory) >= p.m.Count(KindMemory) {
			p.Fail(at, "cannot load data without memory")
		}
		d.Offset = p.constExpr(I32)
	}
	d.Init = p.Bytes(p.U32("source size"))
	return d
}
