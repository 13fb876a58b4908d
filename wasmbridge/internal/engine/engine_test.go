package engine

import (
	"context"
	"testing"
)

func TestNewBothEngines(t *testing.T) {
	for _, k := range []Kind{Auto, Interpreter} {
		e, err := New(context.Background(), Config{Kind: k})
		if err != nil {
			t.Fatal(k, err)
		}
		if err := e.Close(context.Background()); err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		e, err := New(context.Background(), Config{})
		if err != nil {
			b.Fatal(err)
		}
		e.Close(context.Background())
	}
}
