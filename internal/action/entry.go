package action

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Entry is the file of a package that is loaded first.
type Entry struct {
	File string // relative to the package root, with forward slashes
	Kind Kind
	// Type is package.json's "type": "module", "commonjs" or "".
	Type string
	// InvalidMain is package.json's "main" when it names nothing and the entry
	// was found without it; node warns of that (DEP0128).
	InvalidMain string
}

// ErrNoEntry is matched by the error of [FindEntry] for a package without
// anything to load.
var ErrNoEntry = errors.New("package has no entry")

// NoEntryError says that a package has nothing to load.
type NoEntryError struct {
	// Main is package.json's "main", "" when there is none.
	Main string
}

func (e *NoEntryError) Error() string {
	if e.Main != "" {
		return fmt.Sprintf("cannot find module %q: please verify that the package.json has a valid \"main\" entry", e.Main)
	}
	return "nothing to load: the package needs a package.json with \"main\", an index.js or a " + MainWasm + " at its root"
}

// Is matches [ErrNoEntry].
func (e *NoEntryError) Is(target error) bool { return target == ErrNoEntry }

var (
	// Tried in this order behind a name without a known extension
	// (LOAD_AS_FILE and LOAD_INDEX of node's "All together").
	nodeExtensions = []string{".js", ".json", ".node"}
	// What node does not look for by itself: tried after its rules came to
	// nothing, so that they never change what node would load.
	ownIndexes = []string{"index.mjs", "index.cjs", "index.ts", "index.mts", "index.cts", MainWasm}
)

// FindEntry finds the file to load from the package at the root of fsys, as
// node's require does for a directory (LOAD_AS_DIRECTORY in its documentation
// of modules): the "main" of package.json as a file, with an extension added
// or as a directory with an index, else index.js. Where node would give up,
// an index of another kind or main.wasm is taken.
//
// Errors: [PackageError] for an unusable package.json, [NoEntryError] when
// nothing is found, else what fsys says.
func FindEntry(fsys fs.FS) (Entry, error) {
	manifest, err := ReadManifest(fsys)
	if err != nil {
		return Entry{}, err
	}
	f := finder{fsys: fsys}
	entry := Entry{Type: manifest.Type}
	if manifest.Main != "" {
		if entry.File = f.main(manifest.Main); entry.File == "" {
			entry.InvalidMain = manifest.Main
		}
	}
	if entry.File == "" {
		entry.File = f.index(".")
	}
	if entry.File == "" {
		entry.File = f.first(ownIndexes)
	}
	switch {
	case f.err != nil:
		return Entry{}, fmt.Errorf("find entry of package: %w", f.err)
	case entry.File == "":
		return Entry{}, &NoEntryError{Main: manifest.Main}
	}
	entry.Kind = KindOf(entry.File)
	return entry, nil
}

// finder looks for files and keeps the first error other than "not there".
type finder struct {
	fsys fs.FS
	err  error
}

func (f *finder) main(main string) string {
	name := path.Clean(main)
	if path.IsAbs(main) || !fs.ValidPath(name) {
		return "" // outside the package, where there is nothing for us
	}
	// node keeps a trailing slash from meaning a file.
	if name != "." && !strings.HasSuffix(main, "/") {
		if f.isFile(name) {
			return name
		}
		if found := f.withExtension(name); found != "" {
			return found
		}
	}
	return f.index(name)
}

func (f *finder) index(dir string) string { return f.withExtension(path.Join(dir, "index")) }

func (f *finder) withExtension(name string) string {
	for _, ext := range nodeExtensions {
		if f.isFile(name + ext) {
			return name + ext
		}
	}
	return ""
}

func (f *finder) first(names []string) string {
	for _, name := range names {
		if f.isFile(name) {
			return name
		}
	}
	return ""
}

func (f *finder) isFile(name string) bool {
	if f.err != nil {
		return false
	}
	info, err := fs.Stat(f.fsys, name)
	if err != nil {
		if !absent(err) {
			f.err = err
		}
		return false
	}
	return !info.IsDir()
}
