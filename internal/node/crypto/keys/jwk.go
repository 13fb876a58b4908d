package keys

import (
	"encoding/base64"
	"errors"
	"math/big"
)

// ErrJWK is for JSON Web Keys that are none.
var ErrJWK = errors.New("invalid JWK data")

// ErrJWKCurve is for curves that JSON Web Keys have no name for.
var ErrJWKCurve = errors.New("unsupported JWK curve")

// Member is a member of a JSON Web Key.
type Member struct{ Name, Value string }

func encode64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// decode64 reads base64url, with or without padding, and base64 too, as node does.
func decode64(s string) ([]byte, error) {
	clean := make([]byte, 0, len(s))
	for _, c := range []byte(s) {
		switch c {
		case '=':
			continue
		case '+':
			c = '-'
		case '/':
			c = '_'
		}
		clean = append(clean, c)
	}
	b, err := base64.RawURLEncoding.DecodeString(string(clean))
	if err != nil {
		return nil, ErrJWK
	}
	return b, nil
}

// JWK writes the key as the members of a JSON Web Key, in node's order.
func (k *Key) JWK() ([]Member, error) {
	number := func(name string, n *big.Int) Member { return Member{name, encode64(n.Bytes())} }
	switch {
	case k.Type == Secret:
		return []Member{{"kty", "oct"}, {"k", encode64(k.Secret)}}, nil
	case k.Algorithm == RSA:
		r := k.RSA
		out := []Member{{"kty", "RSA"}, number("n", r.N), number("e", r.E)}
		if k.Type == Private {
			out = append(out, number("d", r.D), number("p", r.P), number("q", r.Q), number("dp", r.DP), number("dq", r.DQ), number("qi", r.QInv))
		}
		return out, nil
	case k.Algorithm == EC:
		if k.Curve.Short == "" {
			return nil, ErrJWKCurve
		}
		size := k.Curve.Size
		out := []Member{{"kty", "EC"}, {"x", encode64(k.Point[1 : 1+size])}, {"y", encode64(k.Point[1+size:])}, {"crv", k.Curve.Short}}
		if k.Type == Private {
			out = append(out, Member{"d", encode64(k.Own)})
		}
		return out, nil
	case k.Algorithm == Ed25519, k.Algorithm == X25519:
		out := []Member{{"crv", okpName(k.Algorithm)}}
		if k.Type == Private {
			out = append(out, Member{"d", encode64(k.Own)})
		}
		return append(out, Member{"x", encode64(k.Point)}, Member{"kty", "OKP"}), nil
	}
	return nil, ErrUnsupported
}

func okpName(algorithm string) string {
	if algorithm == Ed25519 {
		return "Ed25519"
	}
	return "X25519"
}

// FromJWK reads a JSON Web Key; get returns a member, "" for none. With private it must have its private half.
func FromJWK(get func(name string) string, private bool) (*Key, error) {
	member := func(name string) ([]byte, error) { return decode64(get(name)) }
	switch get("kty") {
	case "RSA":
		return rsaFromJWK(member, private)
	case "EC":
		return ecFromJWK(get, member, private)
	case "OKP":
		return okpFromJWK(get, member, private)
	}
	return nil, ErrUnsupported
}

func rsaFromJWK(member func(string) ([]byte, error), private bool) (*Key, error) {
	names := []string{"n", "e", "d", "p", "q", "dp", "dq", "qi"}
	if !private {
		names = names[:2]
	}
	list := make([]*big.Int, 8)
	for i, name := range names {
		b, err := member(name)
		if err != nil || len(b) == 0 || len(b) > maxBits/8 {
			return nil, ErrJWK
		}
		list[i] = new(big.Int).SetBytes(b)
	}
	r := &RSANumbers{N: list[0], E: list[1], D: list[2], P: list[3], Q: list[4], DP: list[5], DQ: list[6], QInv: list[7]}
	if !private {
		return &Key{Type: Public, Algorithm: RSA, RSA: r}, nil
	}
	if !r.consistent() {
		return nil, ErrJWK
	}
	return &Key{Type: Private, Algorithm: RSA, RSA: r}, nil
}

func ecFromJWK(get func(string) string, member func(string) ([]byte, error), private bool) (*Key, error) {
	c := CurveByName(get("crv"))
	if c == nil {
		return nil, ErrUnsupported
	}
	x, err := member("x")
	if err != nil || len(x) > c.Size {
		return nil, ErrJWK
	}
	y, err := member("y")
	if err != nil || len(y) > c.Size {
		return nil, ErrJWK
	}
	point := c.join(new(big.Int).SetBytes(x), new(big.Int).SetBytes(y))
	public, err := NewECPublic(c, point)
	if err != nil {
		return nil, ErrJWK
	}
	if !private {
		return public, nil
	}
	d, err := member("d")
	if err != nil || len(d) > c.Size {
		return nil, ErrJWK
	}
	k, err := NewEC(c, d)
	if err != nil || string(k.Point) != string(public.Point) {
		return nil, ErrJWK
	}
	return k, nil
}

func okpFromJWK(get func(string) string, member func(string) ([]byte, error), private bool) (*Key, error) {
	algorithm := map[string]string{"Ed25519": Ed25519, "X25519": X25519}[get("crv")]
	if algorithm == "" {
		return nil, ErrUnsupported
	}
	name := "x"
	if private {
		name = "d"
	}
	b, err := member(name)
	if err != nil || len(b) != 32 {
		return nil, ErrJWK
	}
	return FromRaw(algorithm, b, private)
}

// FromRaw is the key of Curve25519 with these 32 bytes.
func FromRaw(algorithm string, b []byte, private bool) (*Key, error) {
	switch {
	case len(b) != 32:
		return nil, ErrJWK
	case !private:
		return &Key{Type: Public, Algorithm: algorithm, Point: append([]byte{}, b...)}, nil
	case algorithm == Ed25519:
		return NewEd25519(b), nil
	}
	return NewX25519(b)
}
