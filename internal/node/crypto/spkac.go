package crypto

import (
	"encoding/asn1"
	"encoding/base64"
	"encoding/pem"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/crypto/cryptobyte"
	tags "golang.org/x/crypto/cryptobyte/asn1"

	"github.com/wasmglue/wasmglue/internal/node/crypto/digest"
	"github.com/wasmglue/wasmglue/internal/node/crypto/keys"
)

// spkac is a key with a challenge, signed by its own private half: what the keygen element of HTML once sent.
type spkac struct {
	signed    []byte // what the signature is of
	spki      []byte
	challenge string
	algorithm asn1.ObjectIdentifier
	signature []byte
}

func parseSPKAC(text []byte) (*spkac, bool) {
	der, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(strings.TrimRight(string(text), "\x00")), ""))
	if err != nil {
		return nil, false
	}
	s := cryptobyte.String(der)
	var outer, signed, spki, challenge, algorithm cryptobyte.String
	var bits asn1.BitString
	p := &spkac{}
	if !s.ReadASN1(&outer, tags.SEQUENCE) || !outer.ReadASN1Element(&signed, tags.SEQUENCE) || !outer.ReadASN1(&algorithm, tags.SEQUENCE) ||
		!algorithm.ReadASN1ObjectIdentifier(&p.algorithm) || !outer.ReadASN1BitString(&bits) {
		return nil, false
	}
	p.signed, p.signature = signed, bits.Bytes
	var inner cryptobyte.String
	if !signed.ReadASN1(&inner, tags.SEQUENCE) || !inner.ReadASN1Element(&spki, tags.SEQUENCE) || !inner.ReadASN1(&challenge, tags.IA5String) {
		return nil, false
	}
	p.spki, p.challenge = spki, string(challenge)
	return p, true
}

// hash is the hash function of the signature.
func (p *spkac) hash() (digest.Function, bool) {
	names := map[string]string{
		"1.2.840.113549.1.1.4": "md5", "1.2.840.113549.1.1.5": "sha1", "1.2.840.113549.1.1.11": "sha256", "1.2.840.113549.1.1.12": "sha384",
		"1.2.840.113549.1.1.13": "sha512", "1.2.840.10045.4.3.2": "sha256", "1.2.840.10045.4.3.3": "sha384", "1.2.840.10045.4.3.4": "sha512",
	}
	return digest.Lookup(names[p.algorithm.String()])
}

// verifySPKAC(spkac)
func (n natives) verifySPKAC(c goja.FunctionCall) goja.Value {
	p, ok := parseSPKAC(n.bytes(c.Argument(0)))
	if !ok {
		return n.bool(false)
	}
	k, err := keys.ParseSPKI(p.spki)
	f, known := p.hash()
	return n.bool(err == nil && known && k.VerifyData(p.signed, p.signature, keys.SignOptions{Hash: f}))
}

// keyOfSPKAC(spkac) is the key in PEM, an empty string where there is none.
func (n natives) keyOfSPKAC(c goja.FunctionCall) goja.Value {
	p, ok := parseSPKAC(n.bytes(c.Argument(0)))
	if !ok {
		return n.Runtime.ToValue("")
	}
	return n.NewBuffer(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: p.spki}))
}

// challengeOfSPKAC(spkac)
func (n natives) challengeOfSPKAC(c goja.FunctionCall) goja.Value {
	p, ok := parseSPKAC(n.bytes(c.Argument(0)))
	if !ok {
		return n.Runtime.ToValue("")
	}
	return n.NewBuffer([]byte(p.challenge))
}
