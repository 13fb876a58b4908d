package openwhisk

import (
	"errors"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/action"
	"github.com/wasmglue/wasmglue/jshost"
)

// packaged is an action that consists of files.
type packaged struct {
	root  string
	entry string // the one file that it is, "" for a package
	main  string
	keep  bool // the files are not ours to remove
}

func (p packaged) dir() string { return p.root }

func (p packaged) remove() {
	if !p.keep {
		_ = os.RemoveAll(p.root)
	}
}

// load loads the package's entry and finds main among its exports; a main with dots names the file before the first one.
func (p packaged) load(r *jshost.Realm, done func(goja.Value, error)) {
	file, path, err := p.split()
	if err != nil {
		done(nil, err)
		return
	}
	exports, err := p.exports(r, file)
	if err != nil {
		done(nil, err)
		return
	}
	find := func(exports goja.Value, err error) {
		if err == nil {
			exports, err = findExport(r, exports, path, p.main)
		}
		done(exports, err)
	}
	if _, promise := exports.Export().(*goja.Promise); promise {
		r.Await(exports, find)
	} else {
		find(exports, nil)
	}
}

// split takes main apart into a file, "" for the package itself, and the path to the function in its exports.
func (p packaged) split() (file, path string, err error) {
	file, path, dotted := strings.Cut(p.main, ".")
	if !dotted || p.entry != "" {
		return "", p.main, nil
	}
	if file == "" || path == "" || !filepath.IsLocal(filepath.FromSlash(file)) {
		return "", "", errMainName
	}
	return file, path, nil
}

func (p packaged) exports(r *jshost.Realm, file string) (goja.Value, error) {
	if file != "" {
		return r.Require(filepath.Join(p.root, filepath.FromSlash(file)))
	}
	if p.entry != "" {
		return r.LoadEntry(filepath.Join(p.root, p.entry))
	}
	entry, err := action.FindEntry(os.DirFS(p.root))
	switch {
	case errors.Is(err, action.ErrNoEntry) && !exists(p.root, "package.json"):
		return nil, errNoEntry
	case err == nil && beyondNode(entry.File):
		return r.LoadEntry(filepath.Join(p.root, filepath.FromSlash(entry.File)))
	}
	return r.LoadEntry(p.root)
}

// beyondNode tells an index that node would not find in a directory, but that is an action nevertheless.
func beyondNode(file string) bool {
	switch path.Ext(file) {
	case ".mjs", ".cjs", ".ts", ".mts", ".cts":
		return strings.HasPrefix(path.Base(file), "index.")
	}
	return false
}
