package ciphers

import (
	"crypto/cipher"
	"encoding/binary"

	"github.com/wasmglue/wasmglue/internal/node/crypto/ossl"
)

// ccm is Counter with CBC-MAC (NIST SP 800-38C): the data must come whole, in one Update.
type ccm struct {
	tagged
	block  cipher.Block
	nonce  []byte
	aad    []byte
	length int
	mac    [16]byte
	failed bool
	done   bool
}

var errTagNotSet = &ossl.Error{Number: 0x1C800077, Library: "Provider routines", Reason: "tag not set", Code: "ERR_OSSL_TAG_NOT_SET"}

func newCCM(block cipher.Block, iv []byte, encrypt bool, tagLength int) *ccm {
	return &ccm{tagged: tagged{encrypt: encrypt, length: tagLength}, block: block, nonce: clone(iv), length: -1}
}

func (c *ccm) AAD(data []byte) { c.aad = append(c.aad, data...) }
func (c *ccm) SetLength(n int) { c.length = n }

func (c *ccm) Update(data []byte) ([]byte, error) {
	if c.done || c.length >= 0 && c.length != len(data) {
		return nil, ErrState
	}
	c.done = true
	out := make([]byte, len(data))
	c.counter(1).XORKeyStream(out, data)
	plain := data
	if !c.encrypt {
		plain = out
	}
	if err := c.settle(c.authenticate(plain)); err != nil {
		c.failed = true
		return nil, nil // Final tells
	}
	return out, nil
}

func (c *ccm) Final() ([]byte, error) {
	if c.encrypt && !c.done {
		return nil, errTagNotSet
	}
	if c.failed || !c.done {
		return nil, ErrAuthenticate
	}
	return nil, nil
}

// counter is the key stream from block n on; block 0 masks the tag.
func (c *ccm) counter(n byte) cipher.Stream {
	var at [16]byte
	at[0] = byte(14 - len(c.nonce))
	copy(at[1:], c.nonce)
	at[15] = n
	return cipher.NewCTR(c.block, at[:])
}

func (c *ccm) authenticate(plain []byte) []byte {
	first := [16]byte{byte(14-len(c.nonce)) | byte(c.tagged.length-2)/2<<3}
	if len(c.aad) > 0 {
		first[0] |= 0x40
	}
	var size [8]byte
	binary.BigEndian.PutUint64(size[:], uint64(len(plain)))
	copy(first[8:], size[:])
	copy(first[1:], c.nonce)
	c.block.Encrypt(c.mac[:], first[:])
	if n := len(c.aad); n > 0 {
		var prefix []byte
		if n < 0xff00 {
			prefix = binary.BigEndian.AppendUint16(nil, uint16(n))
		} else {
			prefix = binary.BigEndian.AppendUint32([]byte{0xff, 0xfe}, uint32(n))
		}
		c.chain(append(prefix, c.aad...))
	}
	c.chain(plain)
	tag := make([]byte, 16)
	c.counter(0).XORKeyStream(tag, c.mac[:])
	return tag
}

func (c *ccm) chain(data []byte) {
	for len(data) > 0 {
		n := min(16, len(data))
		for i, b := range data[:n] {
			c.mac[i] ^= b
		}
		c.block.Encrypt(c.mac[:], c.mac[:])
		data = data[n:]
	}
}
