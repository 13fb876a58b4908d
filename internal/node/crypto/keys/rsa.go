package keys

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/subtle"
	"math/big"

	"github.com/wasmglue/wasmglue/internal/node/crypto/digest"
	"github.com/wasmglue/wasmglue/internal/node/crypto/ossl"
)

// Paddings, as in crypto.constants.
const (
	PaddingPKCS1 = 1
	PaddingNone  = 3
	PaddingOAEP  = 4
	PaddingPSS   = 6
)

// standard is the key as the standard library has it; nil where it refuses: it takes no keys below 1024 bits, and small exponents only.
func (r *RSANumbers) standard() *rsa.PrivateKey {
	if key := r.std.Load(); key != nil {
		return key
	}
	if r.N.BitLen() < 1024 || !r.E.IsInt64() || r.E.BitLen() > 31 || r.D == nil {
		return nil
	}
	key := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: r.N, E: int(r.E.Int64())}, D: r.D, Primes: []*big.Int{r.P, r.Q}}
	key.Precompute()
	r.std.Store(key)
	return key
}

func (r *RSANumbers) size() int { return (r.N.BitLen() + 7) / 8 }

// public is the operation of the public half on a block; false for a number that is too large.
func (r *RSANumbers) public(block []byte) ([]byte, bool) {
	m := new(big.Int).SetBytes(block)
	if m.Cmp(r.N) >= 0 || r.N.Sign() == 0 {
		return nil, false
	}
	return m.Exp(m, r.E, r.N).FillBytes(make([]byte, r.size())), true
}

// private is the operation of the private half. It is blinded: how long it takes must not tell of the key.
func (r *RSANumbers) private(block []byte) ([]byte, error) {
	c := new(big.Int).SetBytes(block)
	if c.Cmp(r.N) >= 0 {
		return nil, ossl.DataTooLargeMod
	}
	var blind, unblind *big.Int
	for unblind == nil {
		var err error
		if blind, err = rand.Int(rand.Reader, r.N); err != nil {
			return nil, err
		}
		unblind = new(big.Int).ModInverse(blind, r.N)
	}
	c.Mul(c, blind.Exp(blind, r.E, r.N)).Mod(c, r.N)
	m := new(big.Int).Exp(c, r.D, r.N)
	m.Mul(m, unblind).Mod(m, r.N)
	return m.FillBytes(make([]byte, r.size())), nil
}

// padFirst is the block of PKCS #1 version 1.5 for signatures.
func (r *RSANumbers) padFirst(data []byte, tooLarge error) ([]byte, error) {
	size := r.size()
	if len(data)+11 > size {
		return nil, tooLarge
	}
	block := make([]byte, size)
	block[1] = 1
	for i := 2; i < size-len(data)-1; i++ {
		block[i] = 0xff
	}
	copy(block[size-len(data):], data)
	return block, nil
}

// signFirst signs data, padded as PKCS #1 version 1.5 says.
func (r *RSANumbers) signFirst(data []byte, tooLarge error) ([]byte, error) {
	block, err := r.padFirst(data, tooLarge)
	if err != nil {
		return nil, err
	}
	if key := r.standard(); key != nil {
		return rsa.SignPKCS1v15(rand.Reader, key, 0, data)
	}
	return r.private(block)
}

// RSAOptions say how to encrypt or decrypt.
type RSAOptions struct {
	Padding int
	Hash    digest.Function // of OAEP
	Label   []byte
}

// Encrypt encrypts for the owner of the key.
func (k *Key) Encrypt(data []byte, o RSAOptions) ([]byte, error) {
	r, size := k.RSA, k.RSA.size()
	if k.Algorithm == RSAPSS {
		return nil, ossl.NotSupportedKey
	}
	switch o.Padding {
	case PaddingNone:
		return r.encryptBare(data)
	case PaddingPKCS1:
		if len(data)+11 > size {
			return nil, ossl.DataTooLarge
		}
		block := make([]byte, size)
		block[1] = 2
		fill := block[2 : size-len(data)-1]
		_, _ = rand.Read(fill)
		for i := range fill {
			for fill[i] == 0 {
				_, _ = rand.Read(fill[i : i+1])
			}
		}
		copy(block[size-len(data):], data)
		out, _ := r.public(block)
		return out, nil
	case PaddingOAEP:
		return r.encryptOAEP(data, o)
	}
	return nil, ossl.UnknownPadding
}

func (r *RSANumbers) encryptBare(data []byte) ([]byte, error) {
	if err := r.whole(data); err != nil {
		return nil, err
	}
	out, ok := r.public(data)
	if !ok {
		return nil, ossl.DataTooLargeMod
	}
	return out, nil
}

// whole checks that data has the size of the modulus.
func (r *RSANumbers) whole(data []byte) error {
	switch {
	case len(data) > r.size():
		return ossl.DataTooLarge
	case len(data) < r.size():
		return ossl.DataTooSmall
	}
	return nil
}

// Decrypt opens what was encrypted for the key. There is no padding of PKCS #1 version 1.5 here: answering whether it is right betrays the data.
func (k *Key) Decrypt(data []byte, o RSAOptions) ([]byte, error) {
	r := k.RSA
	if k.Algorithm == RSAPSS {
		return nil, ossl.NotSupportedKey
	}
	if len(data) > r.size() {
		return nil, ossl.WrongDataLength
	}
	switch o.Padding {
	case PaddingNone:
		if err := r.whole(data); err != nil {
			return nil, err
		}
		return r.private(data)
	case PaddingOAEP:
		return r.decryptOAEP(data, o)
	}
	return nil, ossl.IllegalPadding
}

// PrivateEncrypt makes a block that PublicDecrypt opens.
func (k *Key) PrivateEncrypt(data []byte, padding int) ([]byte, error) {
	if k.Algorithm == RSAPSS {
		return nil, ossl.IllegalPadding
	}
	switch padding {
	case PaddingNone:
		if err := k.RSA.whole(data); err != nil {
			return nil, err
		}
		return k.RSA.private(data)
	case PaddingPKCS1:
		return k.RSA.signFirst(data, ossl.DataTooLarge)
	}
	return nil, ossl.IllegalPadding
}

// PublicDecrypt opens what PrivateEncrypt made.
func (k *Key) PublicDecrypt(data []byte, padding int) ([]byte, error) {
	if len(data) > k.RSA.size() {
		return nil, ossl.WrongDataLength
	}
	block, ok := k.RSA.public(data)
	if !ok {
		return nil, ossl.DataTooLargeMod
	}
	switch padding {
	case PaddingNone:
		return block, nil
	case PaddingPKCS1:
		i := 2
		for i < len(block) && block[i] == 0xff {
			i++
		}
		if block[0] != 0 || block[1] != 1 {
			return nil, ossl.NotBlockOne
		}
		if len(block) < 11 || block[0] != 0 || block[1] != 1 || i < 10 || i == len(block) || block[i] != 0 {
			return nil, ossl.BadPadding
		}
		return block[i+1:], nil
	}
	return nil, ossl.IllegalPadding
}

// mask is the function MGF1: it puts the hash of seed and a counter over the bytes.
func mask(out []byte, f digest.Function, seed []byte) {
	var counter [4]byte
	for len(out) > 0 {
		pad := f.Of(append(append([]byte(nil), seed...), counter[:]...))
		n := subtle.XORBytes(out, out, pad)
		out = out[n:]
		counter[3]++
		if counter[3] == 0 {
			counter[2]++
		}
	}
}

func (r *RSANumbers) encryptOAEP(data []byte, o RSAOptions) ([]byte, error) {
	size, h := r.size(), o.Hash.Size
	if len(data) > size-2*h-2 {
		return nil, ossl.DataTooLarge
	}
	block := make([]byte, size)
	seed, db := block[1:1+h], block[1+h:]
	copy(db, o.Hash.Of(o.Label))
	db[len(db)-len(data)-1] = 1
	copy(db[len(db)-len(data):], data)
	_, _ = rand.Read(seed)
	mask(db, o.Hash, seed)
	mask(seed, o.Hash, db)
	out, _ := r.public(block)
	return out, nil
}

func (r *RSANumbers) decryptOAEP(data []byte, o RSAOptions) ([]byte, error) {
	if key := r.standard(); key != nil && len(data) == r.size() {
		out, err := rsa.DecryptOAEP(o.Hash.New(), nil, key, data, o.Label)
		if err != nil {
			return nil, ossl.OAEPDecoding
		}
		return out, nil
	}
	block, err := r.private(data)
	h := o.Hash.Size
	if err != nil || len(block) < 2*h+2 {
		return nil, ossl.OAEPDecoding
	}
	seed, db := block[1:1+h], block[1+h:]
	mask(seed, o.Hash, db)
	mask(db, o.Hash, seed)
	good := subtle.ConstantTimeByteEq(block[0], 0) & subtle.ConstantTimeCompare(db[:h], o.Hash.Of(o.Label))
	// Look for the 1 before the data without betraying where it is.
	looking, at := 1, 0
	for i, c := range db[h:] {
		one, zero := subtle.ConstantTimeByteEq(c, 1), subtle.ConstantTimeByteEq(c, 0)
		at = subtle.ConstantTimeSelect(looking&one, i, at)
		good &= 1 ^ looking&(1^one)&(1^zero)
		looking &= 1 ^ one
	}
	if good&(1^looking) != 1 {
		return nil, ossl.OAEPDecoding
	}
	return db[h+at+1:], nil
}
