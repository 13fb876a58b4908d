package compilecache

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// populate has the kernel supply the pages of fresh memory at once. The faults
// of writing to them one by one would cost several times the copying.
func populate(b []byte) {
	const least = 1 << 20
	if len(b) < least || uintptr(unsafe.Pointer(&b[0]))%uintptr(unix.Getpagesize()) != 0 {
		return
	}
	_ = unix.Madvise(b, unix.MADV_POPULATE_WRITE) // a kernel that cannot is only slower
}
