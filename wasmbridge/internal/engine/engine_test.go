package engine

import (
	"context"
	"testing"
)

func TestSelfTest(t *testing.T) {
	for _, k := range []Kind{Auto, Interpreter} {
		e := New(context.Background(), Config{Kind: k})
		if err := e.SelfTest(context.Background()); err != nil {
			t.Error(k, err)
		}
		if err := e.Close(context.Background()); err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkFirstInstance(b *testing.B) {
	for b.Loop() {
		e := New(context.Background(), Config{})
		if _, err := e.InstantiateSynthetic(context.Background(), specimenModule(), nil); err != nil {
			b.Fatal(err)
		}
		e.Close(context.Background())
	}
}
