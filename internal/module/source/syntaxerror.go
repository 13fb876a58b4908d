package source

import (
	"errors"
	"strconv"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"

	"github.com/wasmglue/wasmglue/internal/module/lexer"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// SyntaxError is a text that neither goja nor the lowering accepts.
type SyntaxError struct {
	Message string // V8's wording where it is known
	File    string
	Line    int    // from 1; 0 when it is not known
	Column  int    // from 1
	Text    string // the line
}

func (e *SyntaxError) Error() string {
	if e.Line == 0 {
		return e.File + ": SyntaxError: " + e.Message
	}
	return e.File + ":" + strconv.Itoa(e.Line) + ": SyntaxError: " + e.Message
}

// Header is what node prints above the stack: file and line, the line's text, and a caret.
func (e *SyntaxError) Header() string {
	if e.Line == 0 {
		return e.File + "\n"
	}
	header := e.File + ":" + strconv.Itoa(e.Line) + "\n"
	if len(e.Text) > 0 && len(e.Text) < 1000 {
		header += e.Text + "\n" + strings.Repeat(" ", max(0, min(e.Column-1, len(e.Text)))) + "^\n"
	}
	return header + "\n"
}

// syntaxError gives goja's error its place in the unit's text.
func (u *unit) syntaxError(err error) *SyntaxError {
	e := &SyntaxError{Message: err.Error(), File: u.name}
	var list parser.ErrorList
	var compile *goja.CompilerSyntaxError
	switch {
	case errors.As(err, &list) && len(list) > 0:
		e.Message, e.Line, e.Column = list[0].Message, list[0].Position.Line, list[0].Position.Column
	case errors.As(err, &compile):
		e.Message = compile.Message
		if compile.File != nil {
			p := compile.File.Position(compile.Offset)
			e.Line, e.Column = p.Line, p.Column
		}
	}
	e.Message = realm.SyntaxWords(e.Message)
	if e.Line == 1 {
		e.Column = max(1, e.Column-realm.ModuleHead)
	}
	if u.sourceMap != nil || e.Line == 0 {
		return e
	}
	lines := strings.Split(u.text, "\n")
	if e.Line > len(lines) {
		e.Line, e.Column = len(lines), len(lines[len(lines)-1])+1
	}
	e.Text = strings.TrimSuffix(lines[e.Line-1], "\r")
	if e.Message == "Unexpected identifier" && e.Column <= len(e.Text) {
		s := lexer.New(e.Text[e.Column-1:])
		e.Message += " '" + s.Text(s.Next()) + "'"
	}
	return e
}

// outsideModule words the error of a script that has import or export declarations.
func outsideModule(err error, word string) error {
	e, ok := errors.AsType[*SyntaxError](err)
	if !ok {
		return err
	}
	if word == "import" {
		e.Message = "Cannot use import statement outside a module"
	} else {
		e.Message = "Unexpected token 'export'"
	}
	return e
}
