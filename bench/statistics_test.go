package main

import (
	"math"
	"testing"
)

func TestPercentile(t *testing.T) {
	samples := []float64{5, 1, 4, 2, 3}
	for p, want := range map[float64]float64{0: 1, 0.2: 1, 0.21: 2, 0.5: 3, 0.99: 5, 1: 5} {
		if got := percentile(p)(samples); got != want {
			t.Errorf("percentile(%v) = %v, want %v", p, got, want)
		}
	}
	if samples[0] != 5 {
		t.Error("the samples were sorted in place")
	}
	if got := percentile(0.5)(nil); !math.IsNaN(got) {
		t.Errorf("of nothing: %v", got)
	}
}
