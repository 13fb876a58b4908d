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
	return safePrime(bits)
}

// smallPrimes are those that safePrime divides by first.
func smallPrimes(limit uint64) []uint64 {
	composite := make([]bool, limit)
	var primes []uint64
	for n := uint64(3); n < limit; n += 2 {
		if composite[n] {
			continue
		}
		primes = append(primes, n)
		for multiple := n * n; multiple < limit; multiple += 2 * n {
			composite[multiple] = true
		}
	}
	return primes
}

// safePrime is a prime p whose half q is one too. Few are: numbers from a random one on are sieved for small divisors of both, and only what is
// left is tested, quickly first.
func safePrime(bits int) (*big.Int, error) {
	if bits < 6 {
		return big.NewInt(map[int]int64{3: 7, 4: 11, 5: 23}[bits]), nil
	}
	primes := smallPrimes(min(1<<16, uint64(1)<<(bits/2)))
	const span = 1 << 15 // odd numbers
	for {
		start, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), uint(bits-2)))
		if err != nil {
			return nil, err
		}
		start.SetBit(start, bits-2, 1).SetBit(start, 0, 1) // q has one bit less than p
		if bits > 16 {
			start.SetBit(start, bits-3, 1)
		}
		for _, offset := range sieve(start, primes, span) {
			q := new(big.Int).Add(start, big.NewInt(offset))
			p := new(big.Int).Add(new(big.Int).Lsh(q, 1), big.NewInt(1))
			if p.BitLen() == bits && q.ProbablyPrime(0) && p.ProbablyPrime(0) && q.ProbablyPrime(20) && p.ProbablyPrime(20) {
				return p, nil
			}
		}
	}
}

// sieve answers the even offsets from start at which neither q nor 2q + 1 has a small divisor.
func sieve(start *big.Int, primes []uint64, span int) []int64 {
	out := make([]bool, span)
	rest := new(big.Int)
	for _, prime := range primes {
		r := rest.Mod(start, new(big.Int).SetUint64(prime)).Uint64()
		half := (prime + 1) / 2 // the inverse of 2
		strike := func(residue uint64) {
			// start + 2k has this residue
			for k := (residue + prime - r) % prime * half % prime; k < uint64(span); k += prime {
				out[k] = true
			}
		}
		strike(0)
		strike((prime - 1) / 2) // then 2q + 1 is a multiple
	}
	var offsets []int64
	for k, composite := range out {
		if !composite {
			offsets = append(offsets, int64(2*k))
		}
	}
	return offsets
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
