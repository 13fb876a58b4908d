package source

import (
	"github.com/wasmglue/wasmglue/internal/module/lexer"
)

// The engine's parser and compiler call themselves for what nests, and the stack of a process is bounded. Depth is measured in units: what only the
// compiler follows (a chain of operators that group to the left) takes some 350 bytes of stack and counts one, what the parser calls itself for (a
// bracket, a prefix operator, a statement in a statement) takes up to 3 KB and counts deep.
const (
	deep       = 10
	maxNesting = 200_000
	// roughLimit is what a text may add up to if all of it nested, to be let through without a closer look.
	roughLimit = 6 * maxNesting
)

// TooDeep tells whether text nests deeper than the engine can be trusted with.
func TooDeep(text string) bool {
	if len(text)*deep <= maxNesting {
		return false
	}
	if units, brackets := roughUnits(text); units <= roughLimit && (brackets <= maxNesting || !bracketsDeep(text)) {
		return false
	}
	d := depth{scanner: lexer.New(text), levels: make([]level, 1, 64)}
	return d.exceeds()
}

// weights are what the characters of punctuators may count, by character.
var weights = [256]uint8{'(': deep, '[': deep, '{': deep, '!': deep, '~': deep, '=': deep, '?': deep, ':': deep,
	'+': 1, '-': 1, '*': 1, '/': 1, '.': 1, '&': 1, '|': 1, '^': 1, '<': 1, '>': 1, '%': 1, '`': 1}

// roughUnits adds up what would count, and what brackets would, if nothing in the text were string, comment or side by side.
func roughUnits(text string) (units, brackets int) {
	last := byte(0)
	for i := 0; i < len(text); i++ {
		c := text[i]
		if weight := int(weights[c]); weight > 0 {
			units += weight
			if c == '(' || c == '[' || c == '{' {
				brackets += deep
			}
		} else if c <= ' ' && last >= 'a' && last <= 'z' { // the word before may be an operator
			units += deep / 2
		}
		last = c
	}
	return units, brackets
}

// bracketsDeep is a quick guess that takes brackets in strings and comments for real ones.
func bracketsDeep(text string) bool {
	depth, lowest := 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '(', '[', '{':
			depth++
			if (depth-lowest)*deep > maxNesting {
				return true
			}
		case ')', ']', '}':
			depth--
			lowest = min(lowest, depth)
		}
	}
	return false
}

// depth measures a text.
type depth struct {
	scanner *lexer.Scanner
	levels  []level // one for each open bracket, and the outermost
	units   int     // of all levels
	last    lexer.Token
	header  bool // the last token closes the condition of an if or a loop
	ended   bool // a statement may have ended with the last token: an else goes on with it
}

// level is what nests at one place in brackets: expression ends with a comma, statement with the statement.
type level struct{ expression, statement int }

// exceeds reads to the end, or to where the text is too deep.
func (d *depth) exceeds() bool {
	for t := d.scanner.Next(); t.Kind != lexer.EOF; t = d.scanner.Next() {
		if d.begins(t) && !d.scanner.Is(t, "else") {
			d.reset(true)
		}
		d.ended = false
		d.count(t)
		if d.units > maxNesting {
			return true
		}
		d.last, d.header = t, d.scanner.SlashIsRegexp() && d.scanner.Is(t, ")")
	}
	return false
}

// begins tells whether t begins a statement: an operand right after an operand, on a new line or after a block.
func (d *depth) begins(t lexer.Token) bool {
	if d.ended {
		return true
	}
	switch t.Kind {
	case lexer.Name:
		if d.scanner.Is(t, "in") || d.scanner.Is(t, "instanceof") || d.scanner.Is(t, "of") {
			return false
		}
	case lexer.String, lexer.Number:
	default:
		return false
	}
	switch d.last.Kind {
	case lexer.Name:
		return t.Newline && !isOperatorWord(d.scanner.Text(d.last))
	case lexer.String, lexer.Number, lexer.Template, lexer.Regexp:
		return t.Newline
	case lexer.Punct:
		return d.scanner.Is(d.last, "}") || t.Newline && (d.scanner.Is(d.last, "]") || d.scanner.Is(d.last, ")") && !d.header)
	}
	return false
}

func (d *depth) reset(statement bool) {
	l := &d.levels[len(d.levels)-1]
	d.units -= l.expression
	l.expression = 0
	if statement {
		d.units -= l.statement
		l.statement = 0
	}
}

func (d *depth) add(units int) {
	d.levels[len(d.levels)-1].expression += units
	d.units += units
}

func (d *depth) addStatement() {
	d.levels[len(d.levels)-1].statement += deep
	d.units += deep
}

func (d *depth) open() {
	d.add(1) // a call or an element of what stands before
	d.levels = append(d.levels, level{})
	d.units += deep
}

func (d *depth) close() {
	if len(d.levels) == 1 {
		return
	}
	d.reset(true)
	d.levels = d.levels[:len(d.levels)-1]
	d.units -= deep
}

func (d *depth) count(t lexer.Token) {
	text := d.scanner.Text(t)
	switch t.Kind {
	case lexer.Template:
		if text[0] == '}' {
			d.close()
		}
		if text[len(text)-1] == '{' {
			d.open()
		} else {
			d.add(1)
		}
	case lexer.Regexp, lexer.Invalid:
		if len(text) > maxNesting/deep { // it may be something else, in truth
			units, _ := roughUnits(text)
			d.add(units)
		}
	case lexer.Name:
		d.word(text)
	case lexer.Punct:
		d.punctuator(t, text)
	}
}

func (d *depth) word(text string) {
	switch text {
	case "if", "else", "for", "while", "with", "do":
		d.addStatement()
	case "case", "default":
		d.reset(true)
	case "typeof", "void", "delete", "new", "await", "yield", "extends":
		d.add(deep)
	case "in", "instanceof":
		d.add(1)
	}
}

func (d *depth) punctuator(t lexer.Token, text string) {
	switch text[0] {
	case '(', '[', '{':
		d.open()
	case ')', ']', '}':
		d.close()
	case ';':
		d.ended = true
	case ',':
		d.reset(false)
	case ':', '?', '!', '~', '=':
		d.add(deep)
	case '+', '-':
		if d.operandBefore() {
			d.add(1)
		} else {
			d.add(deep)
		}
	case '*':
		if d.last.End == t.Start && d.scanner.Is(d.last, "*") {
			d.add(deep)
		} else {
			d.add(1)
		}
	default:
		d.add(1)
	}
}

func (d *depth) operandBefore() bool {
	switch d.last.Kind {
	case lexer.Name:
		return !isOperatorWord(d.scanner.Text(d.last))
	case lexer.Punct:
		return d.scanner.Is(d.last, ")") || d.scanner.Is(d.last, "]") || d.scanner.Is(d.last, "}")
	case lexer.EOF:
		return false
	}
	return true
}

func isOperatorWord(word string) bool {
	switch word {
	case "return", "typeof", "case", "do", "else", "in", "instanceof", "new", "delete", "void", "throw", "yield", "await", "of", "extends":
		return true
	}
	return false
}

// TooDeepError is a text whose nesting is refused. JavaScript sees a RangeError, as when V8's parser runs out of stack.
type TooDeepError struct{ File string }

func (e *TooDeepError) Error() string { return e.File + ": the text nests too deeply" }
