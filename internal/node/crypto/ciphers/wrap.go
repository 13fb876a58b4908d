package ciphers

import (
	"crypto/cipher"
	"crypto/subtle"
	"encoding/binary"
)

// wrap is the key wrap of RFC 3394, and the one with padding of RFC 5649: the data must come whole, in one Update.
type wrap struct {
	block   cipher.Block
	iv      []byte
	padded  bool
	encrypt bool
}

func (w *wrap) Update(data []byte) ([]byte, error) {
	var out []byte
	var ok bool
	switch {
	case w.encrypt && w.padded:
		out, ok = w.sealPadded(data), len(data) > 0
	case w.encrypt:
		if ok = len(data) >= 16 && len(data)%8 == 0; ok {
			out = w.seal(w.iv, data)
		}
	case w.padded:
		out, ok = w.openPadded(data)
	default:
		out, ok = w.open(data)
	}
	if !ok {
		return nil, ErrState
	}
	return out, nil
}

func (*wrap) Final() ([]byte, error) { return nil, nil }

// seal runs the six rounds over blocks of eight bytes.
func (w *wrap) seal(iv, data []byte) []byte {
	out := append(clone(iv), data...)
	var b [16]byte
	copy(b[:], iv)
	t := uint64(0)
	for range 6 {
		for i := 8; i < len(out); i += 8 {
			t++
			copy(b[8:], out[i:])
			w.block.Encrypt(b[:], b[:])
			binary.BigEndian.PutUint64(b[:], binary.BigEndian.Uint64(b[:])^t)
			copy(out[i:], b[8:])
		}
	}
	copy(out, b[:8])
	return out
}

// unseal is the reverse; it returns what should be the initialization vector, and the data.
func (w *wrap) unseal(data []byte) (iv, out []byte) {
	out = clone(data)
	var b [16]byte
	copy(b[:], out)
	t := uint64(len(out)/8-1) * 6
	for range 6 {
		for i := len(out) - 8; i >= 8; i -= 8 {
			binary.BigEndian.PutUint64(b[:], binary.BigEndian.Uint64(b[:])^t)
			t--
			copy(b[8:], out[i:])
			w.block.Decrypt(b[:], b[:])
			copy(out[i:], b[8:])
		}
	}
	return b[:8], out[8:]
}

func (w *wrap) open(data []byte) ([]byte, bool) {
	if len(data) < 24 || len(data)%8 != 0 {
		return nil, false
	}
	iv, out := w.unseal(data)
	return out, subtle.ConstantTimeCompare(iv, w.iv) == 1
}

func (w *wrap) sealPadded(data []byte) []byte {
	iv := binary.BigEndian.AppendUint32(clone(w.iv), uint32(len(data)))
	data = append(clone(data), make([]byte, (8-len(data)%8)%8)...)
	if len(data) > 8 {
		return w.seal(iv, data)
	}
	out := append(iv, data...)
	w.block.Encrypt(out, out)
	return out
}

func (w *wrap) openPadded(data []byte) ([]byte, bool) {
	if len(data) < 16 || len(data)%8 != 0 {
		return nil, false
	}
	var iv, out []byte
	if len(data) == 16 {
		b := clone(data)
		w.block.Decrypt(b, b)
		iv, out = b[:8], b[8:]
	} else {
		iv, out = w.unseal(data)
	}
	n := int(binary.BigEndian.Uint32(iv[4:]))
	if subtle.ConstantTimeCompare(iv[:4], w.iv) != 1 || n > len(out) || n <= len(out)-8 {
		return nil, false
	}
	for _, c := range out[n:] {
		if c != 0 {
			return nil, false
		}
	}
	return out[:n], true
}
