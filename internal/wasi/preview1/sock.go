package preview1

import (
	"context"

	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// The interface cannot open sockets, and we lend none: what a program may have open is not a socket.

func sockAccept(s *System, _ context.Context, _ Memory, a []uint64) errno { return s.noSocket(a[0]) }

func sockRecv(s *System, _ context.Context, _ Memory, a []uint64) errno { return s.noSocket(a[0]) }

func sockSend(s *System, _ context.Context, _ Memory, a []uint64) errno { return s.noSocket(a[0]) }

func sockShutdown(s *System, _ context.Context, _ Memory, a []uint64) errno { return s.noSocket(a[0]) }

func (s *System) noSocket(fd uint64) errno {
	if _, errno := s.descriptors.get(uint32(fd)); errno != 0 {
		return errno
	}
	return wasip1.ENOTSOCK
}
