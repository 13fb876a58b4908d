package ciphers

import (
	"crypto/cipher"
	"encoding/binary"
	"strings"

	"golang.org/x/crypto/chacha20"
)

// ofb is output feedback: the key stream is the cipher over itself.
type ofb struct {
	block    cipher.Block
	register []byte
	used     int
}

func (o *ofb) XORKeyStream(dst, src []byte) {
	for i, c := range src {
		if o.used == len(o.register) {
			o.block.Encrypt(o.register, o.register)
			o.used = 0
		}
		dst[i] = c ^ o.register[o.used]
		o.used++
	}
}

// cfb is cipher feedback by whole blocks.
type cfb struct {
	block     cipher.Block
	encrypt   bool
	register  []byte // the last ciphertext
	keystream []byte
	used      int
}

func newCFB(name string, block cipher.Block, iv []byte, encrypt bool) cipher.Stream {
	switch {
	case strings.HasSuffix(name, "cfb8"):
		return &cfb8{block, encrypt, clone(iv), make([]byte, len(iv))}
	case strings.HasSuffix(name, "cfb1"):
		return &cfb1{block, encrypt, clone(iv), make([]byte, len(iv))}
	}
	return &cfb{block, encrypt, clone(iv), make([]byte, len(iv)), len(iv)}
}

func (c *cfb) XORKeyStream(dst, src []byte) {
	for i, in := range src {
		if c.used == len(c.register) {
			c.block.Encrypt(c.keystream, c.register)
			c.used = 0
		}
		out := in ^ c.keystream[c.used]
		dst[i] = out
		if c.encrypt {
			c.register[c.used] = out
		} else {
			c.register[c.used] = in
		}
		c.used++
	}
}

// cfb8 is cipher feedback by bytes.
type cfb8 struct {
	block     cipher.Block
	encrypt   bool
	register  []byte
	keystream []byte
}

func (c *cfb8) XORKeyStream(dst, src []byte) {
	for i, in := range src {
		c.block.Encrypt(c.keystream, c.register)
		out := in ^ c.keystream[0]
		dst[i] = out
		copy(c.register, c.register[1:])
		if c.encrypt {
			in = out
		}
		c.register[len(c.register)-1] = in
	}
}

// cfb1 is cipher feedback by bits.
type cfb1 struct {
	block     cipher.Block
	encrypt   bool
	register  []byte
	keystream []byte
}

func (c *cfb1) XORKeyStream(dst, src []byte) {
	for i, in := range src {
		var out byte
		for bit := 7; bit >= 0; bit-- {
			c.block.Encrypt(c.keystream, c.register)
			plain := in >> bit & 1
			coded := plain ^ c.keystream[0]>>7
			out |= coded << bit
			if c.encrypt {
				plain = coded
			}
			c.shift(plain)
		}
		dst[i] = out
	}
}

func (c *cfb1) shift(bit byte) {
	for i := len(c.register) - 1; i >= 0; i-- {
		next := c.register[i] >> 7
		c.register[i] = c.register[i]<<1 | bit
		bit = next
	}
}

// newChaCha20 is the bare stream; OpenSSL's initialization vector begins with the counter.
func newChaCha20(key, iv []byte) (State, error) {
	c, err := chacha20.NewUnauthenticatedCipher(key, iv[4:])
	if err != nil {
		return nil, err
	}
	c.SetCounter(binary.LittleEndian.Uint32(iv))
	return stream{c}, nil
}
