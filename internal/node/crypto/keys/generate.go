package keys

import (
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"math/big"
)

// Node tells these by their text alone.
var (
	errExponent = errors.New("error:020000B2:rsa routines::pub exponent out of range")
	errKeySize  = errors.New("error:1C8000AB:Provider routines::key size too small")
)

// GenerateRSA makes an RSA key pair.
func GenerateRSA(bits int, exponent *big.Int) (*Key, error) {
	switch {
	case bits < 512:
		return nil, errKeySize
	case bits > maxBits:
		return nil, errors.New("modulus too large")
	case exponent.Bit(0) == 0 || exponent.Cmp(big.NewInt(3)) < 0:
		return nil, errExponent
	}
	if bits >= 1024 && exponent.Cmp(big.NewInt(65537)) == 0 {
		key, err := rsa.GenerateKey(rand.Reader, bits)
		if err != nil {
			return nil, err
		}
		return rsaKey(big.NewInt(65537), key.Primes[0], key.Primes[1]), nil
	}
	return searchRSA(bits, exponent)
}

// searchRSA makes the keys that the standard library refuses to make: small ones, and those with an exponent of their own.
func searchRSA(bits int, exponent *big.Int) (*Key, error) {
	one := big.NewInt(1)
	for {
		p, err := rand.Prime(rand.Reader, (bits+1)/2)
		if err != nil {
			return nil, err
		}
		q, err := rand.Prime(rand.Reader, bits/2)
		if err != nil {
			return nil, err
		}
		phi := new(big.Int).Mul(new(big.Int).Sub(p, one), new(big.Int).Sub(q, one))
		if p.Cmp(q) == 0 || new(big.Int).Mul(p, q).BitLen() != bits || new(big.Int).GCD(nil, nil, exponent, phi).Cmp(one) != 0 {
			continue
		}
		return rsaKey(exponent, p, q), nil
	}
}

func rsaKey(e, p, q *big.Int) *Key {
	one := big.NewInt(1)
	if p.Cmp(q) < 0 {
		p, q = q, p
	}
	p1, q1 := new(big.Int).Sub(p, one), new(big.Int).Sub(q, one)
	lambda := new(big.Int).Div(new(big.Int).Mul(p1, q1), new(big.Int).GCD(nil, nil, p1, q1))
	d := new(big.Int).ModInverse(e, lambda)
	return &Key{Type: Private, Algorithm: RSA, RSA: &RSANumbers{
		N: new(big.Int).Mul(p, q), E: new(big.Int).Set(e), D: d, P: p, Q: q,
		DP: new(big.Int).Mod(d, p1), DQ: new(big.Int).Mod(d, q1), QInv: new(big.Int).ModInverse(q, p),
	}}
}

// GenerateEC makes a key pair on a curve.
func GenerateEC(c *Curve) (*Key, error) {
	// A number below the order, and not 0: with the same chance each.
	limit := new(big.Int).Sub(c.Order(), big.NewInt(1))
	n, err := rand.Int(rand.Reader, limit)
	if err != nil {
		return nil, err
	}
	scalar := make([]byte, c.Size)
	n.Add(n, big.NewInt(1)).FillBytes(scalar)
	return NewEC(c, scalar)
}

// GenerateDH makes a key pair in the group of these numbers.
func GenerateDH(p, g *big.Int) (*Key, error) {
	x, err := PrivateDH(p)
	if err != nil {
		return nil, err
	}
	return &Key{Type: Private, Algorithm: DH, DH: &DHNumbers{P: p, G: g, X: x, Y: new(big.Int).Exp(g, x, p)}}, nil
}

// PrivateDH is a number between 1 and p - 1.
func PrivateDH(p *big.Int) (*big.Int, error) {
	limit := new(big.Int).Sub(p, big.NewInt(2))
	if limit.Sign() <= 0 || p.BitLen() > maxBits {
		return nil, errors.New("modulus out of range")
	}
	x, err := rand.Int(rand.Reader, limit)
	if err != nil {
		return nil, err
	}
	return x.Add(x, big.NewInt(1)), nil
}

// Generate25519 makes a key pair for signatures or for agreement.
func Generate25519(algorithm string) (*Key, error) { return FromRaw(algorithm, random(32), true) }
