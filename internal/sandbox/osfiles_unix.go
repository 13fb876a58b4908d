//go:build unix

package sandbox

import (
	"io/fs"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// What package os does in its own way is done here as the system does it, for the guest to see the system's own errors.

func (osFiles) Access(name string, mode uint32) error {
	return pathError("access", name, unix.Access(name, mode))
}

func (osFiles) Rename(from, to string) error {
	if err := unix.Rename(from, to); err != nil {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
	}
	return nil
}

func (osFiles) Unlink(name string) error { return pathError("unlink", name, unix.Unlink(name)) }
func (osFiles) Rmdir(name string) error  { return pathError("rmdir", name, unix.Rmdir(name)) }

func (osFiles) Lchtimes(name string, atime, mtime time.Time) error {
	times := []unix.Timeval{unix.NsecToTimeval(atime.UnixNano()), unix.NsecToTimeval(mtime.UnixNano())}
	return pathError("lutime", name, unix.Lutimes(name, times))
}

// Chtimes sets the times of the open file, wherever it is by now.
func (f OpenedFile) Chtimes(atime, mtime time.Time) error {
	times := []unix.Timeval{unix.NsecToTimeval(atime.UnixNano()), unix.NsecToTimeval(mtime.UnixNano())}
	raw, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var failure error
	if err := raw.Control(func(fd uintptr) { failure = unix.Futimes(int(fd), times) }); err != nil {
		return err
	}
	return pathError("futime", f.Name(), failure)
}

func pathError(op, name string, err error) error {
	if err == nil {
		return nil
	}
	return &fs.PathError{Op: op, Path: name, Err: err}
}
