package compilecache

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"time"
)

const (
	// magic begins an entry; it changes with the format.
	magic = "wasmglue code 1\n"
	// headerSize is the size of magic and digest.
	headerSize = len(magic) + sha256.Size

	suffix    = ".code"
	temporary = ".tmp"
)

// store keeps entries as files of one directory. Its methods never fail: an
// entry that cannot be had is no entry.
type store struct {
	dir     string
	limit   int64
	version string
}

// path returns the file of an entry.
func (s *store) path(id ID) string {
	h := sha256.New()
	h.Write(id[:])
	_, _ = io.WriteString(h, s.version)
	return filepath.Join(s.dir, hex.EncodeToString(h.Sum(nil))+suffix)
}

// digest is what an entry says of its code: bound to the name, so that an entry
// under another's name is as bad as a damaged one.
func (s *store) digest(path string, parts ...[]byte) []byte {
	h := sha256.New()
	_, _ = io.WriteString(h, filepath.Base(path))
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

// read returns the contents of an entry after checking its digest. A bad entry
// is removed.
func (s *store) read(path string) ([]byte, bool) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, false
	}
	if len(b) < headerSize || string(b[:len(magic)]) != magic ||
		!bytes.Equal(b[len(magic):headerSize], s.digest(path, b[headerSize:])) {
		_ = os.Remove(path)
		return nil, false
	}
	now := time.Now()
	_ = os.Chtimes(path, now, now) // eviction goes by last use
	return b[headerSize:], true
}

// save writes an entry of the given parts, or nothing when it cannot.
func (s *store) save(path string, parts ...[]byte) {
	size := headerSize
	for _, p := range parts {
		size += len(p)
	}
	if int64(size) > s.limit {
		return
	}
	file, err := os.CreateTemp(s.dir, filepath.Base(path)+"-*"+temporary)
	if err != nil {
		return
	}
	if err := s.write(file, path, parts); err != nil {
		_ = os.Remove(file.Name())
		return
	}
	s.evict(filepath.Base(path))
}

// write fills the temporary file and gives it its name. It is not synchronised
// to disk: what a crash leaves behind fails its digest.
func (s *store) write(file *os.File, path string, parts [][]byte) error {
	_, err := file.Write(append([]byte(magic), s.digest(path, parts...)...))
	for i := 0; i < len(parts) && err == nil; i++ {
		_, err = file.Write(parts[i])
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	return err
}
