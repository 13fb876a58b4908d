// Package source turns the text of a module into a program that goja runs. What goja can run goes to it as it is; only what it rejects is
// lowered. Programs are shared by all hosts of the process.
package source

import (
	"crypto/sha256"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"
)

// functionPrefix stands before the text of a CommonJS module, on its first line: builtins takes its length off the columns of that line.
const functionPrefix = "(function (exports, require, module, __filename, __dirname) { "

// Function compiles the text of a CommonJS module. Running the program gives the function
// (exports, require, module, __filename, __dirname). name is what stack traces show. The error is a [*SyntaxError].
func Function(name, text string) (*goja.Program, error) {
	return programs.get(key{sha256.Sum256([]byte(text)), name, "function"}, len(text), func() (*goja.Program, error) {
		return compileFunction(name, text)
	})
}

func compileFunction(name, text string) (*goja.Program, error) {
	tree, err := parse(name, functionPrefix+hideHashbang(text)+"\n})")
	if err != nil {
		return nil, syntaxError(name, text, len(functionPrefix), err)
	}
	if !isOneFunction(tree) {
		return nil, &SyntaxError{Message: "Unexpected token '}'", File: name}
	}
	program, err := goja.CompileAST(tree, false)
	if err != nil {
		return nil, syntaxError(name, text, len(functionPrefix), err)
	}
	return program, nil
}

func parse(name, text string) (*ast.Program, error) {
	return parser.ParseFile(nil, name, text, 0, parser.WithDisableSourceMaps)
}

// isOneFunction tells that a text did not close the function it was put in, to open another one.
func isOneFunction(tree *ast.Program) bool {
	if len(tree.Body) != 1 {
		return false
	}
	statement, ok := tree.Body[0].(*ast.ExpressionStatement)
	if !ok {
		return false
	}
	_, ok = statement.Expression.(*ast.FunctionLiteral)
	return ok
}

// hideHashbang makes a first line that begins with #! a comment, keeping all positions.
func hideHashbang(text string) string {
	if len(text) > 1 && text[0] == '#' && text[1] == '!' {
		return "//" + text[2:]
	}
	return text
}

// key tells programs apart: the name is part of a program, for its stack traces.
type key struct {
	sum  [sha256.Size]byte
	name string
	kind string
}

// maxCached bounds the text of the programs that are kept for other hosts.
const maxCached = 64 << 20

var programs = cache[*goja.Program]{entries: map[key]*entry[*goja.Program]{}}

// cache keeps what was compiled, the oldest leaving first.
type cache[T any] struct {
	mu      sync.Mutex
	entries map[key]*entry[T]
	order   []key
	size    int
}

type entry[T any] struct {
	once  sync.Once
	size  int
	value T
	err   error
}

// get returns the value of k, made by make: once, even when several hosts ask at the same time.
func (c *cache[T]) get(k key, size int, make func() (T, error)) (T, error) {
	c.mu.Lock()
	e, ok := c.entries[k]
	if !ok {
		e = &entry[T]{size: size}
		c.entries[k] = e
		c.order = append(c.order, k)
		c.size += size
		c.evict()
	}
	c.mu.Unlock()
	e.once.Do(func() { e.value, e.err = make() })
	return e.value, e.err
}

func (c *cache[T]) evict() {
	for c.size > maxCached && len(c.order) > 1 {
		oldest := c.order[0]
		c.order = c.order[1:]
		c.size -= c.entries[oldest].size
		delete(c.entries, oldest)
	}
}
