// Package lower turns what the engine cannot parse into what it can: TypeScript, asynchronous generators and loops, using, decorators. It is the
// only user of esbuild. Results are kept by content, in memory only by the caller, and in a directory between processes.
package lower

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Language is what a text is written in.
type Language string

// The languages.
const (
	Script     Language = "js"  // a script, or a function's body
	Module     Language = "mjs" // an ES module
	TypeScript Language = "ts"
)

// Result is a lowered text, and the source map that leads back.
type Result struct {
	Text     string
	Mappings string // of a source map with one source
}

// Error is a text that cannot be lowered because of its syntax.
type Error struct {
	Message  string
	Line     int // from 1
	Column   int // from 1
	LineText string
}

func (e *Error) Error() string { return e.Message }

// Lower lowers text. indent is the number of columns that its first line is to be taken as shifted by in the mappings. dir keeps results; "" keeps none.
func Lower(dir string, language Language, text string, indent int) (*Result, error) {
	key := entryName(language, text, indent)
	if r, ok := readEntry(dir, key); ok {
		return r, nil
	}
	r, err := transform(language, strings.Repeat(" ", indent)+text, indent)
	if err == nil {
		writeEntry(dir, key, r)
	}
	return r, err
}

func transform(language Language, text string, indent int) (*Result, error) {
	out := api.Transform(text, api.TransformOptions{
		Loader:         loaders[language],
		Sourcefile:     "source." + string(language),
		Sourcemap:      api.SourceMapExternal,
		SourcesContent: api.SourcesContentExclude,
		Target:         api.ESNext,
		Supported:      unsupported,
		LogLevel:       api.LogLevelSilent,
		LegalComments:  api.LegalCommentsInline,
		KeepNames:      false,
	})
	if len(out.Errors) > 0 {
		return nil, firstError(out.Errors[0], indent)
	}
	var sourceMap struct{ Mappings string }
	if err := json.Unmarshal(out.Map, &sourceMap); err != nil {
		return nil, err
	}
	return &Result{Text: string(out.Code), Mappings: shiftColumns(sourceMap.Mappings)}, nil
}

var loaders = map[Language]api.Loader{Script: api.LoaderJS, Module: api.LoaderJS, TypeScript: api.LoaderTS}

// unsupported is what the engine cannot parse, by esbuild's names.
var unsupported = map[string]bool{"async-generator": false, "for-await": false, "decorators": false, "using": false, "hashbang": false,
	"regexp-set-notation": false, "regexp-match-indices": false}

func firstError(m api.Message, indent int) *Error {
	e := &Error{Message: m.Text}
	if at := m.Location; at != nil {
		e.Line, e.Column, e.LineText = at.Line, at.Column+1, at.LineText
		if e.Line == 1 {
			e.Column = max(1, e.Column-indent)
			e.LineText = strings.TrimPrefix(e.LineText, strings.Repeat(" ", indent))
		}
	}
	return e
}

// SourceMap is the source map of a text that the result's text was put into behind head more lines; name is the source's.
func (r *Result) SourceMap(name string, head int) []byte {
	quoted, _ := json.Marshal(name)
	return []byte(`{"version":3,"sources":[` + string(quoted) + `],"names":[],"mappings":` + strconv.Quote(strings.Repeat(";", head)+r.Mappings) + `}`)
}
