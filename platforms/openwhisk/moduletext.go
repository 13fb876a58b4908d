package openwhisk

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/jshost"
)

// moduleText is plain code that only parses as an ES module or as TypeScript. Modules are loaded from files, so it becomes one.
type moduleText struct {
	tempDir string // where to make the directory for the file
	dir     string // the directory, "" before it is made
	file    string // the file that loaded, "" before one did
}

func (m *moduleText) remove() {
	if m.dir != "" {
		_ = os.RemoveAll(m.dir)
	}
}

// candidate is one way to read the text.
type candidate struct{ file, text string }

// candidates are the ways to read the text, the likeliest first. main need not be exported: an export of it is appended, unless there is one.
func (p *plainCode) candidates() []candidate {
	root, _, _ := strings.Cut(p.main, ".")
	exporting := regexp.MustCompile(`\bexport\s+(default\b|(async\s+)?(function\b\s*\*?|const|let|var|class)\s*` + regexp.QuoteMeta(root) +
		`\b|\{[^}]*\b` + regexp.QuoteMeta(root) + `\b)`)
	plain := []candidate{{"action.mjs", p.source}, {"action.mts", p.source}}
	if exporting.MatchString(p.source) {
		return plain
	}
	exported := p.source + "\nexport { " + root + " }\n"
	return append([]candidate{{"exported.mjs", exported}, {"exported.mts", exported}}, plain...)
}

// load loads the text as the first candidate that is without a syntax error. Where none is, the error is that of the script, unless the text looks
// like a module.
func (m *moduleText) load(r *jshost.Realm, p *plainCode, scriptErr error, done func(goja.Value, error)) {
	if m.file != "" {
		m.try(r, p, m.file, done)
		return
	}
	if !isSyntaxError(scriptErr) {
		done(nil, scriptErr)
		return
	}
	m.next(r, p, p.candidates(), scriptErr, done)
}

// next tries the candidates one after the other.
func (m *moduleText) next(r *jshost.Realm, p *plainCode, left []candidate, failure error, done func(goja.Value, error)) {
	if len(left) == 0 {
		done(nil, failure)
		return
	}
	file, err := m.write(left[0])
	if err != nil {
		done(nil, errors.Join(failure, err))
		return
	}
	m.try(r, p, file, func(main goja.Value, err error) {
		if isSyntaxError(err) {
			if moduleSyntax().MatchString(p.source) && left[0].text == p.source {
				failure = err
			}
			m.next(r, p, left[1:], failure, done)
			return
		}
		m.file = file
		done(main, err)
	})
}

// moduleSyntax finds what only a module has.
var moduleSyntax = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^\s*(import\s*["'{*\w]|export\s*[{*\w])`)
})

func (m *moduleText) write(c candidate) (file string, err error) {
	if m.dir == "" {
		if m.dir, err = os.MkdirTemp(m.tempDir, "action-"); err != nil {
			return "", err
		}
	}
	file = filepath.Join(m.dir, c.file)
	return file, os.WriteFile(file, []byte(c.text), 0o600)
}

// try loads one file and finds main in its namespace.
func (m *moduleText) try(r *jshost.Realm, p *plainCode, file string, done func(goja.Value, error)) {
	namespace, err := r.LoadEntry(file)
	if err != nil {
		done(nil, err)
		return
	}
	r.Await(namespace, func(namespace goja.Value, err error) {
		if err == nil {
			namespace, err = findExport(r, namespace, p.main, p.main)
		}
		done(namespace, err)
	})
}

func isSyntaxError(err error) bool {
	var thrown *jshost.Exception
	return errors.As(err, &thrown) && thrown.Name == "SyntaxError"
}
