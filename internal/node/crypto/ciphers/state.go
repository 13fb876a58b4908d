package ciphers

import (
	"crypto/cipher"
	"errors"

	"github.com/wasmglue/wasmglue/internal/node/crypto/ossl"
)

// State is a cipher at work in one direction.
type State interface {
	// Update takes data and returns what can be told of the result so far.
	Update(data []byte) ([]byte, error)
	// Final returns the rest.
	Final() ([]byte, error)
}

// Authenticated is the State of a cipher that makes or checks a tag.
type Authenticated interface {
	State
	// AAD adds data that is authenticated and not encrypted, before all other data.
	AAD(data []byte)
	// Tag is the tag of what was encrypted, after Final.
	Tag() []byte
	// Expect says which tag Final, when decrypting, must find.
	Expect(tag []byte)
}

// Padded is the State of a block cipher whose last block is filled up.
type Padded interface{ SetPadding(on bool) }

// Sized is the State of a cipher that must know the length of the data before any additional data.
type Sized interface{ SetLength(n int) }

// Errors that are not OpenSSL's own.
var (
	ErrState        = errors.New("data that this state does not take")
	ErrAuthenticate = errors.New("the tag is not that of the data")
)

// New starts a cipher. Lengths of key, iv and tag have been checked.
func (i Info) New(key, iv []byte, encrypt bool, tagLength int) (State, error) {
	switch {
	case i.Mode == "xts":
		return newXTS(key, iv, encrypt)
	case i.Name == "chacha20":
		return newChaCha20(key, iv)
	case i.Name == "chacha20-poly1305":
		return newChaChaPoly(key, iv, encrypt, tagLength)
	}
	block, err := i.block(key)
	if err != nil {
		return nil, err
	}
	switch i.Mode {
	case "ecb":
		return newBlocks(ecb{block, encrypt}, encrypt), nil
	case "cbc":
		if encrypt {
			return newBlocks(cipher.NewCBCEncrypter(block, iv), true), nil
		}
		return newBlocks(cipher.NewCBCDecrypter(block, iv), false), nil
	case "ctr":
		return stream{cipher.NewCTR(block, iv)}, nil
	case "ofb":
		return stream{&ofb{block: block, register: clone(iv), used: block.BlockSize()}}, nil
	case "cfb":
		return stream{newCFB(i.Name, block, iv, encrypt)}, nil
	case "gcm":
		return newGCM(block, iv, encrypt, tagLength), nil
	case "ccm":
		return newCCM(block, iv, encrypt, tagLength), nil
	case "ocb":
		return newOCB(block, iv, encrypt, tagLength), nil
	}
	return &wrap{block: block, iv: clone(iv), padded: len(iv) == 4, encrypt: encrypt}, nil
}

func clone(b []byte) []byte { return append([]byte(nil), b...) }

// stream is the State of a stream cipher.
type stream struct{ cipher.Stream }

func (s stream) Update(data []byte) ([]byte, error) {
	out := make([]byte, len(data))
	s.XORKeyStream(out, data)
	return out, nil
}

func (stream) Final() ([]byte, error) { return nil, nil }

// blocks is the State of a block cipher, filled up as PKCS #7 says.
type blocks struct {
	mode    cipher.BlockMode
	encrypt bool
	padding bool
	rest    []byte
}

func newBlocks(mode cipher.BlockMode, encrypt bool) *blocks {
	return &blocks{mode: mode, encrypt: encrypt, padding: true}
}

func (b *blocks) SetPadding(on bool) { b.padding = on }

func (b *blocks) Update(data []byte) ([]byte, error) {
	size := b.mode.BlockSize()
	all := append(b.rest, data...)
	whole := len(all) - len(all)%size
	if !b.encrypt && b.padding && whole == len(all) && whole > 0 {
		whole -= size // the last block may be padding
	}
	out := make([]byte, whole)
	b.mode.CryptBlocks(out, all[:whole])
	b.rest = append(b.rest[:0:0], all[whole:]...)
	return out, nil
}

func (b *blocks) Final() ([]byte, error) {
	size := b.mode.BlockSize()
	switch {
	case !b.padding:
		if len(b.rest) > 0 {
			return nil, ossl.WrongFinalBlock
		}
		return nil, nil
	case b.encrypt:
		n := size - len(b.rest)
		for range n {
			b.rest = append(b.rest, byte(n))
		}
		b.mode.CryptBlocks(b.rest, b.rest)
		return b.rest, nil
	case len(b.rest) != size:
		return nil, ossl.WrongFinalBlock
	}
	b.mode.CryptBlocks(b.rest, b.rest)
	n := int(b.rest[size-1])
	if n == 0 || n > size {
		return nil, ossl.BadDecrypt
	}
	for _, c := range b.rest[size-n:] {
		if int(c) != n {
			return nil, ossl.BadDecrypt
		}
	}
	return b.rest[:size-n], nil
}

// ecb is the mode that encrypts each block by itself.
type ecb struct {
	cipher.Block
	encrypt bool
}

func (e ecb) CryptBlocks(dst, src []byte) {
	for size := e.BlockSize(); len(src) > 0; dst, src = dst[size:], src[size:] {
		if e.encrypt {
			e.Encrypt(dst, src)
		} else {
			e.Decrypt(dst, src)
		}
	}
}
