package keys

import (
	"crypto/md5"
	"crypto/rand"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"strings"

	"github.com/wasmglue/wasmglue/internal/node/crypto/ciphers"
	"github.com/wasmglue/wasmglue/internal/node/crypto/ossl"
)

// ErrPassphrase says that a key is encrypted and no passphrase was given.
var ErrPassphrase = errors.New("passphrase required for encrypted key")

// Source is a key as a program gives it.
type Source struct {
	Data       []byte
	Format     string // "pem" or "der"
	Encoding   string // of DER: "pkcs1", "pkcs8", "spki", "sec1"
	Passphrase []byte
	Protected  bool // a passphrase was given, if only an empty one
}

// ParsePrivate reads a private key.
func ParsePrivate(s Source) (*Key, error) {
	if s.Format == "der" {
		return privateDER(s)
	}
	for rest := s.Data; ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			return nil, ossl.Unsupported
		}
		switch block.Type {
		case "PRIVATE KEY":
			return decoded(ParsePKCS8(block.Bytes))
		case "ENCRYPTED PRIVATE KEY":
			if !s.Protected {
				return nil, ossl.NoPassphrase(false)
			}
			return decryptPKCS8(block.Bytes, s)
		case "RSA PRIVATE KEY", "EC PRIVATE KEY":
			der, err := decryptTraditional(block, s)
			if err != nil {
				return nil, err
			}
			if block.Type == "EC PRIVATE KEY" {
				return decoded(ParseSEC1(der))
			}
			return decoded(ParsePKCS1Private(der))
		}
	}
}

// decoded tells whatever is wrong with a private key in the words of OpenSSL's decoders.
func decoded(k *Key, err error) (*Key, error) {
	if err != nil {
		return nil, ossl.Unsupported
	}
	return k, nil
}

// ErrEmpty is for a private key of no bytes.
var ErrEmpty = errors.New("failed to read private key")

func privateDER(s Source) (*Key, error) {
	switch s.Encoding {
	case "pkcs1":
		return decoded(ParsePKCS1Private(s.Data))
	case "sec1":
		return decoded(ParseSEC1(s.Data))
	}
	switch len(s.Data) {
	case 0:
		return nil, ErrEmpty
	case 1:
		return nil, ossl.HeaderTooLong
	}
	if isEncrypted(s.Data) {
		return decryptPKCS8(s.Data, s)
	}
	return ParsePKCS8(s.Data)
}

// ParsePublic reads a public key, or the public half of a private one or of a certificate.
func ParsePublic(s Source) (*Key, error) {
	if s.Format == "der" {
		switch s.Encoding {
		case "pkcs1":
			if k, err := ParsePKCS1Public(s.Data); err == nil {
				return k, nil
			}
		case "spki":
			if len(s.Data) < 2 {
				return nil, ossl.HeaderTooLong
			}
			return ParseSPKI(s.Data)
		}
		k, err := privateDER(s)
		if err != nil {
			return nil, err
		}
		return k.Public(), nil
	}
	for rest := s.Data; ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		switch block.Type {
		case "PUBLIC KEY":
			return ParseSPKI(block.Bytes)
		case "RSA PUBLIC KEY":
			return ParsePKCS1Public(block.Bytes)
		case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE":
			return certificateKey(block.Bytes)
		}
	}
	k, err := ParsePrivate(s)
	if err != nil {
		return nil, err
	}
	return k.Public(), nil
}

// decryptTraditional opens a PEM block that is encrypted as OpenSSL's first versions did.
func decryptTraditional(block *pem.Block, s Source) ([]byte, error) {
	info, ok := block.Headers["DEK-Info"]
	if !ok {
		return block.Bytes, nil
	}
	if !s.Protected {
		return nil, ossl.NoPassphrase(true)
	}
	name, salt, _ := strings.Cut(info, ",")
	iv, err := hex.DecodeString(strings.TrimSpace(salt))
	found, known := ciphers.Lookup(name)
	if err != nil || !known || cipherOID(found.Name) == nil || len(iv) < 8 || len(iv) != found.IVLength {
		return nil, ossl.Unsupported
	}
	return decryptWith(found, BytesToKey(s.Passphrase, iv[:8], found.KeyLength), iv, block.Bytes)
}

func decryptWith(info ciphers.Info, key, iv, data []byte) ([]byte, error) {
	state, err := info.New(key, iv, false, 0)
	if err != nil {
		return nil, err
	}
	out, err := state.Update(data)
	if err != nil {
		return nil, err
	}
	rest, err := state.Final()
	return append(out, rest...), err
}

func encryptWith(info ciphers.Info, key, iv, data []byte) ([]byte, error) {
	state, err := info.New(key, iv, true, 0)
	if err != nil {
		return nil, err
	}
	out, _ := state.Update(data)
	rest, err := state.Final()
	return append(out, rest...), err
}

// BytesToKey is OpenSSL's old derivation of keys from passphrases, with MD5 once.
func BytesToKey(passphrase, salt []byte, size int) []byte {
	var out, last []byte
	for len(out) < size {
		h := md5.New()
		_, _ = h.Write(last)
		_, _ = h.Write(passphrase)
		_, _ = h.Write(salt)
		last = h.Sum(nil)
		out = append(out, last...)
	}
	return out[:size]
}

// Target is the form in which a key is wanted.
type Target struct {
	Format     string // "pem" or "der"
	Encoding   string // "pkcs1", "pkcs8", "spki", "sec1"
	Cipher     string // "" for none
	Passphrase []byte
}

// ErrForm is for forms that a kind of key is not written in.
var ErrForm = errors.New("unsupported form")

// Export writes the key.
func (k *Key) Export(t Target) ([]byte, error) {
	label, der, err := k.der(t.Encoding)
	if err != nil {
		return nil, err
	}
	block := &pem.Block{Type: label, Bytes: der}
	if t.Cipher != "" {
		if err := protect(block, t); err != nil {
			return nil, err
		}
	}
	if t.Format == "der" {
		return block.Bytes, nil
	}
	return pem.EncodeToMemory(block), nil
}

func (k *Key) der(encoding string) (label string, der []byte, err error) {
	switch {
	case encoding == "pkcs1" && k.Algorithm == RSA && k.Type == Private:
		return "RSA PRIVATE KEY", k.PKCS1Private(), nil
	case encoding == "pkcs1" && k.Algorithm == RSA:
		return "RSA PUBLIC KEY", k.PKCS1Public(), nil
	case encoding == "sec1" && k.Algorithm == EC && k.Type == Private:
		return "EC PRIVATE KEY", k.SEC1(), nil
	case encoding == "pkcs8" && k.Type == Private:
		return "PRIVATE KEY", k.PKCS8(), nil
	case encoding == "spki" && k.Type == Public:
		return "PUBLIC KEY", k.SPKI(), nil
	}
	return "", nil, ErrForm
}

// protect encrypts what is in the block.
func protect(block *pem.Block, t Target) error {
	info, ok := ciphers.Lookup(t.Cipher)
	if !ok || cipherOID(info.Name) == nil {
		return ErrUnsupported
	}
	iv := random(info.IVLength)
	if t.Encoding == "pkcs8" {
		der, err := encryptPKCS8(block.Bytes, info, iv, t.Passphrase)
		block.Type, block.Bytes = "ENCRYPTED PRIVATE KEY", der
		return err
	}
	if len(iv) < 8 {
		return ErrUnsupported
	}
	der, err := encryptWith(info, BytesToKey(t.Passphrase, iv[:8], info.KeyLength), iv, block.Bytes)
	block.Bytes = der
	block.Headers = map[string]string{"Proc-Type": "4,ENCRYPTED", "DEK-Info": strings.ToUpper(info.Name) + "," + strings.ToUpper(hex.EncodeToString(iv))}
	return err
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return b
}
