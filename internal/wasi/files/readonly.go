package files

import "github.com/wasmglue/wasmglue/internal/wasi/wasip1"

// ReadOnly lets a directory, and all that is opened through it, be read but not changed: EROFS.
func ReadOnly(d Directory) Directory { return readOnlyDir{d} }

type readOnlyDir struct{ Directory }

func (d readOnlyDir) Open(path string, how How) (Node, wasip1.Errno) {
	if how.Write || how.Truncate {
		return nil, d.refuse(path, how)
	}
	if how.Create {
		if _, errno := d.StatAt(path, how.Follow); errno != 0 || how.Exclusive {
			return nil, d.refuse(path, how)
		}
		how.Create = false
	}
	node, errno := d.Directory.Open(path, how)
	switch node := node.(type) {
	case Directory:
		return readOnlyDir{node}, errno
	case File:
		return readOnlyFile{node}, errno
	}
	return node, errno
}

// refuse prefers what would be wrong on a writable directory, too.
func (d readOnlyDir) refuse(path string, how How) wasip1.Errno {
	st, errno := d.StatAt(path, how.Follow)
	switch {
	case errno == wasip1.ENOENT && how.Create:
		return wasip1.EROFS
	case errno != 0:
		return errno
	case how.Create && how.Exclusive:
		return wasip1.EEXIST
	case st.Type == wasip1.FiletypeDirectory:
		return wasip1.EISDIR
	}
	return wasip1.EROFS
}

func (d readOnlyDir) SetTimes(Times) wasip1.Errno                   { return wasip1.EROFS }
func (d readOnlyDir) SetTimesAt(string, bool, Times) wasip1.Errno   { return wasip1.EROFS }
func (d readOnlyDir) Mkdir(string) wasip1.Errno                     { return wasip1.EROFS }
func (d readOnlyDir) Rmdir(string) wasip1.Errno                     { return wasip1.EROFS }
func (d readOnlyDir) Unlink(string) wasip1.Errno                    { return wasip1.EROFS }
func (d readOnlyDir) Symlink(string, string) wasip1.Errno           { return wasip1.EROFS }
func (d readOnlyDir) Rename(string, Directory, string) wasip1.Errno { return wasip1.EROFS }
func (d readOnlyDir) Link(string, bool, Directory, string) wasip1.Errno {
	return wasip1.EROFS
}

type readOnlyFile struct{ File }

func (f readOnlyFile) SetTimes(Times) wasip1.Errno { return wasip1.EROFS }

// PollFD passes the question on: an embedded interface hides what its value can do besides.
func (f readOnlyFile) PollFD() (int, bool) {
	if p, ok := f.File.(Pollable); ok {
		return p.PollFD()
	}
	return 0, false
}
