package preview1

import (
	"context"
	"encoding/binary"
)

func argsGet(s *System, _ context.Context, m Memory, a []uint64) errno {
	return putStrings(m, s.args, a[0], a[1])
}

func argsSizesGet(s *System, _ context.Context, m Memory, a []uint64) errno {
	return putSizes(m, s.args, a[0], a[1])
}

func environGet(s *System, _ context.Context, m Memory, a []uint64) errno {
	return putStrings(m, s.env, a[0], a[1])
}

func environSizesGet(s *System, _ context.Context, m Memory, a []uint64) errno {
	return putSizes(m, s.env, a[0], a[1])
}

func sizeOf(list []string) (n uint64) {
	for _, text := range list {
		n += uint64(len(text)) + 1
	}
	return n
}

func putSizes(m Memory, list []string, count, size uint64) errno {
	if errno := m.put32(count, uint32(len(list))); errno != 0 {
		return errno
	}
	return m.put32(size, uint32(sizeOf(list)))
}

// putStrings writes an array of pointers, and the strings they point to, each with a NUL behind it.
func putStrings(m Memory, list []string, array, text uint64) errno {
	pointers, errno := m.slice(array, uint64(len(list))*4)
	if errno != 0 {
		return errno
	}
	buf, errno := m.slice(text, sizeOf(list))
	if errno != 0 {
		return errno
	}
	at := 0
	for i, item := range list {
		binary.LittleEndian.PutUint32(pointers[4*i:], uint32(text)+uint32(at))
		at += copy(buf[at:], item)
		buf[at] = 0
		at++
	}
	return 0
}
