package crypto

import (
	"errors"
	"math/big"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/node/crypto/keys"
	"github.com/wasmglue/wasmglue/internal/realm"
)

func (n natives) defineAgreement(native *goja.Object) {
	n.methods(native, map[string]realm.Native{
		"agree": n.agree, "power": n.power, "privateNumber": n.privateNumber, "agreeNumbers": n.agreeNumbers, "hasCurve": n.hasCurve,
		"convert": n.convertPoint, "scalar": n.scalar,
		"curves": func(goja.FunctionCall) goja.Value { return n.strings(keys.CurveNames()) },
	})
}

func (n natives) number(v goja.Value) *big.Int { return new(big.Int).SetBytes(n.bytes(v)) }

// agree(own, other, callback) is the secret that two keys have in common.
func (n natives) agree(c goja.FunctionCall) goja.Value {
	own, other := n.key(c.Argument(0)), n.key(c.Argument(1))
	return n.job(c.Argument(2), func() (func() goja.Value, error) {
		out, err := own.Agree(other)
		if errors.Is(err, keys.ErrUnsupported) {
			err = errKeyType
		}
		return n.buffer(out), err
	})
}

// power(base, exponent, modulus), as long as the modulus needs.
func (n natives) power(c goja.FunctionCall) goja.Value {
	modulus := n.number(c.Argument(2))
	if modulus.Sign() == 0 {
		return n.NewBuffer(nil)
	}
	return n.NewBuffer(new(big.Int).Exp(n.number(c.Argument(0)), n.number(c.Argument(1)), modulus).Bytes())
}

// privateNumber(prime) answers undefined for a modulus that allows none.
func (n natives) privateNumber(c goja.FunctionCall) goja.Value {
	x, err := keys.PrivateDH(n.number(c.Argument(0)))
	if err != nil {
		return goja.Undefined()
	}
	return n.NewBuffer(x.Bytes())
}

// agreeNumbers(prime, own, other) is a secret, or a number that says why there is none: 1 for a key too small, 2 too large.
func (n natives) agreeNumbers(c goja.FunctionCall) goja.Value {
	prime, own, other := n.number(c.Argument(0)), n.number(c.Argument(1)), n.number(c.Argument(2))
	switch {
	case other.Cmp(big.NewInt(1)) <= 0:
		return n.Runtime.ToValue(1)
	case other.Cmp(new(big.Int).Sub(prime, big.NewInt(1))) >= 0:
		return n.Runtime.ToValue(2)
	}
	return n.NewBuffer(keys.AgreeDH(prime, own, other))
}

func (n natives) hasCurve(c goja.FunctionCall) goja.Value {
	name := c.Argument(0).String()
	curve := keys.CurveByName(name)
	return n.bool(curve != nil && (name != curve.Short || name == curve.Name))
}

// convert(curve, point, form) answers undefined for a point that is not on the curve.
func (n natives) convertPoint(c goja.FunctionCall) goja.Value {
	curve := keys.CurveByName(c.Argument(0).String())
	if curve == nil {
		n.check(errCurve)
	}
	point, err := curve.Uncompress(n.bytes(c.Argument(1)))
	if err != nil {
		return goja.Undefined()
	}
	return n.NewBuffer(append([]byte{}, curve.Form(point, c.Argument(2).String())...))
}

// scalar(curve, bytes) makes a private key of a number, undefined for one out of range.
func (n natives) scalar(c goja.FunctionCall) goja.Value {
	k, err := keys.NewEC(keys.CurveByName(c.Argument(0).String()), n.bytes(c.Argument(1)))
	if err != nil {
		return goja.Undefined()
	}
	return n.handle(k)
}
