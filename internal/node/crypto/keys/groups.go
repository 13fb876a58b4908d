package keys

import (
	"math/big"
	"sync"
)

// pi is π with enough binary places for the largest group, as an integer scaled by two to the power of piBits.
var pi = sync.OnceValue(func() *big.Int {
	// Machin: π = 16 arctan(1/5) - 4 arctan(1/239)
	a := arctan(5)
	b := arctan(239)
	return new(big.Int).Sub(a.Mul(a, big.NewInt(16)), b.Mul(b, big.NewInt(4)))
})

const piBits = 8192 + 64

func arctan(n int64) *big.Int {
	square := big.NewInt(n * n)
	power := new(big.Int).Div(new(big.Int).Lsh(big.NewInt(1), piBits), big.NewInt(n))
	sum := new(big.Int)
	term := new(big.Int)
	for k := int64(1); power.Sign() != 0; k += 2 {
		term.Div(power, big.NewInt(k))
		if k%4 == 1 {
			sum.Add(sum, term)
		} else {
			sum.Sub(sum, term)
		}
		power.Div(power, square)
	}
	return sum
}

// groups are the sizes of the groups of RFC 2409 and RFC 3526, and the offset that makes each a safe prime.
var groups = map[string][2]int64{
	"modp1": {768, 149686}, "modp2": {1024, 129093}, "modp5": {1536, 741804}, "modp14": {2048, 124476}, "modp15": {3072, 1690314},
	"modp16": {4096, 240904}, "modp17": {6144, 929484}, "modp18": {8192, 4743158},
}

// Group is the modulus of a well-known group; its generator is 2. All are made of π in the same way:
// 2^n - 2^(n-64) - 1 + 2^64 * ([2^(n-130) π] + offset).
func Group(name string) (*big.Int, bool) {
	g, ok := groups[name]
	if !ok {
		return nil, false
	}
	n := uint(g[0])
	one := big.NewInt(1)
	p := new(big.Int).Rsh(pi(), piBits-(n-130))
	p.Add(p, big.NewInt(g[1])).Lsh(p, 64)
	p.Add(p, new(big.Int).Lsh(one, n))
	p.Sub(p, new(big.Int).Lsh(one, n-64))
	return p.Sub(p, one), true
}
