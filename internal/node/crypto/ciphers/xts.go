package ciphers

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"

	"github.com/wasmglue/wasmglue/internal/node/crypto/ossl"
)

// xts is the mode of disk encryption (IEEE 1619), with ciphertext stealing: each Update is a sector.
type xts struct {
	data, tweak cipher.Block
	iv          []byte
	encrypt     bool
}

var errXTSKeys = &ossl.Error{Number: 0x1C800095, Library: "Provider routines", Reason: "xts duplicated keys", Code: "ERR_OSSL_XTS_DUPLICATED_KEYS"}

func newXTS(key, iv []byte, encrypt bool) (State, error) {
	half := len(key) / 2
	if bytes.Equal(key[:half], key[half:]) {
		return nil, errXTSKeys
	}
	data, err := aes.NewCipher(key[:half])
	if err != nil {
		return nil, err
	}
	tweak, err := aes.NewCipher(key[half:])
	return &xts{data, tweak, clone(iv), encrypt}, err
}

func (x *xts) Update(data []byte) ([]byte, error) {
	if len(data) == 0 {
		return nil, nil
	}
	if len(data) < 16 {
		return nil, ErrState
	}
	var t [16]byte
	x.tweak.Encrypt(t[:], x.iv)
	out := clone(data)
	whole := len(out) / 16 * 16
	tail := len(out) - whole
	if tail > 0 {
		whole -= 16
	}
	for i := 0; i < whole; i += 16 {
		x.block(out[i:i+16], t)
		t = doubled(t)
	}
	if tail > 0 {
		x.steal(out[whole:], t)
	}
	return out, nil
}

func (*xts) Final() ([]byte, error) { return nil, nil }

func (x *xts) block(b []byte, t [16]byte) {
	xor(b, t)
	if x.encrypt {
		x.data.Encrypt(b, b)
	} else {
		x.data.Decrypt(b, b)
	}
	xor(b, t)
}

// steal handles the last whole block and the partial one behind it.
func (x *xts) steal(b []byte, t [16]byte) {
	first, second := t, doubled(t)
	if !x.encrypt {
		first, second = second, first
	}
	x.block(b[:16], first)
	for i := 16; i < len(b); i++ {
		b[i], b[i-16] = b[i-16], b[i]
	}
	x.block(b[:16], second)
}

func xor(b []byte, t [16]byte) {
	for i := range t {
		b[i] ^= t[i]
	}
}

func doubled(t [16]byte) [16]byte {
	carry := byte(0)
	for i := range t {
		t[i], carry = t[i]<<1|carry, t[i]>>7
	}
	t[0] ^= carry * 0x87
	return t
}
