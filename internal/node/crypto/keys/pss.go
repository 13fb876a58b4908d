package keys

import (
	"encoding/asn1"
	"math/big"
	"strings"

	"golang.org/x/crypto/cryptobyte"
	tags "golang.org/x/crypto/cryptobyte/asn1"
)

// hashOIDs are the object identifiers of hash functions by OpenSSL's names.
func hashOID(name string) asn1.ObjectIdentifier {
	nist := func(n int) asn1.ObjectIdentifier { return asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, n} }
	switch name {
	case "md5":
		return asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 5}
	case "sha1":
		return asn1.ObjectIdentifier{1, 3, 14, 3, 2, 26}
	case "ripemd160":
		return asn1.ObjectIdentifier{1, 3, 36, 3, 2, 1}
	case "sha256":
		return nist(1)
	case "sha384":
		return nist(2)
	case "sha512":
		return nist(3)
	case "sha224":
		return nist(4)
	case "sha512-224":
		return nist(5)
	case "sha512-256":
		return nist(6)
	case "sha3-224":
		return nist(7)
	case "sha3-256":
		return nist(8)
	case "sha3-384":
		return nist(9)
	case "sha3-512":
		return nist(10)
	}
	return nil
}

// identified are the hash functions that have an identifier.
const identified = "sha1 sha224 sha256 sha384 sha512 sha512-224 sha512-256 sha3-224 sha3-256 sha3-384 sha3-512 md5 ripemd160"

func context(n int) tags.Tag { return tags.Tag(n).Constructed().ContextSpecific() }

// marshal writes the restrictions of an rsa-pss key; values that are the default are left out.
func (p *PSSParameters) marshal(b *cryptobyte.Builder) {
	if p == nil {
		return
	}
	b.AddASN1(tags.SEQUENCE, func(b *cryptobyte.Builder) {
		if p.Hash != "sha1" {
			b.AddASN1(context(0), func(b *cryptobyte.Builder) { addHash(b, p.Hash) })
		}
		if p.MGFHash != "sha1" {
			b.AddASN1(context(1), func(b *cryptobyte.Builder) {
				b.AddASN1(tags.SEQUENCE, func(b *cryptobyte.Builder) {
					b.AddASN1ObjectIdentifier(oidMGF1)
					addHash(b, p.MGFHash)
				})
			})
		}
		if p.Salt != 20 {
			b.AddASN1(context(2), func(b *cryptobyte.Builder) { b.AddASN1Int64(int64(p.Salt)) })
		}
	})
}

func addHash(b *cryptobyte.Builder, name string) {
	b.AddASN1(tags.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(hashOID(name))
		b.AddASN1NULL()
	})
}

func (k *Key) parsePSS(id cryptobyte.String) error {
	if id.Empty() {
		return nil
	}
	p := &PSSParameters{"sha1", "sha1", 20}
	var seq, field cryptobyte.String
	var present bool
	if !id.ReadASN1(&seq, tags.SEQUENCE) || !seq.ReadOptionalASN1(&field, &present, context(0)) {
		return errDER
	}
	if present && !readHash(field, &p.Hash) {
		return ErrUnsupported
	}
	if !seq.ReadOptionalASN1(&field, &present, context(1)) {
		return errDER
	}
	if present {
		var mgf cryptobyte.String
		var oid asn1.ObjectIdentifier
		if !field.ReadASN1(&mgf, tags.SEQUENCE) || !mgf.ReadASN1ObjectIdentifier(&oid) || !readHash(mgf, &p.MGFHash) {
			return ErrUnsupported
		}
	}
	if !seq.ReadOptionalASN1(&field, &present, context(2)) {
		return errDER
	}
	if present {
		salt := new(big.Int)
		if !field.ReadASN1Integer(salt) || salt.Sign() < 0 || salt.BitLen() > 16 {
			return errDER
		}
		p.Salt = int(salt.Int64())
	}
	k.PSS = p
	return nil
}

func readHash(s cryptobyte.String, name *string) bool {
	var seq cryptobyte.String
	var oid asn1.ObjectIdentifier
	if !s.ReadASN1(&seq, tags.SEQUENCE) || !seq.ReadASN1ObjectIdentifier(&oid) {
		return false
	}
	*name = hashByOID(oid)
	return *name != ""
}

func hashByOID(oid asn1.ObjectIdentifier) string {
	for name := range strings.FieldsSeq(identified) {
		if hashOID(name).Equal(oid) {
			return name
		}
	}
	return ""
}
