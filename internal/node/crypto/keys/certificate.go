package keys

import (
	"golang.org/x/crypto/cryptobyte"
	tags "golang.org/x/crypto/cryptobyte/asn1"
)

// certificateKey reads the public key of a certificate, of whose other fields it only knows the places.
func certificateKey(der []byte) (*Key, error) {
	s := cryptobyte.String(der)
	var certificate, body cryptobyte.String
	if !s.ReadASN1(&certificate, tags.SEQUENCE) || !certificate.ReadASN1(&body, tags.SEQUENCE) ||
		!body.SkipOptionalASN1(context(0)) || !body.SkipASN1(tags.INTEGER) {
		return nil, errDER
	}
	for range 4 { // algorithm, issuer, validity, subject
		if !body.SkipASN1(tags.SEQUENCE) {
			return nil, errDER
		}
	}
	var spki cryptobyte.String
	if !body.ReadASN1Element(&spki, tags.SEQUENCE) {
		return nil, errDER
	}
	return ParseSPKI(spki)
}
