package wasm

// The bits of an element segment's flags (core 5.5.12).
const (
	elemPassiveOrDeclarative = 1
	elemExplicitOrDeclared   = 2
	elemExpressions          = 4
)

func (p *parser) elementSection() {
	n := p.count("segment count", MaxElements)
	p.m.Elements = make([]Element, 0, p.capacity(n))
	for i := uint32(0); i < n && p.Err == nil; i++ {
		p.m.Elements = append(p.m.Elements, p.element())
	}
}

func (p *parser) element() (e Element) {
	at := p.Pos
	flags := p.U32("flag")
	if flags > 7 {
		p.Fail(at, "illegal flag value %d. Must be between 0 and 7", flags)
		return e
	}
	e.Mode = elementMode(flags)
	if e.Mode == SegmentActive {
		if flags&elemExplicitOrDeclared != 0 {
			at = p.Pos
			e.Table = p.U32("table index")
		}
		if p.Err == nil && int(e.Table) >= p.m.Count(KindTable) {
			p.Fail(at, "out of bounds table index %d", e.Table)
			return e
		}
		e.Offset = p.constExpr(I32)
	}
	p.elementType(&e, flags)
	p.elementItems(&e, flags&elemExpressions != 0)
	return e
}

func elementMode(flags uint32) SegmentMode {
	switch {
	case flags&elemPassiveOrDeclarative == 0:
		return SegmentActive
	case flags&elemExplicitOrDeclared == 0:
		return SegmentPassive
	}
	return SegmentDeclarative
}

// elementType reads the element type or kind, which the short forms leave out.
func (p *parser) elementType(e *Element, flags uint32) {
	exprs := flags&elemExpressions != 0
	e.Type = FuncRef
	if !exprs {
		e.Type = FuncRef.NonNull()
	}
	at := p.Pos
	switch {
	case flags&3 == 0:
	case exprs:
		e.Type = p.refType("expected reference type")
	default:
		if kind := p.Byte("element type: function"); kind != 0 {
			p.Fail(at, "illegal element kind 0x%x. Must be 0x0", kind)
		}
	}
	if p.Err != nil || e.Mode != SegmentActive {
		return
	}
	if t := p.m.TableType(e.Table).Elem; !p.m.IsSubtype(e.Type, t) {
		p.Fail(at, "Element segment of type %s is not a subtype of referenced table %d (type %s)", e.Type, e.Table, t)
	}
}

func (p *parser) elementItems(e *Element, exprs bool) {
	n := p.count("number of elements", MaxElements)
	if exprs {
		e.Exprs = make([]Expr, 0, p.capacity(n))
		for i := uint32(0); i < n && p.Err == nil; i++ {
			e.Exprs = append(e.Exprs, p.constExpr(e.Type))
		}
		return
	}
	e.Funcs = make([]uint32, 0, p.capacity(n))
	for i := uint32(0); i < n && p.Err == nil; i++ {
		e.Funcs = append(e.Funcs, p.itemIndex(KindFunc, p.Pos))
	}
}
