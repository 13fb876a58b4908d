package preview1

import (
	"context"
	"io"
	"math"

	"github.com/wasmglue/wasmglue/internal/wasi/files"
	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

func fdRead(s *System, ctx context.Context, m Memory, a []uint64) errno {
	d, errno := s.file(uint32(a[0]), wasip1.RightFdRead)
	if errno != 0 {
		return errno
	}
	buffers, errno := m.vectors(a[1], a[2])
	if errno != 0 {
		return errno
	}
	n, errno := d.readv(ctx, buffers)
	if errno != 0 {
		return errno
	}
	return m.put32(a[3], uint32(n))
}

func (d *descriptor) readv(ctx context.Context, buffers [][]byte) (int, errno) {
	if len(buffers) == 0 {
		return 0, 0
	}
	if errno := d.awaitInput(ctx); errno != 0 {
		return 0, errno
	}
	return d.file.Readv(buffers)
}

// awaitInput waits for something to read, so that the end of ctx ends the wait; a descriptor that must not block is EAGAIN. The flag is not
// given to the host's descriptor: it would change that of everyone who shares it, the user's shell among them.
func (d *descriptor) awaitInput(ctx context.Context) errno {
	nonblock := d.flags&wasip1.FdflagNonblock != 0
	if !nonblock && ctx.Done() == nil {
		return 0
	}
	fd, ok := pollFD(d.file)
	if !ok {
		return 0
	}
	if nonblock {
		if !ready(fd, false) {
			return wasip1.EAGAIN
		}
		return 0
	}
	waitReadable(ctx, fd)
	return 0
}

func pollFD(f files.File) (int, bool) {
	if p, ok := f.(files.Pollable); ok {
		return p.PollFD()
	}
	return 0, false
}

func fdWrite(s *System, ctx context.Context, m Memory, a []uint64) errno {
	cancelled(ctx)
	d, errno := s.file(uint32(a[0]), wasip1.RightFdWrite)
	if errno != 0 {
		return errno
	}
	buffers, errno := m.vectors(a[1], a[2])
	if errno != 0 {
		return errno
	}
	n := 0
	if len(buffers) > 0 {
		if n, errno = d.file.Writev(buffers); errno == 0 {
			errno = d.written()
		}
	}
	if errno != 0 {
		return errno
	}
	return m.put32(a[3], uint32(n))
}

// written keeps the promise of the sync flags, which a host cannot set on an open file.
func (d *descriptor) written() errno {
	if d.flags&(wasip1.FdflagSync|wasip1.FdflagDsync) == 0 {
		return 0
	}
	return d.file.Sync(d.flags&wasip1.FdflagSync == 0)
}

func fdPread(s *System, _ context.Context, m Memory, a []uint64) errno {
	return s.positioned(m, a, wasip1.RightFdRead, func(d *descriptor, p []byte, offset int64) (int, errno) {
		return d.file.Pread(p, offset)
	})
}

func fdPwrite(s *System, _ context.Context, m Memory, a []uint64) errno {
	return s.positioned(m, a, wasip1.RightFdWrite, func(d *descriptor, p []byte, offset int64) (int, errno) {
		n, errno := d.file.Pwrite(p, offset)
		if errno == 0 {
			errno = d.written()
		}
		return n, errno
	})
}

// positioned is what fd_pread and fd_pwrite share: buffer by buffer at an offset, until one is not done whole.
func (s *System) positioned(m Memory, a []uint64, right wasip1.Rights, do func(*descriptor, []byte, int64) (int, errno)) errno {
	d, errno := s.file(uint32(a[0]), right)
	if errno != 0 {
		return errno
	}
	if d.filetype == wasip1.FiletypeSocketStream {
		return wasip1.ESPIPE
	}
	if d.base&wasip1.RightFdSeek == 0 {
		return wasip1.ENOTCAPABLE
	}
	if a[3] > math.MaxInt64 {
		return wasip1.EINVAL
	}
	buffers, errno := m.vectors(a[1], a[2])
	if errno != 0 {
		return errno
	}
	total := 0
	for _, b := range buffers {
		n, errno := do(d, b, int64(a[3])+int64(total))
		if errno != 0 && total == 0 {
			return errno
		}
		if total += n; n < len(b) {
			break
		}
	}
	return m.put32(a[4], uint32(total))
}

func fdSeek(s *System, _ context.Context, m Memory, a []uint64) errno {
	if uint32(a[2]) > uint32(wasip1.WhenceEnd) {
		return wasip1.EINVAL
	}
	whence := [...]int{io.SeekStart, io.SeekCurrent, io.SeekEnd}[uint32(a[2])]
	right := wasip1.RightFdSeek
	if int64(a[1]) == 0 && whence == io.SeekCurrent {
		right = wasip1.RightFdTell // changes nothing: it is fd_tell
	}
	return s.seek(m, uint32(a[0]), int64(a[1]), whence, right, a[3])
}

func fdTell(s *System, _ context.Context, m Memory, a []uint64) errno {
	return s.seek(m, uint32(a[0]), 0, io.SeekCurrent, wasip1.RightFdTell, a[1])
}

func (s *System) seek(m Memory, fd uint32, offset int64, whence int, right wasip1.Rights, result uint64) errno {
	d, errno := s.file(fd, 0)
	switch {
	case errno != 0:
		return errno
	case d.filetype == wasip1.FiletypeSocketStream:
		return wasip1.ESPIPE
	case d.base&right != right && d.base&wasip1.RightFdSeek == 0:
		return wasip1.ENOTCAPABLE
	}
	position, errno := d.file.SeekTo(offset, whence)
	if errno != 0 {
		return errno
	}
	return m.put64(result, uint64(position))
}

func fdSync(s *System, _ context.Context, _ Memory, a []uint64) errno {
	d, errno := s.any(uint32(a[0]), wasip1.RightFdSync)
	if errno != 0 {
		return errno
	}
	return d.node.Sync(false)
}

func fdDatasync(s *System, _ context.Context, _ Memory, a []uint64) errno {
	d, errno := s.descriptors.get(uint32(a[0]))
	switch {
	case errno != 0:
		return errno
	case d.base&(wasip1.RightFdDatasync|wasip1.RightFdSync) == 0: // a directory has the second only
		return wasip1.ENOTCAPABLE
	}
	return d.node.Sync(true)
}

func fdClose(s *System, _ context.Context, _ Memory, a []uint64) errno {
	d, errno := s.descriptors.get(uint32(a[0]))
	if errno != 0 {
		return errno
	}
	s.descriptors.remove(uint32(a[0]))
	return d.node.Close()
}

// fdRenumber moves a descriptor over another one, which is closed.
func fdRenumber(s *System, _ context.Context, _ Memory, a []uint64) errno {
	from, to := uint32(a[0]), uint32(a[1])
	d, errno := s.descriptors.get(from)
	if errno != 0 {
		return errno
	}
	old, errno := s.descriptors.get(to)
	if errno != 0 || from == to {
		return errno
	}
	s.descriptors.open[to] = d
	s.descriptors.remove(from)
	return old.node.Close()
}

func fdAdvise(s *System, _ context.Context, _ Memory, a []uint64) errno {
	const highestAdvice = 5
	if _, errno := s.file(uint32(a[0]), wasip1.RightFdAdvise); errno != 0 {
		return errno
	}
	if uint32(a[3]) > highestAdvice || a[1] > math.MaxInt64 || a[2] > math.MaxInt64 {
		return wasip1.EINVAL
	}
	return 0 // advice may be ignored
}

// fdAllocate makes the file at least as long as asked. That the space is really there only the host can promise.
func fdAllocate(s *System, _ context.Context, _ Memory, a []uint64) errno {
	d, errno := s.file(uint32(a[0]), wasip1.RightFdAllocate)
	if errno != 0 {
		return errno
	}
	if a[2] == 0 || a[1] > math.MaxInt64 || a[2] > math.MaxInt64-a[1] {
		return wasip1.EINVAL
	}
	if !d.write {
		return wasip1.EBADF
	}
	st, errno := d.node.Stat()
	if errno != 0 || st.Size >= a[1]+a[2] {
		return errno
	}
	return d.file.SetSize(int64(a[1] + a[2]))
}
