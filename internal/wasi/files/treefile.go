package files

import (
	"errors"
	"io"
	"time"

	"github.com/wasmglue/wasmglue/internal/sandbox"
	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// treeFile is an open file of a guest's file system.
type treeFile struct {
	sandbox.File
	fsys   sandbox.FileSystem
	name   string
	append bool
}

func (f *treeFile) Stat() (Stat, wasip1.Errno) {
	info, err := f.File.Stat()
	if err != nil {
		return Stat{}, wasip1.FromError(err)
	}
	return statOf(info, f.name), 0
}

func (f *treeFile) SetTimes(times Times) wasip1.Errno { return setTimes(f.fsys, f.name, times) }

func setTimes(fsys sandbox.FileSystem, name string, times Times) wasip1.Errno {
	info, err := fsys.Stat(name)
	if err != nil {
		return wasip1.FromError(err)
	}
	atim, mtim := info.ModTime(), info.ModTime()
	if times.Atim != nil {
		atim = time.Unix(0, int64(*times.Atim))
	}
	if times.Mtim != nil {
		mtim = time.Unix(0, int64(*times.Mtim))
	}
	return wasip1.FromError(fsys.Chtimes(name, atim, mtim))
}

func (f *treeFile) Sync(bool) wasip1.Errno { return wasip1.FromError(f.File.Sync()) }
func (f *treeFile) Close() wasip1.Errno    { return wasip1.FromError(f.File.Close()) }

func (f *treeFile) Readv(buffers [][]byte) (total int, errno wasip1.Errno) {
	for _, b := range buffers {
		n, err := io.ReadFull(f.File, b)
		total += n
		switch {
		case err == nil:
		case total > 0, errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return total, 0
		default:
			return 0, wasip1.FromError(err)
		}
	}
	return total, 0
}

func (f *treeFile) Writev(buffers [][]byte) (total int, errno wasip1.Errno) {
	if f.append {
		if _, err := f.Seek(0, io.SeekEnd); err != nil {
			return 0, wasip1.FromError(err)
		}
	}
	for _, b := range buffers {
		n, err := f.Write(b)
		total += n
		if err != nil {
			if total > 0 {
				return total, 0
			}
			return 0, wasip1.FromError(err)
		}
	}
	return total, 0
}

func (f *treeFile) Pread(p []byte, offset int64) (int, wasip1.Errno) {
	n, err := f.ReadAt(p, offset)
	if n > 0 || errors.Is(err, io.ErrUnexpectedEOF) {
		return n, 0
	}
	return 0, wasip1.FromError(err)
}

func (f *treeFile) Pwrite(p []byte, offset int64) (int, wasip1.Errno) {
	n, err := f.WriteAt(p, offset)
	if n > 0 {
		return n, 0
	}
	return 0, wasip1.FromError(err)
}

func (f *treeFile) SeekTo(offset int64, whence int) (int64, wasip1.Errno) {
	n, err := f.Seek(offset, whence)
	return n, wasip1.FromError(err)
}

func (f *treeFile) SetSize(size int64) wasip1.Errno { return wasip1.FromError(f.Truncate(size)) }

func (f *treeFile) SetAppend(on bool) wasip1.Errno {
	f.append = on
	return 0
}
