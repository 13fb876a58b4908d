package crypto

import "testing"

func TestSafePrimes(t *testing.T) {
	for _, bits := range []int{3, 4, 5, 6, 7, 8, 12, 16, 17, 33, 64, 200} {
		p, err := safePrime(bits)
		if err != nil || p.BitLen() != bits || !p.ProbablyPrime(20) || !half(p).ProbablyPrime(20) {
			t.Errorf("%d bits: %v, %v", bits, p, err)
		}
	}
}
