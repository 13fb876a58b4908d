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
func (m *Module) EqualTypes(i, j uint32) bool { return i == j || SameType(m, i, m, j) }

// SameType tells whether type i of module m and type j of module n are the same
// type (core 3.1.4): they have the same place in recursion groups that are
// alike, where references to defined types are compared by what they denote.
func SameType(m *Module, i uint32, n *Module, j uint32) bool {
	c := comparison{m, n, 0}
	return c.types(i, j)
}

// maxTypeSteps bounds the comparison of types: chains of types that refer to
// earlier types can be exponentially long when written out.
const maxTypeSteps = 10_000

// comparison compares types of two modules.
type comparison struct {
	m, n  *Module
	steps int
}

func (c *comparison) types(i, j uint32) bool {
	if c.m == c.n && i == j {
		return true
	}
	if int(i) >= len(c.m.Types) || int(j) >= len(c.n.Types) {
		return false
	}
	g, h := c.m.Types[i].Group, c.n.Types[j].Group
	if g.members() != h.members() || g.Pos != h.Pos {
		return false
	}
	for k := range g.members() {
		if !c.members(i-g.Pos, j-h.Pos, k, g.members()) {
			return false
		}
	}
	return true
}

// members compares member k of the groups that begin with types i and j.
func (c *comparison) members(i, j, k, size uint32) bool {
	if c.steps++; c.steps > maxTypeSteps {
		return false
	}
	a, b := c.m.Types[i+k], c.n.Types[j+k]
	return c.lists(a.Params, b.Params, i, j, size) && c.lists(a.Results, b.Results, i, j, size)
}

func (c *comparison) lists(a, b []ValueType, i, j, size uint32) bool {
	if len(a) != len(b) {
		return false
	}
	for k := range a {
		x, definedX := a[k].TypeIndex()
		y, definedY := b[k].TypeIndex()
		switch {
		case !definedX || !definedY:
			if a[k] != b[k] {
				return false
			}
		case a[k].IsNullable() != b[k].IsNullable() || !c.references(x, y, i, j, size):
			return false
		}
	}
	return true
}

// references compares references to types x and y that occur in the groups of
// size types that begin with i and j.
func (c *comparison) references(x, y, i, j, size uint32) bool {
	insideX, insideY := x-i < size, y-j < size
	if insideX || insideY {
		return insideX && insideY && x-i == y-j
	}
	return c.types(x, y)
}
