package wasm

// index sorts the imports by kind, once for each number of imports.
func (m *Module) index() *[kindCount][]uint32 {
	if m.indexedOf == len(m.Imports) {
		return &m.imported
	}
	m.imported = [kindCount][]uint32{}
	for i := range m.Imports {
		k := m.Imports[i].Type.Kind
		m.imported[k] = append(m.imported[k], uint32(i))
	}
	m.indexedOf = len(m.Imports)
	return &m.imported
}

// ImportedCount returns how many items of the kind are imported: the index of
// the first one defined in the module.
func (m *Module) ImportedCount(k ExternKind) int { return len(m.index()[k]) }

// ImportOf returns the import that item i of the kind is, nil when the item is
// defined in the module.
func (m *Module) ImportOf(k ExternKind, i uint32) *Import {
	if s := m.index()[k]; int(i) < len(s) {
		return &m.Imports[s[i]]
	}
	return nil
}

// Count returns the size of the index space of the kind.
func (m *Module) Count(k ExternKind) int {
	n := m.ImportedCount(k)
	switch k {
	case KindFunc:
		return n + len(m.Funcs)
	case KindTable:
		return n + len(m.Tables)
	case KindMemory:
		return n + len(m.Memories)
	case KindGlobal:
		return n + len(m.Globals)
	case KindTag:
		return n + len(m.Tags)
	}
	return 0
}

// FuncTypeIndex returns the type index of function i; i must be below
// Count(KindFunc). The same holds for the following methods.
func (m *Module) FuncTypeIndex(i uint32) uint32 {
	if im := m.ImportOf(KindFunc, i); im != nil {
		return im.Type.Func
	}
	return m.Funcs[int(i)-m.ImportedCount(KindFunc)]
}

// FuncType returns the type of function i.
func (m *Module) FuncType(i uint32) FuncType { return m.Types[m.FuncTypeIndex(i)] }

// TableType returns the type of table i.
func (m *Module) TableType(i uint32) TableType {
	if im := m.ImportOf(KindTable, i); im != nil {
		return im.Type.Table
	}
	return m.Tables[int(i)-m.ImportedCount(KindTable)].Type
}

// MemoryType returns the type of memory i.
func (m *Module) MemoryType(i uint32) MemoryType {
	if im := m.ImportOf(KindMemory, i); im != nil {
		return im.Type.Memory
	}
	return m.Memories[int(i)-m.ImportedCount(KindMemory)]
}

// GlobalType returns the type of global i.
func (m *Module) GlobalType(i uint32) GlobalType {
	if im := m.ImportOf(KindGlobal, i); im != nil {
		return im.Type.Global
	}
	return m.Globals[int(i)-m.ImportedCount(KindGlobal)].Type
}

// TagType returns the function type of tag i, whose parameters are the payload.
func (m *Module) TagType(i uint32) FuncType {
	if im := m.ImportOf(KindTag, i); im != nil {
		return m.Types[im.Type.Tag.Type]
	}
	return m.Types[m.Tags[int(i)-m.ImportedCount(KindTag)].Type]
}

// ExportType returns the type of an export.
func (m *Module) ExportType(e Export) ExternType { return m.ItemType(e.Kind, e.Index) }

// ItemType returns the type of item i of the kind.
func (m *Module) ItemType(k ExternKind, i uint32) ExternType {
	if im := m.ImportOf(k, i); im != nil {
		return im.Type
	}
	t := ExternType{Kind: k}
	switch k {
	case KindFunc:
		t.Func = m.FuncTypeIndex(i)
	case KindTable:
		t.Table = m.TableType(i)
	case KindMemory:
		t.Memory = m.MemoryType(i)
	case KindGlobal:
		t.Global = m.GlobalType(i)
	case KindTag:
		t.Tag = m.Tags[int(i)-m.ImportedCount(KindTag)]
	}
	return t
}

// AddType returns the index of a type equal to t, which it appends when the
// module has none among its last few (a full search would be quadratic).
func (m *Module) AddType(t FuncType) uint32 {
	const window = 64
	for i := len(m.Types) - 1; i >= 0 && i >= len(m.Types)-window; i-- {
		if m.Types[i].Group == t.Group && m.Types[i].Equal(t) {
			return uint32(i)
		}
	}
	m.Types = append(m.Types, t)
	return uint32(len(m.Types) - 1)
}
