package preview1

import (
	"encoding/binary"

	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// Memory is the calling instance's linear memory. Every access is checked: what lies outside is EFAULT.
type Memory []byte

// maxVectors is how many buffers one call may name, as on linux.
const maxVectors = 1024

func (m Memory) slice(offset, length uint64) ([]byte, errno) {
	offset, length = offset&0xffffffff, length&0xffffffff
	if offset+length > uint64(len(m)) {
		return nil, wasip1.EFAULT
	}
	return m[offset : offset+length : offset+length], 0
}

// path copies a string: its memory is the guest's to change.
func (m Memory) path(offset, length uint64) (string, errno) {
	b, errno := m.slice(offset, length)
	return string(b), errno
}

func (m Memory) put32(offset uint64, v uint32) errno {
	b, errno := m.slice(offset, 4)
	if errno == 0 {
		binary.LittleEndian.PutUint32(b, v)
	}
	return errno
}

func (m Memory) put64(offset, v uint64) errno {
	b, errno := m.slice(offset, 8)
	if errno == 0 {
		binary.LittleEndian.PutUint64(b, v)
	}
	return errno
}

// vectors resolves an array of iovec or ciovec.
func (m Memory) vectors(offset, count uint64) ([][]byte, errno) {
	count &= 0xffffffff
	if count > maxVectors {
		return nil, wasip1.EINVAL
	}
	list, errno := m.slice(offset, count*wasip1.SizeCiovec)
	if errno != 0 {
		return nil, errno
	}
	buffers := make([][]byte, 0, count)
	total := uint64(0)
	for ; len(list) > 0; list = list[wasip1.SizeCiovec:] {
		length := uint64(binary.LittleEndian.Uint32(list[4:]))
		b, errno := m.slice(uint64(binary.LittleEndian.Uint32(list)), length)
		if errno != 0 {
			return nil, errno
		}
		if total += length; total > 1<<31-1 {
			return nil, wasip1.EINVAL // the count could not be told from an error, POSIX says
		}
		if length > 0 {
			buffers = append(buffers, b)
		}
	}
	return buffers, 0
}
