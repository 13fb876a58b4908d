package source

import "github.com/wasmglue/wasmglue/internal/module/lexer"

func (c *clauses) exportClause(start lexer.Token) {
	t := c.scanner.Next()
	switch {
	case c.scanner.Is(t, "default"):
		c.exportDefault(start, t)
	case c.scanner.Is(t, "{"):
		c.exportList(start)
	case c.scanner.Is(t, "*"):
		c.exportStar(start)
	case t.Kind == lexer.Name:
		c.declarations[t.Start] = true
		c.edits = append(c.edits, edit{start.Start, start.End, ""})
	default:
		c.unexpected(t)
	}
}

// exportDefault makes a declaration of what is exported: of an expression a const, of a function or class without a name one with a name.
func (c *clauses) exportDefault(start, word lexer.Token) {
	mark := c.scanner.Mark()
	head := c.scanner.Next()
	keyword, end := "", head.End
	switch {
	case c.scanner.Is(head, "class"):
		keyword = "class _"
	case c.scanner.Is(head, "function"):
		keyword, end = c.functionHead("function", end)
	case c.scanner.Is(head, "async"):
		if next := c.scanner.Next(); c.scanner.Is(next, "function") && !next.Newline {
			keyword, end = c.functionHead("async function", next.End)
		}
	}
	var name lexer.Token
	if keyword != "" {
		after := c.scanner.Mark()
		name = c.scanner.Next()
		c.scanner.Reset(after)
	}
	switch {
	case keyword == "":
		c.scanner.Reset(mark)
		c.defaultName(start.Start, len("const "))
		c.edits = append(c.edits, edit{start.Start, word.End, "const _      ="})
	case name.Kind == lexer.Name && !c.scanner.Is(name, "extends"):
		c.edits = append(c.edits, edit{start.Start, word.End, ""})
		c.exports = append(c.exports, Export{Name: "default", Local: c.scanner.Text(name), Request: -1, Offset: name.Start})
		c.scanner.Reset(mark)
	default:
		c.defaultName(start.Start, len(keyword)-1)
		c.edits = append(c.edits, edit{start.Start, end, keyword})
	}
}

func (c *clauses) defaultName(start, at int) {
	c.hidden[start+at] = hiddenDefault
	c.exports = append(c.exports, Export{Name: "default", Local: hiddenDefault, Request: -1, Offset: start})
}

func (c *clauses) functionHead(keyword string, end int) (string, int) {
	mark := c.scanner.Mark()
	if star := c.scanner.Next(); c.scanner.Is(star, "*") {
		return keyword + "* _", star.End
	}
	c.scanner.Reset(mark)
	return keyword + " _", end
}

func (c *clauses) exportList(start lexer.Token) {
	pairs := c.namedList()
	if c.err != nil {
		return
	}
	end := c.scanner.Mark()
	close := c.scanner.LastEnd()
	if t := c.scanner.Next(); !c.scanner.Is(t, "from") {
		c.scanner.Reset(end)
		for _, p := range pairs {
			c.exports = append(c.exports, Export{Name: p.alias, Local: p.name, Request: -1, Offset: p.offset})
		}
		c.blank(start.Start, close)
		return
	}
	c.finish(start, c.scanner.Next(), func(request int) {
		for _, p := range pairs {
			c.exports = append(c.exports, Export{Name: p.alias, Request: request, Import: p.name, Offset: p.offset})
		}
	})
}

func (c *clauses) exportStar(start lexer.Token) {
	t := c.scanner.Next()
	name := ""
	if c.scanner.Is(t, "as") {
		name = c.nameOf(c.scanner.Next())
		t = c.scanner.Next()
	}
	if !c.scanner.Is(t, "from") {
		c.unexpected(t)
		return
	}
	c.finish(start, c.scanner.Next(), func(request int) {
		if name == "" {
			c.stars = append(c.stars, request)
		} else {
			c.exports = append(c.exports, Export{Name: name, Request: request, Offset: start.Start})
		}
	})
}
