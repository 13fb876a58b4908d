package preview1

import (
	"context"
	"crypto/rand"
	"runtime"

	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

func procExit(_ *System, _ context.Context, _ Memory, a []uint64) errno {
	panic(&ExitError{Code: uint32(a[0])})
}

// Signals whose default action is not to end the process, by the interface's numbers.
const (
	sigChld    = 16
	sigCont    = 17
	sigStop    = 18
	sigTstp    = 19
	sigTtin    = 20
	sigTtou    = 21
	sigUrg     = 22
	sigWinch   = 27
	sigHighest = 30
)

// procRaise does to the program what the signal's default action would do to a process: a shell tells a death by signal n as 128+n.
func procRaise(_ *System, _ context.Context, _ Memory, a []uint64) errno {
	switch signal := uint32(a[0]) & 0xff; signal {
	case 0, sigChld, sigCont, sigUrg, sigWinch:
		return 0
	case sigStop, sigTstp, sigTtin, sigTtou:
		return wasip1.ENOTSUP
	default:
		if signal > sigHighest {
			return wasip1.EINVAL
		}
		panic(&ExitError{Code: 128 + signal})
	}
}

func schedYield(_ *System, ctx context.Context, _ Memory, _ []uint64) errno {
	cancelled(ctx)
	runtime.Gosched()
	return 0
}

func randomGet(_ *System, _ context.Context, m Memory, a []uint64) errno {
	buf, errno := m.slice(a[0], a[1])
	if errno != 0 {
		return errno
	}
	_, _ = rand.Read(buf) // never fails
	return 0
}
