//go:build linux || darwin

package files

import (
	"errors"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// OpenHost opens a directory of the host as the boundary of what a program may reach. The error is a [*PreopenError].
func OpenHost(name string) (Directory, error) {
	fd, err := retry(func() (int, error) {
		return unix.Open(name, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	})
	if err != nil {
		return nil, &PreopenError{Dir: name, Err: err}
	}
	return &hostDir{hostNode{fd}}, nil
}

// hostDir is an open directory of the host.
type hostDir struct{ hostNode }

// hostPlace walks below a hostDir. It owns the descriptors it opened.
type hostPlace struct {
	base   int
	opened []int
}

func (p *hostPlace) fd() int {
	if n := len(p.opened); n > 0 {
		return p.opened[n-1]
	}
	return p.base
}

func (p *hostPlace) enter(name string) wasip1.Errno {
	fd, err := retry(func() (int, error) { return unix.Openat(p.fd(), name, openPlace, 0) })
	if err != nil {
		return errnoOf(err)
	}
	p.opened = append(p.opened, fd)
	return 0
}

func (p *hostPlace) leave() bool {
	n := len(p.opened)
	if n == 0 {
		return false
	}
	_ = unix.Close(p.opened[n-1])
	p.opened = p.opened[:n-1]
	return true
}

func (p *hostPlace) readlink(name string) (string, wasip1.Errno) { return readlinkAt(p.fd(), name) }

func (p *hostPlace) close() {
	for p.leave() {
	}
}

func readlinkAt(fd int, name string) (string, wasip1.Errno) {
	for size := 256; ; size *= 2 {
		buf := make([]byte, size)
		n, err := unix.Readlinkat(fd, name, buf)
		if err != nil {
			return "", errnoOf(err)
		}
		if n < size {
			return string(buf[:n]), 0
		}
	}
}

// at walks path and calls f with the directory and the name it leads to.
func (d *hostDir) at(path string, follow bool, f func(fd int, l last) wasip1.Errno) wasip1.Errno {
	p := hostPlace{base: d.fd}
	defer p.close()
	l, errno := walk(&p, path, follow)
	if errno != 0 {
		return errno
	}
	return f(p.fd(), l)
}

func (d *hostDir) Open(path string, how How) (node Node, errno wasip1.Errno) {
	errno = d.at(path, how.Follow && !(how.Create && how.Exclusive), func(fd int, l last) wasip1.Errno {
		if l.directory && how.Create {
			return l.cannotCreate(how)
		}
		how.Directory = how.Directory || l.directory
		opened, err := retry(func() (int, error) { return unix.Openat(fd, l.name, how.hostFlags(), 0o666) })
		if err != nil {
			return errnoOf(err)
		}
		node, errno = newHostNode(opened)
		return errno
	})
	return node, errno
}

// hostFlags never lets the kernel follow a link: the walk has done so already.
func (h How) hostFlags() int {
	flags := unix.O_CLOEXEC | unix.O_NOFOLLOW | unix.O_NOCTTY
	switch {
	case h.Read && h.Write:
		flags |= unix.O_RDWR
	case h.Write:
		flags |= unix.O_WRONLY
	}
	for _, f := range [...]struct {
		set  bool
		flag int
	}{{h.Create, unix.O_CREAT}, {h.Exclusive, unix.O_EXCL}, {h.Truncate, unix.O_TRUNC}, {h.Directory, unix.O_DIRECTORY}, {h.Append, unix.O_APPEND}} {
		if f.set {
			flags |= f.flag
		}
	}
	return flags
}

func newHostNode(fd int) (Node, wasip1.Errno) {
	var st unix.Stat_t
	if err := unix.Fstat(fd, &st); err != nil {
		_ = unix.Close(fd)
		return nil, errnoOf(err)
	}
	if st.Mode&unix.S_IFMT == unix.S_IFDIR {
		return &hostDir{hostNode{fd}}, 0
	}
	return &hostFile{hostNode: hostNode{fd}, waits: st.Mode&unix.S_IFMT != unix.S_IFREG}, 0
}

func (d *hostDir) StatAt(path string, follow bool) (st Stat, errno wasip1.Errno) {
	errno = d.at(path, follow, func(fd int, l last) wasip1.Errno {
		st, errno = statAt(fd, l)
		return errno
	})
	return st, errno
}

func statAt(fd int, l last) (Stat, wasip1.Errno) {
	var raw unix.Stat_t
	if err := unix.Fstatat(fd, l.name, &raw, unix.AT_SYMLINK_NOFOLLOW); err != nil {
		return Stat{}, errnoOf(err)
	}
	st := newStat(&raw)
	if l.directory && st.Type != wasip1.FiletypeDirectory {
		return Stat{}, wasip1.ENOTDIR
	}
	return st, 0
}

func (d *hostDir) SetTimesAt(path string, follow bool, times Times) wasip1.Errno {
	return d.at(path, follow, func(fd int, l last) wasip1.Errno {
		st, errno := statAt(fd, l)
		if errno != 0 {
			return errno
		}
		return errnoOf(unix.UtimesNanoAt(fd, l.name, times.timespecs(st), unix.AT_SYMLINK_NOFOLLOW))
	})
}

func (d *hostDir) Mkdir(path string) wasip1.Errno {
	return d.at(withoutSlashes(path), false, func(fd int, l last) wasip1.Errno {
		if l.name == "." {
			return wasip1.EEXIST
		}
		return errnoOf(unix.Mkdirat(fd, l.name, 0o777))
	})
}

func (d *hostDir) Rmdir(path string) wasip1.Errno {
	return d.at(withoutSlashes(path), false, func(fd int, l last) wasip1.Errno {
		if l.name == "." {
			return wasip1.EINVAL
		}
		return errnoOf(unix.Unlinkat(fd, l.name, unix.AT_REMOVEDIR))
	})
}

func (d *hostDir) Unlink(path string) wasip1.Errno {
	return d.at(path, false, func(fd int, l last) wasip1.Errno {
		st, errno := statAt(fd, l)
		switch {
		case errno != 0:
			return errno
		case st.Type == wasip1.FiletypeDirectory:
			return wasip1.EISDIR // POSIX says EPERM, which darwin does; linux and programs say this
		}
		return errnoOf(unix.Unlinkat(fd, l.name, 0))
	})
}

func (d *hostDir) Symlink(target, path string) wasip1.Errno {
	return d.at(path, false, func(fd int, l last) wasip1.Errno {
		if errno := vacant(fd, l); errno != 0 {
			return errno
		}
		return errnoOf(unix.Symlinkat(target, fd, l.name))
	})
}

// vacant tells what is wrong with creating something other than a directory under a name that says it is one.
func vacant(fd int, l last) wasip1.Errno {
	if !l.directory {
		return 0
	}
	if _, errno := statAt(fd, last{name: l.name}); errno == 0 {
		return wasip1.EEXIST
	}
	return wasip1.ENOENT
}

func (d *hostDir) Readlink(path string) (target string, errno wasip1.Errno) {
	errno = d.at(path, false, func(fd int, l last) wasip1.Errno {
		target, errno = readlinkAt(fd, l.name)
		return errno
	})
	return target, errno
}

// across walks two paths, in d and in another directory, and calls f with where both lead to.
func (d *hostDir) across(path string, follow bool, to Directory, newPath string,
	f func(fd int, l last, newFd int, newLast last) wasip1.Errno) wasip1.Errno {
	other, ok := to.(*hostDir)
	if !ok {
		return wasip1.EXDEV
	}
	return d.at(path, follow, func(fd int, l last) wasip1.Errno {
		return other.at(newPath, false, func(newFd int, newLast last) wasip1.Errno {
			return f(fd, l, newFd, newLast)
		})
	})
}

func (d *hostDir) Link(path string, follow bool, to Directory, newPath string) wasip1.Errno {
	return d.across(path, follow, to, newPath, func(fd int, l last, newFd int, newLast last) wasip1.Errno {
		st, errno := statAt(fd, l)
		switch {
		case errno != 0:
			return errno
		case st.Type == wasip1.FiletypeDirectory:
			return wasip1.EPERM
		}
		if errno := vacant(newFd, newLast); errno != 0 {
			return errno
		}
		return errnoOf(unix.Linkat(fd, l.name, newFd, newLast.name, 0))
	})
}

func (d *hostDir) Rename(path string, to Directory, newPath string) wasip1.Errno {
	return d.across(path, false, to, newPath, func(fd int, l last, newFd int, newLast last) wasip1.Errno {
		if l.name == "." || newLast.name == "." {
			return wasip1.EBUSY
		}
		st, errno := statAt(fd, l)
		switch {
		case errno != 0:
			return errno
		case newLast.directory && st.Type != wasip1.FiletypeDirectory:
			return wasip1.ENOTDIR
		}
		return errnoOf(unix.Renameat(fd, l.name, newFd, newLast.name))
	})
}

// retry repeats a call that a signal interrupted.
func retry(f func() (int, error)) (int, error) {
	for {
		n, err := f()
		if !errors.Is(err, unix.EINTR) {
			return n, err
		}
	}
}

func errnoOf(err error) wasip1.Errno {
	if number, ok := err.(syscall.Errno); ok {
		return wasip1.FromHost(number)
	}
	return wasip1.FromError(err)
}
