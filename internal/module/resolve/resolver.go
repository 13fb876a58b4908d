// Package resolve finds the file a module specifier names, as node does: the algorithms of https://nodejs.org/docs/latest-v20.x/api/modules.html
// (require), https://nodejs.org/docs/latest-v20.x/api/esm.html (import) and https://nodejs.org/docs/latest-v20.x/api/packages.html (exports and
// imports maps). It knows files and names, and nothing of JavaScript.
package resolve

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// Files is what the resolver asks of a file system. Names are absolute.
type Files interface {
	Virtual() bool
	ReadFile(name string) ([]byte, error)
	Stat(name string) (fs.FileInfo, error)
	RealPath(name string) (string, error)
}

// Options are the switches of the algorithms.
type Options struct {
	PreserveSymlinks bool
	Conditions       []string // beside node, require or import, and module-sync
	GlobalPaths      []string // NODE_PATH and its like, searched after all node_modules
	IsBuiltin        func(name string) bool
	ReadManifest     func(name string) ([]byte, error) // reads a package.json; nil reads it as other files
	JSONReason       func(text string) string          // what JSON.parse says of a text that is no JSON; nil: encoding/json tells
}

// Resolver resolves for one host. Package descriptions are read once. It is not safe for concurrent use.
type Resolver struct {
	files     Files
	options   Options
	require   conditions
	imports   conditions
	manifests map[string]*Manifest // by directory; nil: there is none
	denied    error                // the first refusal of a file while the current request is resolved
}

type conditions map[string]struct{}

// New makes a resolver over files.
func New(files Files, options Options) *Resolver {
	if options.ReadManifest == nil {
		options.ReadManifest = files.ReadFile
	}
	r := &Resolver{files: files, options: options, manifests: map[string]*Manifest{}}
	r.require = newConditions(options.Conditions, "node", "require", "module-sync", "node-addons")
	r.imports = newConditions(options.Conditions, "node", "import", "module-sync", "node-addons")
	return r
}

func newConditions(lists ...any) conditions {
	set := conditions{}
	for _, item := range lists {
		switch item := item.(type) {
		case string:
			set[item] = struct{}{}
		case []string:
			for _, s := range item {
				set[s] = struct{}{}
			}
		}
	}
	return set
}

func (c conditions) has(name string) bool { _, ok := c[name]; return ok }

type kind int

const (
	absent kind = iota
	file
	directory
)

func (r *Resolver) stat(name string) kind {
	info, err := r.files.Stat(name)
	if denied := (*sandbox.AccessError)(nil); err != nil && r.denied == nil && errors.As(err, &denied) {
		r.denied = err
	}
	switch {
	case err != nil:
		return absent
	case info.IsDir():
		return directory
	}
	return file
}

// real resolves symbolic links unless they are to be preserved.
func (r *Resolver) real(name string) string {
	if r.options.PreserveSymlinks {
		return name
	}
	if real, err := r.files.RealPath(name); err == nil {
		return real
	}
	return name
}

// PreserveSymlinks changes whether symbolic links are preserved, until restore.
func (r *Resolver) PreserveSymlinks(preserve bool) (restore func()) {
	before := r.options.PreserveSymlinks
	r.options.PreserveSymlinks = preserve
	return func() { r.options.PreserveSymlinks = before }
}

// Dir returns the directory of a file's name.
func (r *Resolver) Dir(name string) string {
	if r.files.Virtual() {
		return path.Dir(name)
	}
	return filepath.Dir(name)
}

// Join is path.resolve(dir, name) for an absolute dir.
func (r *Resolver) Join(dir, name string) string {
	if r.files.Virtual() {
		if path.IsAbs(name) {
			return path.Clean(name)
		}
		return path.Join(dir, name)
	}
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(dir, name)
}

// IsAbs tells whether name is an absolute path.
func (r *Resolver) IsAbs(name string) bool {
	if r.files.Virtual() {
		return path.IsAbs(name)
	}
	return filepath.IsAbs(name)
}

// IsRelative tells whether specifier begins with a . or .. segment.
func IsRelative(specifier string) bool {
	return specifier == "." || specifier == ".." || strings.HasPrefix(specifier, "./") || strings.HasPrefix(specifier, "../")
}

func (r *Resolver) isBuiltin(name string) bool {
	return r.options.IsBuiltin != nil && r.options.IsBuiltin(name)
}
