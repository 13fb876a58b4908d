package fs

import (
	"io/fs"
	"math/big"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// status is what stat tells, in the units of the system.
type status struct {
	dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks uint64
	atime, mtime, ctime, birthtime                               time.Time
}

func init() {
	operations["stat"] = statOf("stat", true, sandbox.FileSystem.Stat)
	operations["lstat"] = statOf("lstat", false, sandbox.FileSystem.Lstat)
}

func statOf(call string, follow bool, get func(sandbox.FileSystem, string) (fs.FileInfo, error)) operation {
	return func(c *core, fc goja.FunctionCall) job {
		given, full := c.name(fc.Argument(0))
		files := c.system()
		big := fc.Argument(1).ToBoolean()
		return job{call, []string{given}, func() (func() goja.Value, error) {
			info, err := get(files, full)
			if err != nil {
				return nil, err
			}
			s := describe(info)
			if !files.Virtual() {
				s.birth(full, follow)
			}
			return func() goja.Value { return c.status(s, big) }, nil
		}}
	}
}

func fstat(c *core, fc goja.FunctionCall) job {
	f := c.fd(fc.Argument(0))
	big := fc.Argument(1).ToBoolean()
	return job{"fstat", nil, func() (func() goja.Value, error) {
		info, err := f.Stat()
		if err != nil {
			return nil, err
		}
		s := describe(info)
		if file, ok := realm.SystemFile(f.File); ok {
			s.birthOf(file)
		}
		return func() goja.Value { return c.status(s, big) }, nil
	}}
}

// status is an array: ten numbers, then seconds and nanoseconds of the four times.
func (c *core) status(s status, useBigInt bool) goja.Value {
	numbers := []int64{int64(s.dev), int64(s.mode), int64(s.nlink), int64(s.uid), int64(s.gid), int64(s.rdev), int64(s.blksize), int64(s.ino),
		int64(s.size), int64(s.blocks)}
	for _, t := range []time.Time{s.atime, s.mtime, s.ctime, s.birthtime} {
		if t.IsZero() {
			t = time.Unix(0, 0)
		}
		numbers = append(numbers, t.Unix(), int64(t.Nanosecond()))
	}
	values := make([]any, len(numbers))
	for i, number := range numbers {
		if useBigInt {
			values[i] = big.NewInt(number)
		} else {
			values[i] = number
		}
	}
	return c.Runtime.NewArray(values...)
}

// portable is what any fs.FileInfo tells.
func portable(info fs.FileInfo) status {
	size := uint64(info.Size())
	s := status{mode: modeBits(info.Mode()), nlink: 1, blksize: 4096, size: size, blocks: (size + 511) / 512}
	s.atime, s.mtime, s.ctime, s.birthtime = info.ModTime(), info.ModTime(), info.ModTime(), info.ModTime()
	return s
}

// modeBits is a mode with the type bits of POSIX.
func modeBits(mode fs.FileMode) uint64 {
	bits := uint64(mode.Perm())
	if mode&fs.ModeSetuid != 0 {
		bits |= 0o4000
	}
	if mode&fs.ModeSetgid != 0 {
		bits |= 0o2000
	}
	if mode&fs.ModeSticky != 0 {
		bits |= 0o1000
	}
	kinds := [...]uint64{0, 0o100000, 0o040000, 0o120000, 0o010000, 0o140000, 0o020000, 0o060000} // by UV_DIRENT_*
	return bits | kinds[direntType(mode)]
}
