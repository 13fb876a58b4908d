package cli

import (
	"context"
	"path/filepath"

	"github.com/wasmglue/wasmglue/internal/action"
)

// source is an action on disk, ready to load: its working directory and what to load in it.
type source struct {
	dir   string
	entry string
	tree  *action.Tree
}

// openAction makes path ready: a directory stays where it is, a file has its directory as working directory, an archive is unpacked to a
// temporary directory that Close removes.
func openAction(path string) (*source, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	tree, err := action.Open(context.Background(), full, action.Limits{})
	if err != nil {
		return nil, err
	}
	s := &source{dir: tree.Dir, entry: filepath.Join(tree.Dir, filepath.FromSlash(tree.Entry)), tree: tree}
	return s, nil
}

// Close removes what was unpacked.
func (s *source) Close() { _ = s.tree.Close() }
