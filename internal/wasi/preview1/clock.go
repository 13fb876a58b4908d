package preview1

import (
	"context"
	"time"

	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// now reads a clock, in nanoseconds.
func (s *System) now(id wasip1.ClockID) (uint64, errno) {
	switch id {
	case wasip1.ClockRealtime:
		return uint64(time.Now().UnixNano()), 0
	case wasip1.ClockMonotonic:
		// Never 0, which programs take for "not set".
		return uint64(time.Since(s.started)) + 1, 0
	case wasip1.ClockProcessCPUTime:
		return processTime()
	case wasip1.ClockThreadCPUTime:
		return threadTime()
	}
	return 0, wasip1.EINVAL
}

func clockTimeGet(s *System, _ context.Context, m Memory, a []uint64) errno {
	t, errno := s.now(wasip1.ClockID(a[0]))
	if errno != 0 {
		return errno
	}
	return m.put64(a[2], t)
}

func clockResGet(_ *System, _ context.Context, m Memory, a []uint64) errno {
	if uint32(a[0]) > uint32(wasip1.ClockThreadCPUTime) {
		return wasip1.EINVAL
	}
	return m.put64(a[1], uint64(clockResolution))
}
