package wasm

// Encode returns the binary of m. Counts and sizes are written in their
// shortest form, everything else as it was read.
func (m *Module) Encode() []byte {
	b := make([]byte, 0, m.sizeHint())
	b = append(b, magic+version...)
	b = m.appendCustoms(b, SectionCustom)
	for _, id := range sectionOrder {
		b = m.appendSection(b, id)
		b = m.appendCustoms(b, id)
	}
	return b
}

// appendSection writes the payload in place and then moves it to make room for
// its size.
func (m *Module) appendSection(b []byte, id SectionID) []byte {
	start := len(b)
	b = m.appendPayload(append(b, byte(id)), id)
	payload := len(b) - start - 1
	if payload == 0 {
		return b[:start]
	}
	b = AppendUnsigned(b, uint32(payload))
	var size [5]byte
	n := copy(size[:], b[start+1+payload:])
	copy(b[start+1+n:], b[start+1:start+1+payload])
	copy(b[start+1:], size[:n])
	return b
}

func (m *Module) sizeHint() int {
	n := 1024
	for i := range m.Bodies {
		n += len(m.Bodies[i].Raw) + 4
	}
	for i := range m.Data {
		n += len(m.Data[i].Init) + 16
	}
	for i := range m.Customs {
		n += len(m.Customs[i].Data) + len(m.Customs[i].Name) + 16
	}
	for i := range m.Elements {
		n += 5*m.Elements[i].Len() + 16
	}
	return n + 64*(len(m.Imports)+len(m.Exports)) + 16*(len(m.Types)+len(m.Globals)) + 8*len(m.Funcs)
}

func (m *Module) appendCustoms(b []byte, after SectionID) []byte {
	for i := range m.Customs {
		c := &m.Customs[i]
		if c.After != after {
			continue
		}
		name := appendName(nil, c.Name)
		b = append(b, byte(SectionCustom))
		b = AppendUnsigned(b, uint32(len(name)+len(c.Data)))
		b = append(append(b, name...), c.Data...)
	}
	return b
}

// appendPayload appends what follows a section's size; nothing for a section
// that is empty.
func (m *Module) appendPayload(b []byte, id SectionID) []byte {
	switch id {
	case SectionType:
		return m.appendTypes(b)
	case SectionImport:
		return appendVector(b, m.Imports, appendImport)
	case SectionFunction:
		return appendVector(b, m.Funcs, appendIndex)
	case SectionTable:
		return appendVector(b, m.Tables, appendTable)
	case SectionMemory:
		return appendVector(b, m.Memories, appendMemory)
	case SectionTag:
		return appendVector(b, m.Tags, appendTag)
	case SectionGlobal:
		return appendVector(b, m.Globals, appendGlobal)
	case SectionExport:
		return appendVector(b, m.Exports, appendExport)
	case SectionStart:
		return appendOptional(b, m.Start)
	case SectionElement:
		return appendVector(b, m.Elements, appendElement)
	case SectionDataCount:
		return appendOptional(b, m.DataCount)
	case SectionCode:
		return appendVector(b, m.Bodies, appendBody)
	case SectionData:
		return appendVector(b, m.Data, appendData)
	}
	return b
}

func appendVector[T any](b []byte, items []T, one func([]byte, *T) []byte) []byte {
	if len(items) == 0 {
		return b
	}
	b = AppendUnsigned(b, uint32(len(items)))
	for i := range items {
		b = one(b, &items[i])
	}
	return b
}

func appendOptional(b []byte, v *uint32) []byte {
	if v == nil {
		return b
	}
	return AppendUnsigned(b, *v)
}

func appendName(b []byte, s string) []byte {
	return append(AppendUnsigned(b, uint32(len(s))), s...)
}

func appendIndex(b []byte, i *uint32) []byte { return AppendUnsigned(b, *i) }

// appendTypes counts a recursion group as one entry of the section.
func (m *Module) appendTypes(b []byte) []byte {
	entries := 0
	for i := range m.Types {
		if m.Types[i].Group.Pos == 0 {
			entries++
		}
	}
	if entries == 0 {
		return b
	}
	b = AppendUnsigned(b, uint32(entries))
	for i := range m.Types {
		b = appendFuncType(b, &m.Types[i])
	}
	return b
}

func appendFuncType(b []byte, t *FuncType) []byte {
	if g := t.Group; g.Size > 0 && g.Pos == 0 {
		b = AppendUnsigned(append(b, typeCodeRec), g.Size)
	}
	return t.Append(b)
}

// Append appends the binary form of t, without its recursion group.
func (t FuncType) Append(b []byte) []byte {
	b = append(b, typeCodeFunc)
	return appendValueTypes(appendValueTypes(b, t.Params), t.Results)
}

func appendValueTypes(b []byte, types []ValueType) []byte {
	b = AppendUnsigned(b, uint32(len(types)))
	for _, t := range types {
		b = t.Append(b)
	}
	return b
}

func appendImport(b []byte, im *Import) []byte {
	b = appendName(appendName(b, im.Module), im.Name)
	b = append(b, byte(im.Type.Kind))
	switch t := &im.Type; t.Kind {
	case KindFunc:
		return AppendUnsigned(b, t.Func)
	case KindTable:
		return appendTableType(b, t.Table)
	case KindMemory:
		return appendLimits(b, t.Memory.Limits)
	case KindGlobal:
		return appendGlobalType(b, t.Global)
	default:
		return appendTag(b, &t.Tag)
	}
}

func appendLimits(b []byte, l Limits) []byte {
	var flags byte
	if l.HasMax {
		flags |= 1
	}
	if l.Shared {
		flags |= 2
	}
	b = AppendUnsigned(append(b, flags), l.Min)
	if l.HasMax {
		b = AppendUnsigned(b, l.Max)
	}
	return b
}

func appendTableType(b []byte, t TableType) []byte { return appendLimits(t.Elem.Append(b), t.Limits) }

func appendTable(b []byte, t *Table) []byte {
	if t.Init != nil {
		b = append(b, tableWithInit, 0)
	}
	return append(appendTableType(b, t.Type), t.Init...)
}

func appendMemory(b []byte, t *MemoryType) []byte { return appendLimits(b, t.Limits) }

func appendTag(b []byte, t *TagType) []byte { return AppendUnsigned(append(b, 0), t.Type) }

func appendGlobalType(b []byte, g GlobalType) []byte {
	var mut byte
	if g.Mutable {
		mut = 1
	}
	return append(g.Value.Append(b), mut)
}

func appendGlobal(b []byte, g *Global) []byte { return append(appendGlobalType(b, g.Type), g.Init...) }

func appendExport(b []byte, e *Export) []byte {
	return AppendUnsigned(append(appendName(b, e.Name), byte(e.Kind)), e.Index)
}

func appendBody(b []byte, f *Body) []byte {
	return append(AppendUnsigned(b, uint32(len(f.Raw))), f.Raw...)
}

func appendData(b []byte, d *DataSegment) []byte {
	switch {
	case d.Mode == SegmentPassive:
		b = append(b, 1)
	case d.Memory != 0:
		b = AppendUnsigned(append(b, 2), d.Memory)
	default:
		b = append(b, 0)
	}
	b = append(b, d.Offset...)
	return append(AppendUnsigned(b, uint32(len(d.Init))), d.Init...)
}

func appendElement(b []byte, e *Element) []byte {
	flags := elementFlags(e)
	b = append(b, byte(flags))
	if e.Mode == SegmentActive {
		if flags&elemExplicitOrDeclared != 0 {
			b = AppendUnsigned(b, e.Table)
		}
		b = append(b, e.Offset...)
	}
	switch {
	case flags&3 == 0:
	case flags&elemExpressions != 0:
		b = e.Type.Append(b)
	default:
		b = append(b, 0)
	}
	b = AppendUnsigned(b, uint32(e.Len()))
	for _, f := range e.Funcs {
		b = AppendUnsigned(b, f)
	}
	for _, x := range e.Exprs {
		b = append(b, x...)
	}
	return b
}

func elementFlags(e *Element) (flags uint32) {
	if e.Exprs != nil {
		flags = elemExpressions
	}
	switch e.Mode {
	case SegmentPassive:
		return flags | elemPassiveOrDeclarative
	case SegmentDeclarative:
		return flags | elemPassiveOrDeclarative | elemExplicitOrDeclared
	}
	implied := FuncRef
	if e.Exprs == nil {
		implied = FuncRef.NonNull()
	}
	if e.Table != 0 || e.Type != implied {
		flags |= elemExplicitOrDeclared
	}
	return flags
}
