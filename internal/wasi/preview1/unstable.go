package preview1

import (
	"context"
	"encoding/binary"
	"io"

	"github.com/wasmglue/wasmglue/internal/wasi/files"
	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// wasi_unstable counted the origins of a seek otherwise, had a 32-bit link count and a longer clock subscription.
// https://github.com/WebAssembly/WASI/blob/main/legacy/preview0/docs.md
const (
	unstableSizeFilestat     = 56
	unstableSizeSubscription = 56
)

func unstableFdSeek(s *System, _ context.Context, m Memory, a []uint64) errno {
	if uint32(a[2]) > uint32(wasip1.WhenceEnd) {
		return wasip1.EINVAL
	}
	whence := [...]int{io.SeekCurrent, io.SeekEnd, io.SeekStart}[uint32(a[2])]
	return s.seek(m, uint32(a[0]), int64(a[1]), whence, wasip1.RightFdSeek, a[3])
}

func unstableFdFilestatGet(s *System, _ context.Context, m Memory, a []uint64) errno {
	st, errno := s.filestat(uint32(a[0]))
	if errno != 0 {
		return errno
	}
	return unstablePutFilestat(m, a[1], st)
}

func unstablePathFilestatGet(s *System, _ context.Context, m Memory, a []uint64) errno {
	st, errno := s.pathFilestat(m, a)
	if errno != 0 {
		return errno
	}
	return unstablePutFilestat(m, a[4], st)
}

func unstablePutFilestat(m Memory, at uint64, st files.Stat) errno {
	b, errno := m.slice(at, unstableSizeFilestat)
	if errno != 0 {
		return errno
	}
	clear(b)
	binary.LittleEndian.PutUint64(b[0:], st.Dev)
	binary.LittleEndian.PutUint64(b[8:], st.Ino)
	b[16] = byte(st.Type)
	binary.LittleEndian.PutUint32(b[20:], uint32(st.Nlink))
	for i, v := range [...]uint64{st.Size, st.Atim, st.Mtim, st.Ctim} {
		binary.LittleEndian.PutUint64(b[24+8*i:], v)
	}
	return 0
}

func unstablePollOneoff(s *System, ctx context.Context, m Memory, a []uint64) errno {
	return s.poll(ctx, m, a, unstableSizeSubscription, func(b []byte) subscription {
		return s.subscribe(b, clockOf(b[24:]))
	})
}
