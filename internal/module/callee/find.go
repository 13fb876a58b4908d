// Package callee finds in a text what was called, and renders it as V8 does in the message of a call that failed: "foo.bar is not a function". It is asked
// only when an error is made, and reads only what stands around the call.
package callee

import (
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"

	"github.com/wasmglue/wasmglue/internal/module/lexer"
)

// reach is how far back from a call its callee is looked for.
const reach = 4096

// OfCall renders the callee of the call whose arguments begin at an offset of text.
func OfCall(text string, offset int) (string, bool) {
	if offset <= 0 || offset >= len(text) {
		return "", false
	}
	from := 0
	if offset > reach {
		from = offset - reach
		if i := strings.IndexAny(text[from:offset], ";{}\n"); i >= 0 {
			from += i + 1
		}
	}
	window := text[from:offset]
	tokens := scan(window)
	start, ok := tokens.chain(len(tokens.list) - 1)
	if !ok {
		return "", false
	}
	return parse(window[start:])
}

// OfNew renders the class of the new expression that begins at an offset of text.
func OfNew(text string, offset int) (string, bool) {
	if offset < 0 || offset >= len(text) || !strings.HasPrefix(text[offset:], "new") {
		return "", false
	}
	window := text[offset+3 : min(len(text), offset+reach)]
	return parse(window[:member(window)])
}

// NameAt returns the identifier at an offset of text.
func NameAt(text string, offset int) string {
	if offset < 0 || offset >= len(text) {
		return ""
	}
	s := lexer.New(text[offset:min(len(text), offset+reach)])
	if t := s.Next(); t.Kind == lexer.Name {
		return s.Text(t)
	}
	return ""
}

// member is the length of the expression behind new, without the arguments.
func member(text string) int {
	s := lexer.New(text)
	end, operand := 0, false
	for t := s.Next(); t.Kind != lexer.EOF; t = s.Next() {
		switch {
		case s.Is(t, "("), s.Is(t, "["), s.Is(t, "{"):
			if operand && (s.Is(t, "(") || s.Is(t, "{")) {
				return end
			}
			for depth := s.Depth(); s.Depth() >= depth && t.Kind != lexer.EOF; {
				t = s.Next()
			}
			operand = true
		case s.Is(t, "."):
			operand = false
		case t.Kind == lexer.Punct, operand:
			return end
		default:
			operand = !s.Is(t, "class") && !s.Is(t, "function")
		}
		end = t.End
	}
	return end
}

func parse(text string) (string, bool) {
	program, err := parser.ParseFile(nil, "", "(async function* () { ("+text+"\n) })", 0, parser.WithDisableSourceMaps)
	if err != nil || len(program.Body) != 1 {
		return "", false
	}
	statement, ok := program.Body[0].(*ast.ExpressionStatement)
	if !ok {
		return "", false
	}
	function, ok := statement.Expression.(*ast.FunctionLiteral)
	if !ok || len(function.Body.List) != 1 {
		return "", false
	}
	body, ok := function.Body.List[0].(*ast.ExpressionStatement)
	if !ok {
		return "", false
	}
	p := printer{}
	p.expression(body.Expression)
	return p.text.String(), true
}

// tokens are the tokens before a call.
type tokens struct {
	text  string
	list  []lexer.Token
	opens []int // of each token that closes a bracket, the token that opens it; -1 otherwise
}

func scan(text string) tokens {
	t := tokens{text: text}
	s := lexer.New(text)
	var open []int
	for token := s.Next(); token.Kind != lexer.EOF; token = s.Next() {
		n := len(t.list)
		t.list, t.opens = append(t.list, token), append(t.opens, -1)
		first, last := text[token.Start], text[token.End-1]
		closes := token.Kind == lexer.Punct && (first == ')' || first == ']' || first == '}') || token.Kind == lexer.Template && first == '}'
		if closes && len(open) > 0 {
			t.opens[n] = open[len(open)-1]
			open = open[:len(open)-1]
		}
		if token.Kind == lexer.Punct && (first == '(' || first == '[' || first == '{') || token.Kind == lexer.Template && last == '{' {
			open = append(open, n)
		}
	}
	return t
}

func (t *tokens) is(n int, word string) bool {
	return n >= 0 && t.text[t.list[n].Start:t.list[n].End] == word
}

// chain goes back from the last token of a member expression to where it begins.
func (t *tokens) chain(n int) (start int, ok bool) {
	for n >= 0 {
		begin := t.operand(n)
		if begin < 0 {
			return 0, false
		}
		switch before := begin - 1; {
		case t.is(before, "."):
			n = before - 1
			if t.is(n, "?") {
				n--
			}
		case t.suffix(begin) && before >= 0 && t.endsOperand(before):
			n = before
		case t.is(before, "new"):
			return t.list[before].Start, true
		default:
			return t.list[begin].Start, true
		}
	}
	return 0, false
}

// operand is the first token of the operand, or of the arguments or the index, that ends with token n.
func (t *tokens) operand(n int) int {
	token := t.list[n]
	switch token.Kind {
	case lexer.Punct:
		if t.is(n, ".") { // of an optional call
			return -1
		}
		if open := t.opens[n]; open >= 0 && t.text[token.Start] != '}' {
			return open
		}
		return -1
	case lexer.Template:
		for t.opens[n] >= 0 {
			n = t.opens[n]
			if t.text[t.list[n].Start] == '`' {
				break
			}
		}
		return n
	case lexer.Invalid:
		return -1
	}
	return n
}

// suffix tells whether the operand that begins with token n may be arguments, an index or a template behind another operand.
func (t *tokens) suffix(n int) bool {
	return t.is(n, "(") || t.is(n, "[") || t.list[n].Kind == lexer.Template
}

func (t *tokens) endsOperand(n int) bool {
	token := t.list[n]
	switch token.Kind {
	case lexer.Name:
		switch t.text[token.Start:token.End] {
		case "return", "typeof", "case", "do", "else", "in", "instanceof", "new", "delete", "void", "throw", "yield", "await", "of", "if", "while", "for", "with":
			return t.is(n-1, ".")
		}
		return true
	case lexer.Punct:
		return t.is(n, ")") || t.is(n, "]")
	}
	return true
}
