//go:build !linux

package fs

import "os"

// The numbers are Linux's on other systems, and translated when a file is opened.
const (
	oCreate    = 0o100
	oExclusive = 0o200
	oTruncate  = 0o1000
	oAppend    = 0o2000
	oSync      = 0o4010000
)

func openConstants() []constant {
	return []constant{
		{"O_CREAT", oCreate}, {"O_EXCL", oExclusive}, {"UV_FS_O_FILEMAP", 0}, {"O_TRUNC", oTruncate}, {"O_APPEND", oAppend}, {"O_SYNC", oSync},
	}
}

func openFlags(flags int) int {
	out := []int{os.O_RDONLY, os.O_WRONLY, os.O_RDWR, os.O_RDWR}[flags&3]
	for bit, flag := range map[int]int{oCreate: os.O_CREATE, oExclusive: os.O_EXCL, oTruncate: os.O_TRUNC, oAppend: os.O_APPEND, oSync: os.O_SYNC} {
		if flags&bit == bit {
			out |= flag
		}
	}
	return out
}
