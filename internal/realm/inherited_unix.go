//go:build unix

package realm

import "golang.org/x/sys/unix"

type inheritedKey struct{}

// inherited are the descriptors that this process was started with, as far as somebody asked; false once they were taken.
type inherited map[int]bool

func (r *Realm) inheritedFiles() inherited {
	files, ok := r.Slot(inheritedKey{}).(inherited)
	if !ok {
		files = inherited{}
		r.SetSlot(inheritedKey{}, files)
	}
	return files
}

// Inherited tells whether this process was started with a descriptor fd, beside the standard streams, that its program may use and has not taken.
// Every descriptor of the host's own is closed when a program is started, so one that is not came from outside; from now on it is closed then too.
func (r *Realm) Inherited(fd int) bool {
	if !r.Process.Inherits || fd < 3 {
		return false
	}
	files := r.inheritedFiles()
	if free, known := files[fd]; known {
		return free
	}
	flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0)
	if err != nil || flags&unix.FD_CLOEXEC != 0 {
		return false
	}
	unix.CloseOnExec(fd)
	files[fd] = true
	return true
}

// TakeInherited is like Inherited and makes the caller the descriptor's owner.
func (r *Realm) TakeInherited(fd int) bool {
	if !r.Inherited(fd) {
		return false
	}
	r.inheritedFiles()[fd] = false
	return true
}
