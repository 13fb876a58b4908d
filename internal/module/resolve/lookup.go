package resolve

import (
	"path"
	"path/filepath"
	"strings"
)

func (r *Resolver) base(name string) string {
	if r.files.Virtual() {
		return path.Base(name)
	}
	return filepath.Base(name)
}

// NodeModulePaths lists the node_modules directories that a module in dir sees, innermost first (Module._nodeModulePaths).
func (r *Resolver) NodeModulePaths(dir string) []string {
	var list []string
	for {
		if r.base(dir) != "node_modules" {
			list = append(list, r.Join(dir, "node_modules"))
		}
		parent := r.Dir(dir)
		if parent == dir {
			return list
		}
		dir = parent
	}
}

// GlobalPaths lists the directories searched after all node_modules (Module.globalPaths).
func (r *Resolver) GlobalPaths() []string { return r.options.GlobalPaths }

func hasTrailingSlash(request string) bool {
	return strings.HasSuffix(request, "/") || request == "." || request == ".." ||
		strings.HasSuffix(request, "/.") || strings.HasSuffix(request, "/..")
}
