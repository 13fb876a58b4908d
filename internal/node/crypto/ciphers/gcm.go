package ciphers

import (
	"crypto/cipher"
	"encoding/binary"
)

// gcm is Galois/Counter Mode in pieces (NIST SP 800-38D). The standard library's takes whole messages only.
type gcm struct {
	tagged
	block   cipher.Block
	stream  cipher.Stream
	initial [16]byte
	left    uint64 // bytes of key stream before the wrap
	hash    ghash
	aad, n  uint64
}

func newGCM(block cipher.Block, iv []byte, encrypt bool, tagLength int) *gcm {
	g := &gcm{tagged: tagged{encrypt: encrypt, length: tagLength}, block: block}
	var h [16]byte
	block.Encrypt(h[:], h[:])
	g.hash.init(h)
	if len(iv) == 12 {
		copy(g.initial[:], iv)
		g.initial[15] = 1
	} else {
		over := g.hash
		over.write(iv)
		over.pad()
		over.lengths(0, uint64(len(iv)))
		g.initial = over.sum()
	}
	g.start(binary.BigEndian.Uint32(g.initial[12:]) + 1)
	return g
}

// start makes the key stream from a value of the counter on.
func (g *gcm) start(counter uint32) {
	at := g.initial
	binary.BigEndian.PutUint32(at[12:], counter)
	g.stream = cipher.NewCTR(g.block, at[:])
	g.left = (1<<32 - uint64(counter)) * 16
}

func (g *gcm) AAD(data []byte) {
	g.aad += uint64(len(data))
	g.hash.write(data)
}

func (g *gcm) Update(data []byte) ([]byte, error) {
	if g.n == 0 {
		g.hash.pad()
	}
	g.n += uint64(len(data))
	out := make([]byte, len(data))
	if !g.encrypt {
		g.hash.write(data)
	}
	g.crypt(out, data)
	if g.encrypt {
		g.hash.write(out)
	}
	return out, nil
}

func (g *gcm) crypt(dst, src []byte) {
	for uint64(len(src)) > g.left {
		n := g.left
		g.stream.XORKeyStream(dst[:n], src[:n])
		dst, src = dst[n:], src[n:]
		g.start(0)
	}
	g.stream.XORKeyStream(dst, src)
	g.left -= uint64(len(src))
}

func (g *gcm) Final() ([]byte, error) {
	g.hash.pad()
	g.hash.lengths(g.aad, g.n)
	tag := g.hash.sum()
	var mask [16]byte
	g.block.Encrypt(mask[:], g.initial[:])
	for i := range tag {
		tag[i] ^= mask[i]
	}
	return nil, g.settle(tag[:])
}
