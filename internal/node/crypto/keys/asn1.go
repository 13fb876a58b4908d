package keys

import (
	"encoding/asn1"
	"errors"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	tags "golang.org/x/crypto/cryptobyte/asn1"

	"github.com/wasmglue/wasmglue/internal/node/crypto/ossl"
)

var (
	oidRSA     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}
	oidRSAPSS  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 10}
	oidMGF1    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 8}
	oidDH      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 3, 1}
	oidEC      = asn1.ObjectIdentifier{1, 2, 840, 10045, 2, 1}
	oidX25519  = asn1.ObjectIdentifier{1, 3, 101, 110}
	oidEd25519 = asn1.ObjectIdentifier{1, 3, 101, 112}
)

// ErrUnsupported is for keys of kinds that this package does not have.
var ErrUnsupported = errors.New("unsupported key")

var errDER = ossl.WrongTag

// identifier is what names the algorithm of a key, with its parameters.
func (k *Key) identifier(b *cryptobyte.Builder) {
	b.AddASN1(tags.SEQUENCE, func(b *cryptobyte.Builder) {
		switch k.Algorithm {
		case RSA:
			b.AddASN1ObjectIdentifier(oidRSA)
			b.AddASN1NULL()
		case RSAPSS:
			b.AddASN1ObjectIdentifier(oidRSAPSS)
			k.PSS.marshal(b)
		case EC:
			b.AddASN1ObjectIdentifier(oidEC)
			b.AddASN1ObjectIdentifier(k.Curve.oid)
		case Ed25519:
			b.AddASN1ObjectIdentifier(oidEd25519)
		case X25519:
			b.AddASN1ObjectIdentifier(oidX25519)
		case DH:
			b.AddASN1ObjectIdentifier(oidDH)
			b.AddASN1(tags.SEQUENCE, func(b *cryptobyte.Builder) {
				b.AddASN1BigInt(k.DH.P)
				b.AddASN1BigInt(k.DH.G)
			})
		}
	})
}

// parseIdentifier reads the algorithm of a key into k.
func (k *Key) parseIdentifier(s *cryptobyte.String) error {
	var id cryptobyte.String
	var oid asn1.ObjectIdentifier
	if !s.ReadASN1(&id, tags.SEQUENCE) || !id.ReadASN1ObjectIdentifier(&oid) {
		return errDER
	}
	switch {
	case oid.Equal(oidRSA):
		k.Algorithm = RSA
	case oid.Equal(oidRSAPSS):
		k.Algorithm = RSAPSS
		return k.parsePSS(id)
	case oid.Equal(oidEC):
		k.Algorithm = EC
		var named asn1.ObjectIdentifier
		if !id.ReadASN1ObjectIdentifier(&named) {
			return ErrUnsupported
		}
		if k.Curve = curveByOID(named); k.Curve == nil {
			return ErrUnsupported
		}
	case oid.Equal(oidEd25519):
		k.Algorithm = Ed25519
	case oid.Equal(oidX25519):
		k.Algorithm = X25519
	case oid.Equal(oidDH):
		k.Algorithm = DH
		var params cryptobyte.String
		k.DH = &DHNumbers{P: new(big.Int), G: new(big.Int)}
		if !id.ReadASN1(&params, tags.SEQUENCE) || !params.ReadASN1Integer(k.DH.P) || !params.ReadASN1Integer(k.DH.G) {
			return errDER
		}
	default:
		return ErrUnsupported
	}
	return nil
}

// SPKI writes the public key in the form that all algorithms have in common.
func (k *Key) SPKI() []byte {
	var b cryptobyte.Builder
	b.AddASN1(tags.SEQUENCE, func(b *cryptobyte.Builder) {
		k.identifier(b)
		b.AddASN1BitString(k.publicBits())
	})
	return b.BytesOrPanic()
}

func (k *Key) publicBits() []byte {
	switch k.Algorithm {
	case RSA, RSAPSS:
		return k.PKCS1Public()
	case DH:
		var b cryptobyte.Builder
		b.AddASN1BigInt(k.DH.Y)
		return b.BytesOrPanic()
	}
	return k.Point
}

// ParseSPKI reads a public key.
func ParseSPKI(der []byte) (*Key, error) {
	s := cryptobyte.String(der)
	var outer cryptobyte.String
	if !s.ReadASN1(&outer, tags.SEQUENCE) {
		return nil, errDER
	}
	k := &Key{Type: Public}
	if err := k.parseIdentifier(&outer); err != nil {
		return nil, err
	}
	var bits asn1.BitString
	if !outer.ReadASN1BitString(&bits) || bits.BitLength%8 != 0 {
		return nil, errDER
	}
	return k, k.parsePublicBits(bits.Bytes)
}

func (k *Key) parsePublicBits(b []byte) error {
	switch k.Algorithm {
	case RSA, RSAPSS:
		parsed, err := ParsePKCS1Public(b)
		if err != nil {
			return err
		}
		k.RSA = parsed.RSA
	case EC:
		point, err := k.Curve.Uncompress(b)
		if err != nil {
			return err
		}
		k.Point = point
	case DH:
		s := cryptobyte.String(b)
		k.DH.Y = new(big.Int)
		if !s.ReadASN1Integer(k.DH.Y) {
			return errDER
		}
	default:
		if len(b) != 32 {
			return errDER
		}
		k.Point = append([]byte{}, b...)
	}
	return nil
}

// PKCS8 writes the private key in the form that all algorithms have in common.
func (k *Key) PKCS8() []byte {
	var b cryptobyte.Builder
	b.AddASN1(tags.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(0)
		k.identifier(b)
		b.AddASN1OctetString(k.privateOctets())
	})
	return b.BytesOrPanic()
}

func (k *Key) privateOctets() []byte {
	var b cryptobyte.Builder
	switch k.Algorithm {
	case RSA, RSAPSS:
		return k.PKCS1Private()
	case EC:
		return k.sec1(false)
	case DH:
		b.AddASN1BigInt(k.DH.X)
	default:
		b.AddASN1OctetString(k.Own)
	}
	return b.BytesOrPanic()
}

// ParsePKCS8 reads a private key.
func ParsePKCS8(der []byte) (*Key, error) {
	s := cryptobyte.String(der)
	var outer, octets cryptobyte.String
	var version int64
	if !s.ReadASN1(&outer, tags.SEQUENCE) || !outer.ReadASN1Integer(&version) {
		return nil, errDER
	}
	k := &Key{Type: Private}
	if err := k.parseIdentifier(&outer); err != nil {
		return nil, err
	}
	if !outer.ReadASN1(&octets, tags.OCTET_STRING) {
		return nil, errDER
	}
	return k.parsePrivateOctets(octets)
}

func (k *Key) parsePrivateOctets(octets cryptobyte.String) (*Key, error) {
	switch k.Algorithm {
	case RSA, RSAPSS:
		parsed, err := ParsePKCS1Private(octets)
		if err != nil {
			return nil, err
		}
		k.RSA = parsed.RSA
		return k, nil
	case EC:
		return parseSEC1(octets, k.Curve)
	case DH:
		k.DH.X = new(big.Int)
		if !octets.ReadASN1Integer(k.DH.X) || k.DH.P.Sign() <= 0 || k.DH.P.BitLen() > maxBits {
			return nil, errDER
		}
		k.DH.Y = new(big.Int).Exp(k.DH.G, k.DH.X, k.DH.P)
		return k, nil
	}
	var own cryptobyte.String
	if !octets.ReadASN1(&own, tags.OCTET_STRING) || len(own) != 32 {
		return nil, errDER
	}
	if k.Algorithm == Ed25519 {
		return NewEd25519(own), nil
	}
	return NewX25519(own)
}
