package files

import (
	"hash/fnv"
	"io/fs"

	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// numberOf makes an inode number of a name: an fs.FS has none.
func numberOf(name string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name))
	return h.Sum64()
}

func statOf(info fs.FileInfo, name string) Stat {
	t := uint64(max(info.ModTime().UnixNano(), 0))
	if info.ModTime().IsZero() {
		t = 0
	}
	return Stat{Dev: 1, Ino: numberOf(name), Type: filetypeOf(info.Mode()), Nlink: 1, Size: uint64(info.Size()), Atim: t, Mtim: t, Ctim: t}
}

func filetypeOf(mode fs.FileMode) wasip1.Filetype {
	switch {
	case mode.IsRegular():
		return wasip1.FiletypeRegularFile
	case mode.IsDir():
		return wasip1.FiletypeDirectory
	case mode&fs.ModeSymlink != 0:
		return wasip1.FiletypeSymbolicLink
	case mode&fs.ModeCharDevice != 0:
		return wasip1.FiletypeCharacterDevice
	case mode&fs.ModeDevice != 0:
		return wasip1.FiletypeBlockDevice
	case mode&(fs.ModeSocket|fs.ModeNamedPipe) != 0:
		return wasip1.FiletypeSocketStream
	}
	return wasip1.FiletypeUnknown
}
