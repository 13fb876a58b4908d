package keys

import (
	"crypto/ecdh"
	"errors"
	"math/big"

	"github.com/wasmglue/wasmglue/internal/node/crypto/ossl"
)

// ErrMismatch is for two keys that have nothing in common.
var ErrMismatch = errors.New("incompatible key types")

var errDerivation = &ossl.Error{Number: 0x1C8000A0, Library: "Provider routines", Reason: "failed during derivation", Code: "ERR_OSSL_FAILED_DURING_DERIVATION"}

// Agree is the secret that a private key and another's public one have in common.
func (k *Key) Agree(other *Key) ([]byte, error) {
	switch {
	case k.Algorithm != other.Algorithm:
		return nil, ErrMismatch
	case k.Curve != other.Curve, k.DH != nil && k.DH.P.Cmp(other.DH.P) != 0:
		return nil, ossl.Mismatching
	}
	switch k.Algorithm {
	case EC:
		return k.Curve.Shared(k.Own, other.Point)
	case X25519:
		private, err := ecdh.X25519().NewPrivateKey(k.Own)
		if err != nil {
			return nil, err
		}
		public, err := ecdh.X25519().NewPublicKey(other.Point)
		if err != nil {
			return nil, err
		}
		shared, err := private.ECDH(public)
		if err != nil {
			return nil, errDerivation
		}
		return shared, nil
	case DH:
		return AgreeDH(k.DH.P, k.DH.X, other.DH.Y), nil
	}
	return nil, ErrMismatch
}

// AgreeDH is the secret of a Diffie-Hellman exchange, as long as the modulus.
func AgreeDH(p, own, other *big.Int) []byte {
	return new(big.Int).Exp(other, own, p).FillBytes(make([]byte, (p.BitLen()+7)/8))
}
