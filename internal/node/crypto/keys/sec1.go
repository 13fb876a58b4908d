package keys

import (
	"encoding/asn1"

	"golang.org/x/crypto/cryptobyte"
	tags "golang.org/x/crypto/cryptobyte/asn1"
)

// SEC1 writes an EC private key.
func (k *Key) SEC1() []byte { return k.sec1(true) }

func (k *Key) sec1(named bool) []byte {
	var b cryptobyte.Builder
	b.AddASN1(tags.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(1)
		b.AddASN1OctetString(k.Own)
		if named {
			b.AddASN1(tags.Tag(0).Constructed().ContextSpecific(), func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(k.Curve.oid) })
		}
		b.AddASN1(tags.Tag(1).Constructed().ContextSpecific(), func(b *cryptobyte.Builder) { b.AddASN1BitString(k.Point) })
	})
	return b.BytesOrPanic()
}

// ParseSEC1 reads an EC private key.
func ParseSEC1(der []byte) (*Key, error) { return parseSEC1(der, nil) }

func parseSEC1(der []byte, c *Curve) (*Key, error) {
	s := cryptobyte.String(der)
	var seq, own, params cryptobyte.String
	var version int64
	var present bool
	if !s.ReadASN1(&seq, tags.SEQUENCE) || !seq.ReadASN1Integer(&version) || !seq.ReadASN1(&own, tags.OCTET_STRING) ||
		!seq.ReadOptionalASN1(&params, &present, tags.Tag(0).Constructed().ContextSpecific()) {
		return nil, errDER
	}
	if present {
		var oid asn1.ObjectIdentifier
		if !params.ReadASN1ObjectIdentifier(&oid) {
			return nil, ErrUnsupported
		}
		c = curveByOID(oid)
	}
	if c == nil {
		return nil, ErrUnsupported
	}
	return NewEC(c, own)
}
