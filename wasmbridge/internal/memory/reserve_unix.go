//go:build unix

package memory

import "golang.org/x/sys/unix"

// reserve takes address space that costs nothing until it is committed.
func reserve(n uint64) ([]byte, error) {
	return unix.Mmap(-1, 0, int(n), unix.PROT_NONE, unix.MAP_PRIVATE|unix.MAP_ANON|mapNoReserve)
}

func commit(b []byte) error { return unix.Mprotect(b, unix.PROT_READ|unix.PROT_WRITE) }

func release(b []byte) { _ = unix.Munmap(b) } // nothing useful can be done about a failure here
