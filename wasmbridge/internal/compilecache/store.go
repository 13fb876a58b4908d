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

// path returns the file for a key of wazero's.
func (s *store) path(key [32]byte) string {
	h := sha256.New()
	h.Write(key[:])
	io.WriteString(h, s.version)
	return filepath.Join(s.dir, hex.EncodeToString(h.Sum(nil))+suffix)
}

// digest is what an entry says of its code: bound to the name, so that an entry
// under another's name is as bad as a damaged one.
func (s *store) digest(path string, code []byte) []byte {
	h := sha256.New()
	io.WriteString(h, filepath.Base(path))
	h.Write(code)
	return h.Sum(nil)
}

// Get returns the code for key, after checking its digest. A bad entry is
// removed.
func (s *store) Get(key [32]byte) (io.ReadCloser, bool, error) {
	path := s.path(key)
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, false, nil
	}
	if len(b) < headerSize || string(b[:len(magic)]) != magic ||
		!bytes.Equal(b[len(magic):headerSize], s.digest(path, b[headerSize:])) {
		_ = os.Remove(path)
		return nil, false, nil
	}
	now := time.Now()
	_ = os.Chtimes(path, now, now) // eviction goes by last use
	return io.NopCloser(bytes.NewReader(b[headerSize:])), true, nil
}

// Add writes the code for key, or does nothing when it cannot.
func (s *store) Add(key [32]byte, content io.Reader) error {
	code, err := io.ReadAll(content)
	if err != nil || int64(len(code)+headerSize) > s.limit {
		return nil
	}
	path := s.path(key)
	file, err := os.CreateTemp(s.dir, filepath.Base(path)+"-*"+temporary)
	if err != nil {
		return nil
	}
	if err := s.write(file, path, code); err != nil {
		_ = os.Remove(file.Name())
		return nil
	}
	s.evict(filepath.Base(path))
	return nil
}

// write fills the temporary file and gives it its name. It is not synchronised
// to disk: what a crash leaves behind fails its digest.
func (s *store) write(file *os.File, path string, code []byte) error {
	_, err := file.Write(append([]byte(magic), s.digest(path, code)...))
	if err == nil {
		_, err = file.Write(code)
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	return err
}

// Delete removes the code for key, which wazero found to be of another version.
func (s *store) Delete(key [32]byte) error {
	_ = os.Remove(s.path(key))
	return nil
}
