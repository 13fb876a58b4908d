package main

import (
	"math"
	"slices"
	"time"
)

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// percentile gives the nearest-rank percentile: the smallest sample that p of
// all are not above.
func percentile(p float64) func([]float64) float64 {
	return func(samples []float64) float64 {
		if len(samples) == 0 {
			return math.NaN()
		}
		sorted := slices.Sorted(slices.Values(samples))
		rank := int(math.Ceil(p * float64(len(sorted))))
		return sorted[max(rank, 1)-1]
	}
}

var median = percentile(0.5)

// last is for what only counts at the end.
func last(samples []float64) float64 {
	if len(samples) == 0 {
		return math.NaN()
	}
	return samples[len(samples)-1]
}
