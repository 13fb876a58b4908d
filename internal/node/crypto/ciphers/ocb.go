package ciphers

import (
	"crypto/cipher"
	"math/bits"
)

// ocb is Offset Codebook Mode (RFC 7253) in pieces.
type ocb struct {
	tagged
	block        cipher.Block
	star, dollar [16]byte
	powers       [][16]byte // of the key, for the positions of blocks
	offset       [16]byte
	checksum     [16]byte
	count        uint64
	rest         []byte
	aadOffset    [16]byte
	aadSum       [16]byte
	aadCount     uint64
	aadRest      []byte
}

func newOCB(block cipher.Block, iv []byte, encrypt bool, tagLength int) *ocb {
	o := &ocb{tagged: tagged{encrypt: encrypt, length: tagLength}, block: block}
	block.Encrypt(o.star[:], o.star[:])
	o.dollar = times2(o.star)
	var nonce [16]byte
	nonce[0] = byte(tagLength*8%128) << 1
	copy(nonce[16-len(iv):], iv)
	nonce[15-len(iv)] |= 1
	bottom := uint(nonce[15] & 63)
	nonce[15] &^= 63
	var top [24]byte
	block.Encrypt(top[:16], nonce[:])
	for i := range 8 {
		top[16+i] = top[i] ^ top[i+1]
	}
	for i := range o.offset {
		at := bottom/8 + uint(i)
		o.offset[i] = byte((uint(top[at])<<8 | uint(top[min(at+1, 23)])) >> (8 - bottom%8))
	}
	return o
}

// times2 doubles in the field of OCB, whose first bit is the highest power.
func times2(b [16]byte) (out [16]byte) {
	carry := byte(0)
	for i := 15; i >= 0; i-- {
		out[i] = b[i]<<1 | carry
		carry = b[i] >> 7
	}
	out[15] ^= carry * 0x87
	return out
}

func (o *ocb) power(n int) [16]byte {
	for len(o.powers) <= n {
		last := o.dollar
		if len(o.powers) > 0 {
			last = o.powers[len(o.powers)-1]
		}
		o.powers = append(o.powers, times2(last))
	}
	return o.powers[n]
}

func (o *ocb) AAD(data []byte) {
	data = append(o.aadRest, data...)
	for ; len(data) >= 16; data = data[16:] {
		o.aadCount++
		xor(o.aadOffset[:], o.power(bits.TrailingZeros64(o.aadCount)))
		o.addAAD([16]byte(data[:16]))
	}
	o.aadRest = clone(data)
}

func (o *ocb) addAAD(b [16]byte) {
	xor(b[:], o.aadOffset)
	o.block.Encrypt(b[:], b[:])
	xor(o.aadSum[:], b)
}

func (o *ocb) Update(data []byte) ([]byte, error) {
	data = append(o.rest, data...)
	out := make([]byte, 0, len(data))
	for ; len(data) >= 16; data = data[16:] {
		o.count++
		xor(o.offset[:], o.power(bits.TrailingZeros64(o.count)))
		b := [16]byte(data[:16])
		if o.encrypt {
			xor(o.checksum[:], b)
		}
		xor(b[:], o.offset)
		if o.encrypt {
			o.block.Encrypt(b[:], b[:])
		} else {
			o.block.Decrypt(b[:], b[:])
		}
		xor(b[:], o.offset)
		if !o.encrypt {
			xor(o.checksum[:], b)
		}
		out = append(out, b[:]...)
	}
	o.rest = clone(data)
	return out, nil
}

func (o *ocb) Final() ([]byte, error) {
	var out []byte
	if len(o.rest) > 0 {
		xor(o.offset[:], o.star)
		var pad, plain [16]byte
		o.block.Encrypt(pad[:], o.offset[:])
		for i, c := range o.rest {
			out = append(out, c^pad[i])
		}
		if o.encrypt {
			copy(plain[:], o.rest)
		} else {
			copy(plain[:], out)
		}
		plain[len(o.rest)] = 0x80
		xor(o.checksum[:], plain)
	}
	tag := o.checksum
	xor(tag[:], o.offset)
	xor(tag[:], o.dollar)
	o.block.Encrypt(tag[:], tag[:])
	if n := len(o.aadRest); n > 0 {
		xor(o.aadOffset[:], o.star)
		var b [16]byte
		copy(b[:], o.aadRest)
		b[n] = 0x80
		o.addAAD(b)
	}
	xor(tag[:], o.aadSum)
	return out, o.settle(tag[:])
}
