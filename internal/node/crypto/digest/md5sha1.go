package digest

import (
	"crypto/md5"
	"crypto/sha1"
	"hash"
)

// md5sha1 is both functions one behind the other, as TLS once signed.
type md5sha1 struct{ md5, sha1 hash.Hash }

func newMD5SHA1() hash.Hash { return &md5sha1{md5.New(), sha1.New()} }

func (h *md5sha1) Write(b []byte) (int, error) {
	_, _ = h.md5.Write(b)
	return h.sha1.Write(b)
}

func (h *md5sha1) Sum(b []byte) []byte { return h.sha1.Sum(h.md5.Sum(b)) }

func (h *md5sha1) Reset() {
	h.md5.Reset()
	h.sha1.Reset()
}

func (h *md5sha1) Size() int      { return md5.Size + sha1.Size }
func (h *md5sha1) BlockSize() int { return md5.BlockSize }
