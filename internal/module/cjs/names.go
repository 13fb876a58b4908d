package cjs

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/exports"
)

// ExportNames lists the names that the text of a CommonJS file seems to export, itself and through the files it exports all of. Nothing is run.
func (l *Loader) ExportNames(file, text string) []string {
	l.Class()
	s := &nameSearch{loader: l, visited: map[string]bool{}, seen: map[string]bool{}}
	s.read(file, text)
	return s.names
}

// nameSearch is one search through files that export all of each other.
type nameSearch struct {
	loader  *Loader
	visited map[string]bool
	seen    map[string]bool
	names   []string
}

func (s *nameSearch) read(file, text string) {
	if s.visited[file] {
		return
	}
	s.visited[file] = true
	found := exports.Find(text)
	for _, name := range found.Names {
		if !s.seen[name] {
			s.seen[name] = true
			s.names = append(s.names, name)
		}
	}
	for _, request := range found.Requests {
		s.follow(file, request)
	}
}

// follow reads the file that a request leads to; one that cannot be found or read has no names.
func (s *nameSearch) follow(file, request string) {
	l := s.loader
	_ = l.guard(func() {
		target := l.resolveFilename(request, l.parentFor(file), false, goja.Undefined())
		if l.resolver.IsAbs(target) && (strings.HasSuffix(target, ".js") || strings.HasSuffix(target, ".cjs")) {
			s.read(target, l.readText(target))
		}
	})
}

// Run returns the exports of a file for an import of it, loading it if it was not.
func (l *Loader) Run(file string) goja.Value {
	l.Class()
	exports := l.load(file, nil, false)
	if m, ok := l.cached(file); ok {
		if first := m.GetSymbol(l.exportsKey); first != nil {
			return first
		}
	}
	return exports
}

// Loaded returns the exports of a file that was loaded completely.
func (l *Loader) Loaded(file string) (goja.Value, bool) {
	l.Class()
	if m, ok := l.cached(file); ok && file != "" {
		if loaded := m.Get("loaded"); loaded != nil && loaded.ToBoolean() {
			return m.Get("exports"), true
		}
	}
	return nil, false
}

// Keep lets require() give exports for a file.
func (l *Loader) Keep(file string, exports goja.Value) {
	if file == "" {
		return
	}
	m := l.rt.NewObject()
	_ = m.Set("exports", exports)
	_ = m.Set("loaded", true)
	_ = l.cacheObject().Set(file, m)
}
