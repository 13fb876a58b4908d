package crypto

import (
	"crypto/rand"
	"errors"
	"math/big"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/node/crypto/keys"
	"github.com/wasmglue/wasmglue/internal/realm"
)

func (n natives) definePrimes(native *goja.Object) {
	n.methods(native, map[string]realm.Native{"generate": n.generatePrime, "check": n.checkPrime, "group": n.groupPrime, "checkModulus": n.checkModulus})
}

// maxPrimeBits bounds the search: one for a safe prime of this size takes minutes.
const maxPrimeBits = 16384

var errPrimeSize = errors.New("prime too large")

// generate(bits, safe, add, remainder, callback)
func (n natives) generatePrime(c goja.FunctionCall) goja.Value {
	bits, safe := integer(c.Argument(0)), c.Argument(1).ToBoolean()
	var add, remainder *big.Int
	if !realm.IsNullish(c.Argument(2)) {
		add = n.number(c.Argument(2))
		remainder = big.NewInt(1)
		if safe {
			remainder.SetInt64(3)
		}
		if !realm.IsNullish(c.Argument(3)) {
			remainder = n.number(c.Argument(3))
		}
	}
	return n.job(c.Argument(4), func() (func() goja.Value, error) {
		p, err := searchPrime(bits, safe, add, remainder)
		if err != nil {
			return nil, err
		}
		return n.buffer(p.FillBytes(make([]byte, (bits+7)/8))), nil
	})
}

func searchPrime(bits int, safe bool, add, remainder *big.Int) (*big.Int, error) {
	if bits > maxPrimeBits {
		return nil, errPrimeSize
	}
	for {
		p, err := candidate(bits, safe)
		if err != nil {
			return nil, err
		}
		if add != nil && add.Sign() > 0 {
			p.Sub(p, new(big.Int).Mod(p, add)).Add(p, remainder)
			if p.BitLen() != bits || !p.ProbablyPrime(20) || safe && !half(p).ProbablyPrime(20) {
				continue
			}
		}
		return p, nil
	}
}

func half(p *big.Int) *big.Int { return new(big.Int).Rsh(p, 1) }

// candidate is a prime, of whose half too is one if it is to be safe.
func candidate(bits int, safe bool) (*big.Int, error) {
	if bits < 3 {
		return big.NewInt(int64(bits) + 1), nil // 2 and 3
	}
	if !safe {
		return rand.Prime(rand.Reader, bits)
	}
	for {
		q, err := rand.Prime(rand.Reader, bits-1)
		if err != nil {
			return nil, err
		}
		if p := new(big.Int).Add(new(big.Int).Lsh(q, 1), big.NewInt(1)); p.ProbablyPrime(20) {
			return p, nil
		}
	}
}

// check(number, rounds, callback)
func (n natives) checkPrime(c goja.FunctionCall) goja.Value {
	p := n.number(c.Argument(0))
	rounds := min(max(integer(c.Argument(1)), 20), 1000)
	return n.job(c.Argument(2), func() (func() goja.Value, error) {
		prime := p.BitLen() <= 2*maxPrimeBits && p.ProbablyPrime(rounds)
		return func() goja.Value { return n.bool(prime) }, nil
	})
}

// group(name) is the modulus of a well-known group, undefined for one that is not.
func (n natives) groupPrime(c goja.FunctionCall) goja.Value {
	p, ok := keys.Group(c.Argument(0).String())
	if !ok {
		return goja.Undefined()
	}
	return n.NewBuffer(p.Bytes())
}

// checkModulus(prime, generator) are the bits of verifyError.
func (n natives) checkModulus(c goja.FunctionCall) goja.Value {
	const notPrime, notSafe, unsuitable = 1, 2, 8
	p, g := n.number(c.Argument(0)), n.number(c.Argument(1))
	bits := 0
	switch {
	case p.BitLen() > maxPrimeBits || !p.ProbablyPrime(10):
		bits |= notPrime
	case !half(p).ProbablyPrime(10):
		bits |= notSafe
	}
	if g.Cmp(big.NewInt(1)) <= 0 || g.Cmp(new(big.Int).Sub(p, big.NewInt(1))) >= 0 {
		bits |= unsuitable
	}
	return n.Runtime.ToValue(bits)
}
