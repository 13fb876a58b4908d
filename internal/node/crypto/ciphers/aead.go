package ciphers

import "crypto/subtle"

// tagged is what the authenticated ciphers share: the tag made, or the one expected.
type tagged struct {
	encrypt  bool
	length   int
	tag      []byte // made
	expected []byte
}

func (t *tagged) Tag() []byte       { return t.tag }
func (t *tagged) Expect(tag []byte) { t.expected = clone(tag) }

// settle keeps the tag when encrypting, and compares it when decrypting.
func (t *tagged) settle(tag []byte) error {
	if t.encrypt {
		t.tag = tag[:t.length]
		return nil
	}
	if len(t.expected) == 0 || subtle.ConstantTimeCompare(tag[:len(t.expected)], t.expected) != 1 {
		return ErrAuthenticate
	}
	return nil
}
