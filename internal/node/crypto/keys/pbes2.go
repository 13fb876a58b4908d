package keys

import (
	"crypto/pbkdf2"
	"crypto/sha1"
	"encoding/asn1"
	"hash"

	"golang.org/x/crypto/cryptobyte"
	tags "golang.org/x/crypto/cryptobyte/asn1"
	"golang.org/x/crypto/scrypt"

	"github.com/wasmglue/wasmglue/internal/node/crypto/ciphers"
	"github.com/wasmglue/wasmglue/internal/node/crypto/digest"
	"github.com/wasmglue/wasmglue/internal/node/crypto/ossl"
)

// Encrypted private keys: PKCS #8 with PBES2 (RFC 8018).

var (
	oidPBES2  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 13}
	oidPBKDF2 = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 12}
	oidScrypt = asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 11591, 4, 11}
)

// Bounds of what a key may ask for: its sender decides how much work opening it is.
const (
	maxIterations = 10_000_000
	maxScryptCost = 1 << 20
)

func cipherOID(name string) asn1.ObjectIdentifier {
	if name == "des-ede3-cbc" {
		return asn1.ObjectIdentifier{1, 2, 840, 113549, 3, 7}
	}
	for i, mode := range aesModes {
		for j, size := range aesSizes {
			if name == "aes-"+size+"-"+mode {
				return asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1, 20*j + i + 1}
			}
		}
	}
	return nil
}

// The modes and sizes of AES that have identifiers here, in the order of these.
var (
	aesModes = [...]string{"ecb", "cbc", "ofb", "cfb"}
	aesSizes = [...]string{"128", "192", "256"}
)

// pseudoRandom is the hash function under HMAC with this identifier.
func pseudoRandom(oid asn1.ObjectIdentifier) func() hash.Hash {
	for i, name := range []string{"sha1", "sha224", "sha256", "sha384", "sha512", "sha512-224", "sha512-256"} {
		if oid.Equal(asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 7 + i}) {
			f, _ := digest.Lookup(name)
			return f.New
		}
	}
	return nil
}

// isEncrypted tells an encrypted private key from a bare one, which begins with a version.
func isEncrypted(der []byte) bool {
	s := cryptobyte.String(der)
	var outer cryptobyte.String
	return s.ReadASN1(&outer, tags.SEQUENCE) && outer.PeekASN1Tag(tags.SEQUENCE)
}

func encryptPKCS8(der []byte, info ciphers.Info, iv, passphrase []byte) ([]byte, error) {
	oid := cipherOID(info.Name)
	if oid == nil {
		return nil, ErrUnsupported
	}
	const iterations = 2048
	salt := random(16)
	f, _ := digest.Lookup("sha256")
	key, err := pbkdf2.Key(f.New, string(passphrase), salt, iterations, info.KeyLength)
	if err != nil {
		return nil, err
	}
	sealed, err := encryptWith(info, key, iv, der)
	var b cryptobyte.Builder
	b.AddASN1(tags.SEQUENCE, func(b *cryptobyte.Builder) {
		addScheme(b, oidPBES2, func(b *cryptobyte.Builder) {
			addScheme(b, oidPBKDF2, func(b *cryptobyte.Builder) {
				b.AddASN1OctetString(salt)
				b.AddASN1Int64(iterations)
				b.AddASN1(tags.SEQUENCE, func(b *cryptobyte.Builder) {
					b.AddASN1ObjectIdentifier(asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 9})
					b.AddASN1NULL()
				})
			})
			b.AddASN1(tags.SEQUENCE, func(b *cryptobyte.Builder) {
				b.AddASN1ObjectIdentifier(oid)
				if len(iv) == 0 {
					b.AddASN1NULL()
					return
				}
				b.AddASN1OctetString(iv)
			})
		})
		b.AddASN1OctetString(sealed)
	})
	return b.BytesOrPanic(), err
}

func addScheme(b *cryptobyte.Builder, oid asn1.ObjectIdentifier, params func(*cryptobyte.Builder)) {
	b.AddASN1(tags.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(oid)
		b.AddASN1(tags.SEQUENCE, params)
	})
}

func readScheme(s *cryptobyte.String, oid *asn1.ObjectIdentifier, params *cryptobyte.String) bool {
	var seq cryptobyte.String
	return s.ReadASN1(&seq, tags.SEQUENCE) && seq.ReadASN1ObjectIdentifier(oid) && seq.ReadASN1(params, tags.SEQUENCE)
}

func decryptPKCS8(der []byte, source Source) (*Key, error) {
	s := cryptobyte.String(der)
	var outer, params, derivation, encryption, iv, sealed cryptobyte.String
	var scheme, function, cipherID asn1.ObjectIdentifier
	if !s.ReadASN1(&outer, tags.SEQUENCE) || !readScheme(&outer, &scheme, &params) || !outer.ReadASN1(&sealed, tags.OCTET_STRING) {
		return nil, errDER
	}
	if !source.Protected {
		return nil, ErrPassphrase
	}
	if !scheme.Equal(oidPBES2) {
		return nil, ossl.Unsupported
	}
	if !readScheme(&params, &function, &derivation) || !params.ReadASN1(&encryption, tags.SEQUENCE) ||
		!encryption.ReadASN1ObjectIdentifier(&cipherID) {
		return nil, errDER
	}
	_ = encryption.ReadASN1(&iv, tags.OCTET_STRING) // a mode may have none: its length is checked below
	info, ok := cipherByOID(cipherID)
	if !ok || len(iv) != info.IVLength {
		return nil, ossl.Unsupported
	}
	key, err := derive(function, derivation, source.Passphrase, info.KeyLength)
	if err != nil {
		return nil, err
	}
	plain, err := decryptWith(info, key, iv, sealed)
	if err != nil {
		return nil, err
	}
	return ParsePKCS8(plain)
}

func cipherByOID(oid asn1.ObjectIdentifier) (ciphers.Info, bool) {
	for _, mode := range aesModes {
		for _, size := range aesSizes {
			if name := "aes-" + size + "-" + mode; cipherOID(name).Equal(oid) {
				return ciphers.Lookup(name)
			}
		}
	}
	if cipherOID("des-ede3-cbc").Equal(oid) {
		return ciphers.Lookup("des-ede3-cbc")
	}
	return ciphers.Info{}, false
}

func derive(function asn1.ObjectIdentifier, params cryptobyte.String, passphrase []byte, size int) ([]byte, error) {
	var salt cryptobyte.String
	if !params.ReadASN1(&salt, tags.OCTET_STRING) {
		return nil, errDER
	}
	if function.Equal(oidScrypt) {
		var n, r, p int64
		if !params.ReadASN1Integer(&n) || !params.ReadASN1Integer(&r) || !params.ReadASN1Integer(&p) {
			return nil, errDER
		}
		if n > maxScryptCost || r < 1 || r > 32 || p < 1 || p > 32 || n*r > maxScryptCost {
			return nil, ossl.MemoryLimit
		}
		return scrypt.Key(passphrase, salt, int(n), int(r), int(p), size)
	}
	var iterations int64
	if !function.Equal(oidPBKDF2) {
		return nil, ossl.Unsupported
	}
	if !params.ReadASN1Integer(&iterations) || iterations < 1 || iterations > maxIterations {
		return nil, errDER
	}
	if params.PeekASN1Tag(tags.INTEGER) {
		var length int64
		if !params.ReadASN1Integer(&length) {
			return nil, errDER
		}
	}
	f := sha1.New
	if !params.Empty() {
		var id cryptobyte.String
		var oid asn1.ObjectIdentifier
		if !params.ReadASN1(&id, tags.SEQUENCE) || !id.ReadASN1ObjectIdentifier(&oid) {
			return nil, errDER
		}
		if f = pseudoRandom(oid); f == nil {
			return nil, ossl.Unsupported
		}
	}
	return pbkdf2.Key(f, string(passphrase), salt, int(iterations), size)
}
