package fs

import (
	"io/fs"
	"path/filepath"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/sandbox"
)

func init() { operations["readdir"] = readdir }

// readdir(path, recursive, raw) returns [names, types, parents] with node's UV_DIRENT numbers. Names are below the path, parents of entries
// the path and what is below it.
func readdir(c *core, fc goja.FunctionCall) job {
	given, full := c.name(fc.Argument(0))
	recursive, raw := fc.Argument(1).ToBoolean(), fc.Argument(2).ToBoolean()
	files := c.system()
	return job{"scandir", []string{given}, func() (func() goja.Value, error) {
		list := &listing{files: files, raw: raw}
		err := list.add(full, given, "", recursive)
		return func() goja.Value { return list.value(c) }, err
	}}
}

// listing collects the entries of a directory, and of those below it.
type listing struct {
	files   sandbox.FileSystem
	entries []listed
	raw     bool // names as bytes
}

type listed struct {
	name, parent string
	kind         int
}

// add lists a directory and then, level by level as node does, those below it.
func (l *listing) add(full, given, prefix string, recursive bool) error {
	type level struct{ full, given, prefix string }
	for todo := []level{{full, given, prefix}}; len(todo) > 0; todo = todo[1:] {
		at := todo[0]
		entries, err := l.files.ReadDir(at.full)
		if err != nil {
			return &callError{"scandir", []string{at.given}, err}
		}
		for _, e := range entries {
			name := e.Name()
			l.entries = append(l.entries, listed{below(at.prefix, name), at.given, direntType(e.Type())})
			if recursive && e.IsDir() {
				todo = append(todo, level{filepath.Join(at.full, name), below(at.given, name), below(at.prefix, name)})
			}
		}
	}
	return nil
}

func below(dir, name string) string {
	if dir == "" {
		return name
	}
	return filepath.Join(dir, name)
}

func (l *listing) value(c *core) goja.Value {
	rt := c.Runtime
	names, kinds, parents := make([]any, len(l.entries)), make([]any, len(l.entries)), make([]any, len(l.entries))
	for i, e := range l.entries {
		names[i], kinds[i], parents[i] = c.text(e.name, l.raw)(), e.kind, e.parent
	}
	return rt.NewArray(rt.NewArray(names...), rt.NewArray(kinds...), rt.NewArray(parents...))
}

// direntType is UV_DIRENT_*.
func direntType(mode fs.FileMode) int {
	switch mode & fs.ModeType {
	case 0:
		return 1
	case fs.ModeDir:
		return 2
	case fs.ModeSymlink:
		return 3
	case fs.ModeNamedPipe:
		return 4
	case fs.ModeSocket:
		return 5
	case fs.ModeDevice | fs.ModeCharDevice:
		return 6
	case fs.ModeDevice:
		return 7
	}
	return 0
}
