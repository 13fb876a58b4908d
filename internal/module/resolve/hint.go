package resolve

import (
	"encoding/json"
	"path/filepath"
	"strings"
)

// hint is what node adds when an import finds nothing where require would find something.
func (r *Resolver) hint(specifier, base string) string {
	parent, _, ok := FilePath(base)
	if !ok || specifier == "" {
		return ""
	}
	dir := r.Dir(parent)
	found, err := r.Require(Request{Specifier: specifier, Parent: parent, Extensions: []string{".js", ".json", ".node"},
		Paths: r.LookupPaths(specifier, dir, r.NodeModulePaths(dir))})
	if err != nil {
		return ""
	}
	switch {
	case IsRelative(specifier):
		if found, err = filepath.Rel(dir, found); err != nil {
			return ""
		}
		if found = filepath.ToSlash(found); !strings.HasPrefix(found, "../") {
			found = "./" + found
		}
	case !r.IsAbs(specifier):
		name, _, _ := strings.Cut(specifier, "/")
		if i := strings.Index(found, name); i >= 0 {
			found = filepath.ToSlash(found[i:])
		}
	}
	quoted, _ := json.Marshal(found)
	return "\nDid you mean to import " + string(quoted) + "?"
}
