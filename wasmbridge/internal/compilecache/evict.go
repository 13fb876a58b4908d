package compilecache

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// abandoned is the age after which a temporary file has no writer any more.
const abandoned = time.Hour

// evict removes the least recently used entries until the rest fits, and
// temporary files of writers that died. keep is never removed. Another process
// may do the same at the same time; what is gone already does not matter.
func (s *store) evict(keep string) {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return
	}
	var files []fs.FileInfo
	var total int64
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		switch name := e.Name(); {
		case strings.HasSuffix(name, temporary):
			if time.Since(info.ModTime()) > abandoned {
				s.remove(name)
			}
		case strings.HasSuffix(name, suffix):
			total += info.Size()
			files = append(files, info)
		}
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	for _, f := range files {
		if total <= s.limit {
			return
		}
		if f.Name() != keep {
			s.remove(f.Name())
			total -= f.Size()
		}
	}
}

func (s *store) remove(name string) { _ = os.Remove(filepath.Join(s.dir, name)) }
