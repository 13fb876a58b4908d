package keys

import (
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	tags "golang.org/x/crypto/cryptobyte/asn1"
)

// maxBits bounds the numbers of keys that are read: OpenSSL refuses larger ones too.
const maxBits = 16384

// PKCS1Public writes an RSA public key.
func (k *Key) PKCS1Public() []byte { return numbers(k.RSA.N, k.RSA.E) }

// PKCS1Private writes an RSA private key.
func (k *Key) PKCS1Private() []byte {
	r := k.RSA
	return numbers(new(big.Int), r.N, r.E, r.D, r.P, r.Q, r.DP, r.DQ, r.QInv)
}

func numbers(list ...*big.Int) []byte {
	var b cryptobyte.Builder
	b.AddASN1(tags.SEQUENCE, func(b *cryptobyte.Builder) {
		for _, n := range list {
			b.AddASN1BigInt(n)
		}
	})
	return b.BytesOrPanic()
}

func readNumbers(der []byte, count int) ([]*big.Int, error) {
	s := cryptobyte.String(der)
	var seq cryptobyte.String
	if !s.ReadASN1(&seq, tags.SEQUENCE) {
		return nil, errDER
	}
	list := make([]*big.Int, count)
	for i := range list {
		list[i] = new(big.Int)
		if !seq.ReadASN1Integer(list[i]) || list[i].Sign() < 0 || list[i].BitLen() > maxBits {
			return nil, errDER
		}
	}
	return list, nil
}

// ParsePKCS1Public reads an RSA public key.
func ParsePKCS1Public(der []byte) (*Key, error) {
	list, err := readNumbers(der, 2)
	if err != nil {
		return nil, err
	}
	if list[0].Sign() == 0 || list[1].Sign() == 0 {
		return nil, errDER
	}
	return &Key{Type: Public, Algorithm: RSA, RSA: &RSANumbers{N: list[0], E: list[1]}}, nil
}

// ParsePKCS1Private reads an RSA private key.
func ParsePKCS1Private(der []byte) (*Key, error) {
	l, err := readNumbers(der, 9)
	if err != nil {
		return nil, err
	}
	r := &RSANumbers{N: l[1], E: l[2], D: l[3], P: l[4], Q: l[5], DP: l[6], DQ: l[7], QInv: l[8]}
	if !r.consistent() {
		return nil, errDER
	}
	return &Key{Type: Private, Algorithm: RSA, RSA: r}, nil
}

// consistent keeps numbers away that arithmetic would choke on.
func (r *RSANumbers) consistent() bool {
	one := big.NewInt(1)
	return r.P.Cmp(one) > 0 && r.Q.Cmp(one) > 0 && new(big.Int).Mul(r.P, r.Q).Cmp(r.N) == 0 && r.D.Sign() > 0 && r.E.Sign() > 0
}
