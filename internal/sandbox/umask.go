package sandbox

import "io/fs"

// Umask returns the guest's file mode creation mask: the process's until the guest sets its own.
func (s *Sandbox) Umask() fs.FileMode {
	if !s.ownUmask {
		return SystemUmask()
	}
	return s.umask
}

// SetUmask changes the guest's file mode creation mask.
func (s *Sandbox) SetUmask(mask fs.FileMode) { s.umask, s.ownUmask = mask&0o777, true }
