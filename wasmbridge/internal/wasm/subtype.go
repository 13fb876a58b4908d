package wasm

// IsSubtype tells whether a value of type a may be used where b is expected
// (core 3.3.3, for the heap types this package knows). The zero ValueType is
// the bottom type.
func (m *Module) IsSubtype(a, b ValueType) bool {
	if a == b || a == 0 {
		return true
	}
	if !a.IsRef() || !b.IsRef() || a.IsNullable() && !b.IsNullable() {
		return false
	}
	if a, b = a.Nullable(), b.Nullable(); a == b {
		return true
	}
	i, defined := a.TypeIndex()
	if !defined {
		return false
	}
	j, both := b.TypeIndex()
	if !both {
		return b == FuncRef
	}
	return m.EqualTypes(i, j)
}

// EqualTypes tells whether two type indices denote the same function type.
// References to defined types inside them are compared by what they denote.
func (m *Module) EqualTypes(i, j uint32) bool {
	return m.equalTypes(i, j, 0)
}

// maxTypeDepth bounds the comparison of types that refer to types: a type can
// refer only to earlier types or itself, but chains may be long and wide.
const maxTypeDepth = 16

func (m *Module) equalTypes(i, j uint32, depth int) bool {
	if i == j {
		return true
	}
	if depth > maxTypeDepth || int(i) >= len(m.Types) || int(j) >= len(m.Types) {
		return false
	}
	a, b := m.Types[i], m.Types[j]
	return m.equalLists(a.Params, b.Params, i, j, depth) && m.equalLists(a.Results, b.Results, i, j, depth)
}

func (m *Module) equalLists(a, b []ValueType, i, j uint32, depth int) bool {
	if len(a) != len(b) {
		return false
	}
	for k := range a {
		if a[k] != b[k] && !m.equalRefs(a[k], b[k], i, j, depth) {
			return false
		}
	}
	return true
}

// equalRefs compares two references to defined types that occur at the same
// place in the types i and j; references to themselves correspond.
func (m *Module) equalRefs(a, b ValueType, i, j uint32, depth int) bool {
	x, okX := a.TypeIndex()
	y, okY := b.TypeIndex()
	if !okX || !okY || a.IsNullable() != b.IsNullable() {
		return false
	}
	if x == i || y == j {
		return x == i && y == j
	}
	return m.equalTypes(x, y, depth+1)
}
