package preview1

import (
	"context"
	"encoding/binary"

	"github.com/wasmglue/wasmglue/internal/wasi/files"
	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// fdReaddir lists a directory from a cookie on. Cookies count the entries of a listing made when cookie 0 is asked for, so that names that
// come and go meanwhile neither repeat nor hide others.
func fdReaddir(s *System, _ context.Context, m Memory, a []uint64) errno {
	d, errno := s.directory(uint32(a[0]), wasip1.RightFdReaddir)
	if errno != 0 {
		return errno
	}
	buf, errno := m.slice(a[1], a[2])
	if errno != 0 {
		return errno
	}
	cookie := a[3]
	if cookie == 0 || d.listing == nil {
		if d.listing, errno = d.dir.Entries(); errno != 0 {
			return errno
		}
	}
	used := 0
	for ; cookie < uint64(len(d.listing)) && used < len(buf); cookie++ {
		used += copyDirent(buf[used:], cookie+1, &d.listing[cookie])
	}
	return m.put32(a[4], uint32(used))
}

// copyDirent writes as much of an entry as fits: a full buffer is how a program knows that there is more.
func copyDirent(buf []byte, next uint64, e *files.Entry) int {
	var head [wasip1.SizeDirent]byte
	binary.LittleEndian.PutUint64(head[0:], next)
	binary.LittleEndian.PutUint64(head[8:], e.Ino)
	binary.LittleEndian.PutUint32(head[16:], uint32(len(e.Name)))
	head[20] = byte(e.Type)
	n := copy(buf, head[:])
	return n + copy(buf[n:], e.Name)
}
