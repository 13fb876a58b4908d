package ciphers

import (
	"encoding/binary"

	"golang.org/x/crypto/chacha20"
	"golang.org/x/crypto/poly1305" //lint:ignore SA1019 the package that replaces it takes whole messages only
)

// chachaPoly is ChaCha20-Poly1305 in pieces (RFC 8439).
type chachaPoly struct {
	tagged
	cipher *chacha20.Cipher
	mac    *poly1305.MAC
	aad, n uint64
}

func newChaChaPoly(key, iv []byte, encrypt bool, tagLength int) (State, error) {
	nonce := make([]byte, 12)
	copy(nonce[12-len(iv):], iv)
	c, err := chacha20.NewUnauthenticatedCipher(key, nonce)
	if err != nil {
		return nil, err
	}
	var macKey [32]byte
	c.XORKeyStream(macKey[:], macKey[:])
	c.SetCounter(1)
	return &chachaPoly{tagged: tagged{encrypt: encrypt, length: tagLength}, cipher: c, mac: poly1305.New(&macKey)}, nil
}

func (c *chachaPoly) AAD(data []byte) {
	c.aad += uint64(len(data))
	_, _ = c.mac.Write(data)
}

func (c *chachaPoly) pad(n uint64) {
	var zeros [16]byte
	_, _ = c.mac.Write(zeros[:(16-n%16)%16])
}

func (c *chachaPoly) Update(data []byte) ([]byte, error) {
	if c.n == 0 {
		c.pad(c.aad)
	}
	c.n += uint64(len(data))
	out := make([]byte, len(data))
	c.cipher.XORKeyStream(out, data)
	if c.encrypt {
		data = out
	}
	_, _ = c.mac.Write(data)
	return out, nil
}

func (c *chachaPoly) Final() ([]byte, error) {
	if c.n == 0 {
		c.pad(c.aad)
	}
	c.pad(c.n)
	var sizes [16]byte
	binary.LittleEndian.PutUint64(sizes[:], c.aad)
	binary.LittleEndian.PutUint64(sizes[8:], c.n)
	_, _ = c.mac.Write(sizes[:])
	return nil, c.settle(c.mac.Sum(nil))
}
