package keys

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/asn1"
	"errors"
	"math/big"
	"strings"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
)

// Curve is one of the elliptic curves.
type Curve struct {
	Name  string // OpenSSL's
	Short string // the standard's, in JSON Web Keys
	Size  int    // of a coordinate, in bytes
	oid   asn1.ObjectIdentifier
	ecdh  func() ecdh.Curve     // nil for secp256k1 and P-224
	curve func() elliptic.Curve // nil for secp256k1
}

// standard tells the curves that the standard library has.
func (c *Curve) standard() bool { return c.curve != nil }

var (
	p256      = &Curve{"prime256v1", "P-256", 32, asn1.ObjectIdentifier{1, 2, 840, 10045, 3, 1, 7}, ecdh.P256, elliptic.P256}
	p384      = &Curve{"secp384r1", "P-384", 48, asn1.ObjectIdentifier{1, 3, 132, 0, 34}, ecdh.P384, elliptic.P384}
	p521      = &Curve{"secp521r1", "P-521", 66, asn1.ObjectIdentifier{1, 3, 132, 0, 35}, ecdh.P521, elliptic.P521}
	p224      = &Curve{"secp224r1", "", 28, asn1.ObjectIdentifier{1, 3, 132, 0, 33}, nil, elliptic.P224}
	bitcoin   = &Curve{"secp256k1", "secp256k1", 32, asn1.ObjectIdentifier{1, 3, 132, 0, 10}, nil, nil}
	allCurves = []*Curve{p256, p224, bitcoin, p384, p521}
)

var errPoint = errors.New("invalid point")

// CurveNames are the names that crypto.getCurves lists.
func CurveNames() []string {
	names := make([]string, len(allCurves))
	for i, c := range allCurves {
		names[i] = c.Name
	}
	return names
}

// CurveByName finds a curve by OpenSSL's name or the standard's.
func CurveByName(name string) *Curve {
	for _, c := range allCurves {
		if name == c.Name || name == c.Short && name != "" || name == "secp256r1" && c == p256 || strings.EqualFold(name, c.Name) {
			return c
		}
	}
	return nil
}

func curveByOID(oid asn1.ObjectIdentifier) *Curve {
	for _, c := range allCurves {
		if c.oid.Equal(oid) {
			return c
		}
	}
	return nil
}

// public is the uncompressed point of a private scalar.
func (c *Curve) public(scalar []byte) ([]byte, error) {
	if !c.standard() {
		var s secp256k1.ModNScalar
		if len(scalar) != c.Size || s.SetByteSlice(scalar) || s.IsZero() {
			return nil, errPoint
		}
		return secp256k1.NewPrivateKey(&s).PubKey().SerializeUncompressed(), nil
	}
	private, err := ecdsa.ParseRawPrivateKey(c.curve(), scalar)
	if err != nil {
		return nil, err
	}
	return private.PublicKey.Bytes()
}

// Uncompress reads a point, compressed, uncompressed or hybrid, and checks that it is on the curve.
func (c *Curve) Uncompress(point []byte) ([]byte, error) {
	if len(point) == 1+2*c.Size && (point[0] == 6 || point[0] == 7) {
		if point[0]&1 != point[len(point)-1]&1 {
			return nil, errPoint
		}
		point = append([]byte{4}, point[1:]...)
	}
	if !c.standard() {
		p, err := secp256k1.ParsePubKey(point)
		if err != nil {
			return nil, err
		}
		return p.SerializeUncompressed(), nil
	}
	if len(point) == 1+c.Size && (point[0] == 2 || point[0] == 3) {
		x, y := elliptic.UnmarshalCompressed(c.curve(), point)
		if x == nil {
			return nil, errPoint
		}
		return c.join(x, y), nil
	}
	p, err := ecdsa.ParseUncompressedPublicKey(c.curve(), point)
	if err != nil {
		return nil, err
	}
	return p.Bytes()
}

func (c *Curve) join(x, y *big.Int) []byte {
	out := make([]byte, 1+2*c.Size)
	out[0] = 4
	x.FillBytes(out[1 : 1+c.Size])
	y.FillBytes(out[1+c.Size:])
	return out
}

// Form writes an uncompressed point as "compressed", "hybrid" or itself.
func (c *Curve) Form(point []byte, form string) []byte {
	odd := point[len(point)-1] & 1
	switch form {
	case "compressed":
		return append([]byte{2 | odd}, point[1:1+c.Size]...)
	case "hybrid":
		return append([]byte{6 | odd}, point[1:]...)
	}
	return point
}

// Order is the number of points that the base makes.
func (c *Curve) Order() *big.Int {
	if !c.standard() {
		return secp256k1.Params().N
	}
	return c.curve().Params().N
}

// Shared is the x coordinate of the point that two keys have in common.
func (c *Curve) Shared(scalar, point []byte) ([]byte, error) {
	if !c.standard() {
		public, err := secp256k1.ParsePubKey(point)
		if err != nil {
			return nil, err
		}
		return secp256k1.GenerateSharedSecret(secp256k1.PrivKeyFromBytes(scalar), public), nil
	}
	if c.ecdh == nil {
		return nil, ErrUnsupported
	}
	private, err := c.ecdh().NewPrivateKey(scalar)
	if err != nil {
		return nil, err
	}
	public, err := c.ecdh().NewPublicKey(point)
	if err != nil {
		return nil, err
	}
	return private.ECDH(public)
}

func (k *Key) ecdsaPrivate() (*ecdsa.PrivateKey, error) {
	return ecdsa.ParseRawPrivateKey(k.Curve.curve(), k.Own)
}

func (k *Key) ecdsaPublic() (*ecdsa.PublicKey, error) {
	return ecdsa.ParseUncompressedPublicKey(k.Curve.curve(), k.Point)
}
