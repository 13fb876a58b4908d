package sandbox

import (
	"io/fs"
	"sync"
)

// place is what a main realm and its workers have in common: the working directory and the umask.
type place struct {
	mu       sync.RWMutex
	dir      string // absolute
	umask    fs.FileMode
	ownUmask bool // the guest set it
}

// Dir returns the guest's working directory.
func (s *Sandbox) Dir() string {
	s.place.mu.RLock()
	defer s.place.mu.RUnlock()
	return s.place.dir
}

func (s *Sandbox) setDir(dir string) {
	s.place.mu.Lock()
	defer s.place.mu.Unlock()
	s.place.dir = dir
}

// Umask returns the guest's file mode creation mask: the process's until the guest sets its own.
func (s *Sandbox) Umask() fs.FileMode {
	s.place.mu.RLock()
	defer s.place.mu.RUnlock()
	if !s.place.ownUmask {
		return SystemUmask()
	}
	return s.place.umask
}

// SetUmask changes the guest's file mode creation mask.
func (s *Sandbox) SetUmask(mask fs.FileMode) {
	s.place.mu.Lock()
	defer s.place.mu.Unlock()
	s.place.umask, s.place.ownUmask = mask&0o777, true
}
