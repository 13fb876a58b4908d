// Package keys has the keys of node:crypto: what they are made of, and the forms in which they are written.
package keys

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/subtle"
	"math/big"
	"sync/atomic"
)

// Type tells what a key is for.
type Type string

// The types, as KeyObject.type says them.
const (
	Secret  Type = "secret"
	Public  Type = "public"
	Private Type = "private"
)

// Algorithms, as KeyObject.asymmetricKeyType says them.
const (
	RSA     = "rsa"
	RSAPSS  = "rsa-pss"
	EC      = "ec"
	Ed25519 = "ed25519"
	X25519  = "x25519"
	DH      = "dh"
)

// Key is a key of any kind. It does not change.
type Key struct {
	Type      Type
	Algorithm string
	Secret    []byte // of a secret key

	RSA *RSANumbers
	PSS *PSSParameters // what an rsa-pss key is restricted to; nil for nothing
	DH  *DHNumbers

	Curve *Curve // of an EC key
	Point []byte // public: an uncompressed point, or the 32 bytes of Curve25519
	Own   []byte // private: the scalar or seed
}

// RSANumbers are the numbers of an RSA key; those of the private half are nil in a public one.
type RSANumbers struct {
	N, E, D, P, Q, DP, DQ, QInv *big.Int
	std                         atomic.Pointer[rsa.PrivateKey] // made at its first use
}

// DHNumbers are the numbers of a Diffie-Hellman key.
type DHNumbers struct {
	P, G *big.Int
	Y    *big.Int // public
	X    *big.Int // private
}

// PSSParameters restrict an rsa-pss key.
type PSSParameters struct {
	Hash, MGFHash string
	Salt          int
}

// NewSecret is a secret key of these bytes.
func NewSecret(b []byte) *Key { return &Key{Type: Secret, Secret: append([]byte{}, b...)} }

// Public is the public half of a private key, and a public key itself.
func (k *Key) Public() *Key {
	if k.Type != Private {
		return k
	}
	out := *k
	out.Type = Public
	out.Own = nil
	if k.RSA != nil {
		out.RSA = &RSANumbers{N: k.RSA.N, E: k.RSA.E}
	}
	if k.DH != nil {
		out.DH = &DHNumbers{P: k.DH.P, G: k.DH.G, Y: k.DH.Y}
	}
	return &out
}

// Equal tells whether two keys are the same.
func (k *Key) Equal(o *Key) bool {
	if k.Type != o.Type || k.Algorithm != o.Algorithm {
		return false
	}
	if k.Type == Secret {
		return subtle.ConstantTimeCompare(k.Secret, o.Secret) == 1
	}
	switch {
	case k.RSA != nil:
		return same(k.RSA.N, o.RSA.N) && same(k.RSA.E, o.RSA.E) && same(k.RSA.D, o.RSA.D)
	case k.DH != nil:
		return same(k.DH.P, o.DH.P) && same(k.DH.G, o.DH.G) && same(k.DH.Y, o.DH.Y) && same(k.DH.X, o.DH.X)
	}
	return k.Curve == o.Curve && subtle.ConstantTimeCompare(k.Point, o.Point) == 1 && subtle.ConstantTimeCompare(k.Own, o.Own) == 1
}

func same(a, b *big.Int) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Cmp(b) == 0
}

// NewEd25519 is the private key of a seed.
func NewEd25519(seed []byte) *Key {
	own := append([]byte{}, seed...)
	return &Key{Type: Private, Algorithm: Ed25519, Own: own, Point: ed25519.NewKeyFromSeed(own).Public().(ed25519.PublicKey)}
}

// NewX25519 is the private key of a scalar.
func NewX25519(scalar []byte) (*Key, error) {
	private, err := ecdh.X25519().NewPrivateKey(scalar)
	if err != nil {
		return nil, err
	}
	return &Key{Type: Private, Algorithm: X25519, Own: private.Bytes(), Point: private.PublicKey().Bytes()}, nil
}

// NewEC is the private key of a scalar on a curve.
func NewEC(c *Curve, scalar []byte) (*Key, error) {
	scalar = leftPad(scalar, c.Size)
	point, err := c.public(scalar)
	if err != nil {
		return nil, err
	}
	return &Key{Type: Private, Algorithm: EC, Curve: c, Own: scalar, Point: point}, nil
}

// NewECPublic is the public key of a point in any form.
func NewECPublic(c *Curve, point []byte) (*Key, error) {
	point, err := c.Uncompress(point)
	if err != nil {
		return nil, err
	}
	return &Key{Type: Public, Algorithm: EC, Curve: c, Point: point}, nil
}

func leftPad(b []byte, size int) []byte {
	out := make([]byte, max(size, len(b)))
	copy(out[len(out)-len(b):], b)
	for len(out) > size && out[0] == 0 {
		out = out[1:]
	}
	return out
}
