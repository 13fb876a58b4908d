package source

import (
	"strings"

	"github.com/wasmglue/wasmglue/internal/module/lexer"
)

// Request is a module that a module asks for in a clause: equal requests are one.
type Request struct {
	Specifier  string
	Attributes []Attribute
}

// Attribute is an import attribute: with { type: 'json' }.
type Attribute struct{ Key, Value string }

// Import is one binding of an import clause.
type Import struct {
	Request int
	Name    string // of the export; "" for the namespace
	Local   string
	Offset  int // of the name in the text
}

// Export is one name of an export clause.
type Export struct {
	Name  string
	Local string // of a binding of this module, if Request < 0

	Request int
	Import  string // of the requested module's export; "" for its namespace
	Offset  int
}

// clauses are the import and export clauses of a text, and the places in it that are no script.
type clauses struct {
	text     string
	scanner  *lexer.Scanner
	requests []Request
	imports  []Import
	exports  []Export
	stars    []int

	edits        []edit
	declarations map[int]bool   // places of exported declarations
	hidden       map[int]string // places of names that stand for import() and import.meta, and of default declarations
	static       bool           // import or export declarations
	meta         bool
	dynamic      bool
	err          *SyntaxError
}

// edit replaces a part of the text by something of the same length.
type edit struct {
	start, end int
	with       string // padded with spaces; line terminators of the part are kept
}

// The names of bindings that no source can name.
const (
	hiddenImport  = "import()"
	hiddenMeta    = "import.meta"
	hiddenDefault = "default"
)

// scanClauses reads the clauses of text. Clauses are read only if module is set: a script has but import().
func scanClauses(text string, module bool) *clauses {
	c := &clauses{text: text, scanner: lexer.New(text), declarations: map[int]bool{}, hidden: map[int]string{}}
	var last lexer.Token
	for t := c.scanner.Next(); t.Kind != lexer.EOF && c.err == nil; t = c.scanner.Next() {
		member := last.Kind == lexer.Punct && c.scanner.Text(last) == "."
		if t.Kind == lexer.Name && !member {
			switch c.scanner.Text(t) {
			case "import":
				c.importWord(last, t, module)
			case "export":
				if module && c.scanner.Depth() == 0 {
					c.static = true
					c.exportClause(t)
				}
			}
		}
		last = t
	}
	return c
}

// importWord reads what begins with the word import: a call, import.meta, or a clause.
func (c *clauses) importWord(before, t lexer.Token, module bool) {
	mark := c.scanner.Mark()
	depth := c.scanner.Depth()
	next := c.scanner.Next()
	switch {
	case c.scanner.Is(next, "("):
		if !c.isMethod(before) {
			c.dynamic = true
			c.hide(t.Start, t.End, hiddenImport)
		}
	case c.scanner.Is(next, "."):
		property := c.scanner.Next()
		if module && c.scanner.Is(property, "meta") {
			c.meta = true
			c.hide(t.Start, property.End, hiddenMeta)
		}
	case module && depth == 0 && !c.scanner.Is(next, ":"):
		c.static = true
		c.importClause(t, next)
		return
	}
	c.scanner.Reset(mark)
}

// maxLookahead bounds the tokens of a parameter list that is looked through, so that nested calls cost no more than their length.
const maxLookahead = 200

// isMethod tells whether import( with the parenthesis at the scanner's place is a method's name with its parameters: a { follows them.
func (c *clauses) isMethod(before lexer.Token) bool {
	if c.scanner.Depth() < 2 || before.Kind == lexer.Punct && !strings.Contains("{};,*", c.scanner.Text(before)) {
		return false
	}
	ahead := c.scanner.Ahead()
	for n := 0; ; n++ {
		t := ahead.Next()
		if t.Kind == lexer.EOF || t.Kind == lexer.Invalid || n > maxLookahead {
			return false
		}
		if ahead.Is(t, ")") && ahead.Depth() == 0 {
			break
		}
	}
	next := ahead.Next()
	return ahead.Is(next, "{") && !next.Newline
}

// hide puts a name that is valid anywhere in the place of import or import.meta; bind renames it.
func (c *clauses) hide(start, end int, name string) {
	c.hidden[start] = name
	c.edits = append(c.edits, edit{start, end, "_"})
}

// blank takes a clause out of the text. What stands before it must end as a statement does.
func (c *clauses) blank(start, end int) {
	c.edits = append(c.edits, edit{start, end, ";"})
}

func (c *clauses) importClause(start, t lexer.Token) {
	var found []Import
	for !c.scanner.Is(t, "from") || c.fromIsName(found) {
		switch {
		case t.Kind == lexer.String:
			c.finish(start, t, nil)
			return
		case c.scanner.Is(t, "*"):
			c.expect("as")
			local := c.scanner.Next()
			found = append(found, Import{Local: c.scanner.Text(local), Offset: local.Start})
		case c.scanner.Is(t, "{"):
			for _, p := range c.namedList() {
				found = append(found, Import{Name: p.name, Local: p.alias, Offset: p.offset})
			}
		case t.Kind == lexer.Name:
			found = append(found, Import{Name: "default", Local: c.scanner.Text(t), Offset: t.Start})
		case !c.scanner.Is(t, ","):
			c.unexpected(t)
		}
		if c.err != nil {
			return
		}
		t = c.scanner.Next()
	}
	t = c.scanner.Next()
	c.finish(start, t, func(request int) {
		for _, i := range found {
			i.Request = request
			c.imports = append(c.imports, i)
		}
	})
}

// fromIsName tells whether the word from at the scanner's place is the default binding's name: import from from 'x'.
func (c *clauses) fromIsName(found []Import) bool {
	if len(found) > 0 {
		return false
	}
	mark := c.scanner.Mark()
	next := c.scanner.Next()
	c.scanner.Reset(mark)
	return next.Kind != lexer.String
}

// finish reads the end of a clause, whose specifier is t, and blanks the clause.
func (c *clauses) finish(start, t lexer.Token, use func(request int)) {
	if t.Kind != lexer.String {
		c.unexpected(t)
		return
	}
	request := Request{Specifier: lexer.Unquote(c.scanner.Text(t))}
	end := t.End
	mark := c.scanner.Mark()
	if next := c.scanner.Next(); c.scanner.Is(next, "with") || c.scanner.Is(next, "assert") && !next.Newline {
		request.Attributes, end = c.attributes()
	} else {
		c.scanner.Reset(mark)
	}
	index := c.request(request)
	if use != nil {
		use(index)
	}
	c.blank(start.Start, end)
}

func (c *clauses) request(r Request) int {
	for i, known := range c.requests {
		if known.Specifier == r.Specifier && equalAttributes(known.Attributes, r.Attributes) {
			return i
		}
	}
	c.requests = append(c.requests, r)
	return len(c.requests) - 1
}

func equalAttributes(a, b []Attribute) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func (c *clauses) attributes() (list []Attribute, end int) {
	c.expect("{")
	for c.err == nil {
		key := c.scanner.Next()
		if c.scanner.Is(key, "}") {
			return list, key.End
		}
		if c.scanner.Is(key, ",") {
			continue
		}
		name := c.nameOf(key)
		c.expect(":")
		value := c.scanner.Next()
		if value.Kind != lexer.String {
			c.unexpected(value)
		}
		list = append(list, Attribute{name, lexer.Unquote(c.scanner.Text(value))})
	}
	return nil, 0
}

// pair is one element of a list in braces: name as alias.
type pair struct {
	name, alias string
	offset      int
}

func (c *clauses) namedList() (list []pair) {
	for c.err == nil {
		t := c.scanner.Next()
		if c.scanner.Is(t, "}") {
			return list
		}
		if c.scanner.Is(t, ",") && len(list) > 0 {
			continue
		}
		p := pair{name: c.nameOf(t), offset: t.Start}
		p.alias = p.name
		mark := c.scanner.Mark()
		if as := c.scanner.Next(); c.scanner.Is(as, "as") {
			p.alias = c.nameOf(c.scanner.Next())
		} else {
			c.scanner.Reset(mark)
		}
		list = append(list, p)
	}
	return nil
}

// nameOf is a name, or a string that is used as one.
func (c *clauses) nameOf(t lexer.Token) string {
	switch t.Kind {
	case lexer.Name:
		return c.scanner.Text(t)
	case lexer.String:
		return lexer.Unquote(c.scanner.Text(t))
	}
	c.unexpected(t)
	return ""
}

func (c *clauses) expect(text string) {
	if t := c.scanner.Next(); !c.scanner.Is(t, text) {
		c.unexpected(t)
	}
}

func (c *clauses) unexpected(t lexer.Token) {
	if c.err != nil {
		return
	}
	message := "Unexpected token '" + c.scanner.Text(t) + "'"
	switch t.Kind {
	case lexer.EOF:
		message = "Unexpected end of input"
	case lexer.Name:
		message = "Unexpected identifier '" + c.scanner.Text(t) + "'"
	case lexer.String, lexer.Template:
		message = "Unexpected string"
	case lexer.Number:
		message = "Unexpected number"
	case lexer.Invalid:
		message = "Invalid or unexpected token"
	}
	c.err = c.errorAt(t.Start, message)
}

// errorAt is a SyntaxError at an offset of the text; the file is filled in by the caller.
func (c *clauses) errorAt(offset int, message string) *SyntaxError {
	line := strings.Count(c.text[:offset], "\n")
	start := strings.LastIndexByte(c.text[:offset], '\n') + 1
	end := strings.IndexByte(c.text[start:], '\n')
	if end < 0 {
		end = len(c.text) - start
	}
	return &SyntaxError{Message: message, Line: line + 1, Column: offset - start + 1, Text: strings.TrimSuffix(c.text[start:start+end], "\r")}
}

// edited is the text with all edits made: a script of the same length.
func (c *clauses) edited() string {
	if len(c.edits) == 0 {
		return c.text
	}
	b := []byte(c.text)
	for _, e := range c.edits {
		n := copy(b[e.start:e.end], e.with)
		for i := e.start + n; i < e.end; i++ {
			if b[i] != '\n' && b[i] != '\r' {
				b[i] = ' '
			}
		}
	}
	return string(b)
}
