package memory

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// reserve takes address space that costs nothing until it is committed.
func reserve(n uint64) ([]byte, error) {
	addr, err := windows.VirtualAlloc(0, uintptr(n), windows.MEM_RESERVE, windows.PAGE_NOACCESS)
	if err != nil {
		return nil, err
	}
	base := *(*unsafe.Pointer)(unsafe.Pointer(&addr)) // the address comes from outside Go's heap
	return unsafe.Slice((*byte)(base), n), nil
}

func commit(b []byte) error {
	if len(b) == 0 {
		return nil
	}
	_, err := windows.VirtualAlloc(uintptr(unsafe.Pointer(&b[0])), uintptr(len(b)), windows.MEM_COMMIT, windows.PAGE_READWRITE)
	return err
}

func release(b []byte) {
	_ = windows.VirtualFree(uintptr(unsafe.Pointer(unsafe.SliceData(b))), 0, windows.MEM_RELEASE)
}
