package preview1

import (
	"context"
	"encoding/binary"
	"math"
	"time"

	"github.com/wasmglue/wasmglue/internal/wasi/files"
	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

func fdFdstatGet(s *System, _ context.Context, m Memory, a []uint64) errno {
	d, errno := s.descriptors.get(uint32(a[0]))
	if errno != 0 {
		return errno
	}
	b, errno := m.slice(a[1], wasip1.SizeFdstat)
	if errno != 0 {
		return errno
	}
	clear(b)
	b[0] = byte(d.filetype)
	binary.LittleEndian.PutUint16(b[2:], uint16(d.flags))
	binary.LittleEndian.PutUint64(b[8:], uint64(d.base))
	binary.LittleEndian.PutUint64(b[16:], uint64(d.inheriting))
	return 0
}

func fdFdstatSetFlags(s *System, _ context.Context, _ Memory, a []uint64) errno {
	d, errno := s.any(uint32(a[0]), wasip1.RightFdFdstatSetFlags)
	if errno != 0 {
		return errno
	}
	flags := wasip1.Fdflags(a[1])
	if flags&^wasip1.FdflagsAll != 0 {
		return wasip1.EINVAL
	}
	if changed := flags ^ d.flags; changed&wasip1.FdflagAppend != 0 && d.file != nil {
		if errno := d.file.SetAppend(flags&wasip1.FdflagAppend != 0); errno != 0 {
			return errno
		}
	}
	d.flags = flags
	return 0
}

// fdFdstatSetRights only takes rights away.
func fdFdstatSetRights(s *System, _ context.Context, _ Memory, a []uint64) errno {
	d, errno := s.descriptors.get(uint32(a[0]))
	if errno != 0 {
		return errno
	}
	base, inheriting := wasip1.Rights(a[1]), wasip1.Rights(a[2])
	if base&^d.base != 0 || inheriting&^d.inheriting != 0 {
		return wasip1.ENOTCAPABLE
	}
	d.base, d.inheriting = base, inheriting
	return 0
}

func fdFilestatGet(s *System, _ context.Context, m Memory, a []uint64) errno {
	st, errno := s.filestat(uint32(a[0]))
	if errno != 0 {
		return errno
	}
	return putFilestat(m, a[1], st)
}

func (s *System) filestat(fd uint32) (files.Stat, errno) {
	d, errno := s.any(fd, wasip1.RightFdFilestatGet)
	if errno != 0 {
		return files.Stat{}, errno
	}
	return d.node.Stat()
}

func putFilestat(m Memory, at uint64, st files.Stat) errno {
	b, errno := m.slice(at, wasip1.SizeFilestat)
	if errno != 0 {
		return errno
	}
	for i, v := range [...]uint64{st.Dev, st.Ino, uint64(st.Type), st.Nlink, st.Size, st.Atim, st.Mtim, st.Ctim} {
		binary.LittleEndian.PutUint64(b[8*i:], v)
	}
	return 0
}

func fdFilestatSetSize(s *System, _ context.Context, _ Memory, a []uint64) errno {
	d, errno := s.file(uint32(a[0]), wasip1.RightFdFilestatSetSize)
	switch {
	case errno != 0:
		return errno
	case a[1] > math.MaxInt64, !d.write:
		return wasip1.EINVAL
	}
	return d.file.SetSize(int64(a[1]))
}

func fdFilestatSetTimes(s *System, _ context.Context, _ Memory, a []uint64) errno {
	d, errno := s.any(uint32(a[0]), wasip1.RightFdFilestatSetTimes)
	if errno != 0 {
		return errno
	}
	times, errno := timesToSet(a[1], a[2], wasip1.Fstflags(a[3]))
	if errno != 0 {
		return errno
	}
	return d.node.SetTimes(times)
}

func timesToSet(atim, mtim uint64, flags wasip1.Fstflags) (files.Times, errno) {
	const atime, mtime = wasip1.FstflagAtim | wasip1.FstflagAtimNow, wasip1.FstflagMtim | wasip1.FstflagMtimNow
	if flags&^(atime|mtime) != 0 || flags&atime == atime || flags&mtime == mtime || atim > math.MaxInt64 || mtim > math.MaxInt64 {
		return files.Times{}, wasip1.EINVAL
	}
	now := uint64(time.Now().UnixNano())
	pick := func(given uint64, set, setNow bool) *uint64 {
		switch {
		case set:
			return &given
		case setNow:
			return &now
		}
		return nil
	}
	return files.Times{
		Atim: pick(atim, flags&wasip1.FstflagAtim != 0, flags&wasip1.FstflagAtimNow != 0),
		Mtim: pick(mtim, flags&wasip1.FstflagMtim != 0, flags&wasip1.FstflagMtimNow != 0),
	}, 0
}

func fdPrestatGet(s *System, _ context.Context, m Memory, a []uint64) errno {
	d, errno := s.preopen(uint32(a[0]))
	if errno != 0 {
		return errno
	}
	if errno := m.put32(a[1], 0); errno != 0 { // tag 0: a directory, the only kind
		return errno
	}
	return m.put32(a[1]+4, uint32(len(d.path)))
}

func fdPrestatDirName(s *System, _ context.Context, m Memory, a []uint64) errno {
	d, errno := s.preopen(uint32(a[0]))
	if errno != 0 {
		return errno
	}
	if uint64(len(d.path)) > a[2]&0xffffffff {
		return wasip1.ENAMETOOLONG
	}
	b, errno := m.slice(a[1], uint64(len(d.path)))
	copy(b, d.path)
	return errno
}

func (s *System) preopen(fd uint32) (*descriptor, errno) {
	d, errno := s.descriptors.get(fd)
	switch {
	case errno != 0:
		return nil, errno
	case !d.preopened:
		return nil, wasip1.EBADF // wasi-libc counts up from 3 until it sees this
	}
	return d, 0
}
