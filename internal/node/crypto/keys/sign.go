package keys

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/subtle"
	"math/big"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
	bitcoinecdsa "github.com/decred/dcrd/dcrec/secp256k1/v4/ecdsa"
	"golang.org/x/crypto/cryptobyte"
	tags "golang.org/x/crypto/cryptobyte/asn1"

	"github.com/wasmglue/wasmglue/internal/node/crypto/digest"
	"github.com/wasmglue/wasmglue/internal/node/crypto/ossl"
)

// Lengths of the salt that mean something else, as in crypto.constants.
const (
	SaltDigest = -1
	SaltAuto   = -2
)

// SignOptions say how a signature is made or checked.
type SignOptions struct {
	Hash    digest.Function
	Padding int // of RSA; 0 is the key's usual one
	Salt    int // of PSS
	MGFHash digest.Function
	Plain   bool // ECDSA signatures are the two numbers one behind the other
}

var (
	errUnsupportedDigest = &ossl.Error{Number: 0x03000098, Library: "digital envelope routines", Reason: "invalid digest", Code: "ERR_OSSL_EVP_INVALID_DIGEST"}
	errPSSTooSmall       = &ossl.Error{Number: 0x0200006E, Library: "rsa routines", Reason: "data too large for key size", Code: "ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_KEY_SIZE"}
)

// OneShot tells keys that sign data and not digests.
func (k *Key) OneShot() bool { return k.Algorithm == Ed25519 }

// CanSign tells keys that sign at all.
func (k *Key) CanSign() bool {
	return k.Algorithm == RSA || k.Algorithm == RSAPSS || k.Algorithm == EC || k.Algorithm == Ed25519
}

// SignData signs data: its digest where the algorithm wants one.
func (k *Key) SignData(data []byte, o SignOptions) ([]byte, error) {
	if k.OneShot() {
		return ed25519.Sign(ed25519.NewKeyFromSeed(k.Own), data), nil
	}
	return k.Sign(o.Hash.Of(data), o)
}

// VerifyData checks a signature of data.
func (k *Key) VerifyData(data, signature []byte, o SignOptions) bool {
	if k.OneShot() {
		return ed25519.Verify(k.Point, data, signature)
	}
	return k.Verify(o.Hash.Of(data), signature, o)
}

func (k *Key) padding(o SignOptions) int {
	switch {
	case o.Padding != 0:
		return o.Padding
	case k.Algorithm == RSAPSS:
		return PaddingPSS
	}
	return PaddingPKCS1
}

// Sign signs a digest.
func (k *Key) Sign(hashed []byte, o SignOptions) ([]byte, error) {
	switch k.Algorithm {
	case EC:
		return k.signEC(hashed, o)
	case RSA, RSAPSS:
	default:
		return nil, ossl.NotSupportedKey
	}
	switch k.padding(o) {
	case PaddingPKCS1:
		if k.Algorithm == RSAPSS {
			return nil, ossl.IllegalPadding
		}
		info, err := digestInfo(hashed, o.Hash.Name)
		if err != nil {
			return nil, err
		}
		return k.RSA.signFirst(info, ossl.DigestTooBig)
	case PaddingPSS:
		return k.signPSS(hashed, o)
	}
	return nil, ossl.IllegalPadding
}

// Verify checks a signature of a digest.
func (k *Key) Verify(hashed, signature []byte, o SignOptions) bool {
	switch k.Algorithm {
	case EC:
		return k.verifyEC(hashed, signature, o)
	case RSA, RSAPSS:
	default:
		return false
	}
	if len(signature) != k.RSA.size() {
		return false
	}
	block, ok := k.RSA.public(signature)
	if !ok {
		return false
	}
	switch k.padding(o) {
	case PaddingPKCS1:
		info, err := digestInfo(hashed, o.Hash.Name)
		if err != nil {
			return false
		}
		want, err := k.RSA.padFirst(info, ossl.DigestTooBig)
		return err == nil && subtle.ConstantTimeCompare(block, want) == 1
	case PaddingPSS:
		return k.verifyPSS(hashed, block, o)
	}
	return false
}

// digestInfo is the digest with the name of its function.
func digestInfo(hashed []byte, name string) ([]byte, error) {
	if name == "md5-sha1" {
		return hashed, nil
	}
	oid := hashOID(name)
	if oid == nil {
		return nil, errUnsupportedDigest
	}
	var b cryptobyte.Builder
	b.AddASN1(tags.SEQUENCE, func(b *cryptobyte.Builder) {
		addHash(b, name)
		b.AddASN1OctetString(hashed)
	})
	return b.BytesOrPanic(), nil
}

func (o SignOptions) mgf() digest.Function {
	if o.MGFHash.New != nil {
		return o.MGFHash
	}
	return o.Hash
}

// signPSS signs with the probabilistic scheme (RFC 8017, 9.1.1).
func (k *Key) signPSS(hashed []byte, o SignOptions) ([]byte, error) {
	bits := k.RSA.N.BitLen() - 1
	size := (bits + 7) / 8
	salt := o.Salt
	switch salt {
	case SaltDigest:
		salt = len(hashed)
	case SaltAuto:
		salt = size - len(hashed) - 2
	}
	if salt < 0 || len(hashed)+salt+2 > size {
		return nil, errPSSTooSmall
	}
	if key := k.RSA.standard(); key != nil && o.Hash.Hash != 0 && o.Hash.Hash.Available() && o.mgf().Name == o.Hash.Name && salt > 0 {
		return rsa.SignPSS(rand.Reader, key, o.Hash.Hash, hashed, &rsa.PSSOptions{SaltLength: salt})
	}
	block := make([]byte, size)
	db, h := block[:size-len(hashed)-1], block[size-len(hashed)-1:size-1]
	own := random(salt)
	copy(h, o.Hash.Of(pssMessage(hashed, own)))
	db[len(db)-salt-1] = 1
	copy(db[len(db)-salt:], own)
	mask(db, o.mgf(), h)
	block[0] &= 0xff >> (8*size - bits)
	block[size-1] = 0xbc
	return k.RSA.private(block)
}

func pssMessage(hashed, salt []byte) []byte {
	return append(append(make([]byte, 8), hashed...), salt...)
}

// verifyPSS checks an opened block (RFC 8017, 9.1.2).
func (k *Key) verifyPSS(hashed, block []byte, o SignOptions) bool {
	bits := k.RSA.N.BitLen() - 1
	size := (bits + 7) / 8
	if len(block) > size {
		if block[0] != 0 {
			return false
		}
		block = block[1:]
	}
	if size < len(hashed)+2 || block[size-1] != 0xbc || block[0]&^(0xff>>(8*size-bits)) != 0 {
		return false
	}
	db, h := block[:size-len(hashed)-1], block[size-len(hashed)-1:size-1]
	mask(db, o.mgf(), h)
	db[0] &= 0xff >> (8*size - bits)
	at := 0
	for at < len(db) && db[at] == 0 {
		at++
	}
	if at == len(db) || db[at] != 1 {
		return false
	}
	salt := db[at+1:]
	if want := o.Salt; want == SaltDigest && len(salt) != len(hashed) || want >= 0 && len(salt) != want {
		return false
	}
	return subtle.ConstantTimeCompare(h, o.Hash.Of(pssMessage(hashed, salt))) == 1
}

func (k *Key) signEC(hashed []byte, o SignOptions) ([]byte, error) {
	var der []byte
	if k.Curve == bitcoin {
		der = bitcoinecdsa.Sign(secp256k1.PrivKeyFromBytes(k.Own), hashed[:min(32, len(hashed))]).Serialize()
	} else {
		key, err := k.ecdsaPrivate()
		if err != nil {
			return nil, err
		}
		if der, err = ecdsa.SignASN1(rand.Reader, key, hashed); err != nil {
			return nil, err
		}
	}
	if !o.Plain {
		return der, nil
	}
	r, s, ok := splitDER(der)
	if !ok {
		return nil, errDER
	}
	out := make([]byte, 2*k.Curve.Size)
	r.FillBytes(out[:k.Curve.Size])
	s.FillBytes(out[k.Curve.Size:])
	return out, nil
}

func splitDER(der []byte) (r, s *big.Int, ok bool) {
	in := cryptobyte.String(der)
	var seq cryptobyte.String
	r, s = new(big.Int), new(big.Int)
	ok = in.ReadASN1(&seq, tags.SEQUENCE) && in.Empty() && seq.ReadASN1Integer(r) && seq.ReadASN1Integer(s) && seq.Empty()
	return r, s, ok && r.Sign() > 0 && s.Sign() > 0
}

func (k *Key) verifyEC(hashed, signature []byte, o SignOptions) bool {
	if o.Plain {
		if len(signature) != 2*k.Curve.Size {
			return false
		}
		signature = numbers(new(big.Int).SetBytes(signature[:k.Curve.Size]), new(big.Int).SetBytes(signature[k.Curve.Size:]))
	}
	if k.Curve != bitcoin {
		key, err := k.ecdsaPublic()
		return err == nil && ecdsa.VerifyASN1(key, hashed, signature)
	}
	r, s, ok := splitDER(signature)
	if !ok || r.BitLen() > 256 || s.BitLen() > 256 {
		return false
	}
	public, err := secp256k1.ParsePubKey(k.Point)
	if err != nil {
		return false
	}
	var rs, ss secp256k1.ModNScalar
	if rs.SetByteSlice(r.Bytes()) || ss.SetByteSlice(s.Bytes()) {
		return false
	}
	return bitcoinecdsa.NewSignature(&rs, &ss).Verify(hashed[:min(32, len(hashed))], public)
}
