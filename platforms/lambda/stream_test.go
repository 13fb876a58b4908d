package lambda

import (
	"errors"
	"io"
	"testing"
	"testing/iotest"

	"github.com/wasmglue/wasmglue/platforms/lambda/internal/runtimeapi"
)

func TestResponseBody(t *testing.T) {
	drained := 0
	b := newResponseBody(func() { drained++ })
	if n := b.write([]byte("one")); n != 3 {
		t.Errorf("%d bytes wait", n)
	}
	b.write(nil)
	b.write([]byte("two"))
	b.end(&runtimeapi.StreamError{Type: "T"})
	b.end(nil)
	b.write([]byte("late"))
	got, err := io.ReadAll(iotest.OneByteReader(b))
	if err != nil || string(got) != "onetwo" {
		t.Errorf("%q %v", got, err)
	}
	if drained != 1 || b.waiting() != 0 {
		t.Errorf("drained %d times, %d bytes wait", drained, b.waiting())
	}
	if e := b.outcome(); e == nil || e.Type != "T" {
		t.Errorf("outcome %v", e)
	}
}

func TestResponseBodyUnblocks(t *testing.T) {
	for name, unblock := range map[string]func(*responseBody){
		"abort": func(b *responseBody) { b.abort(io.ErrUnexpectedEOF) },
		"close": func(b *responseBody) { _ = b.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			b := newResponseBody(func() {})
			go unblock(b)
			if _, err := b.Read(make([]byte, 1)); err == nil || errors.Is(err, io.EOF) {
				t.Errorf("read %v", err)
			}
			if n := b.write([]byte("x")); n != 0 {
				t.Errorf("%d bytes wait for nobody", n)
			}
		})
	}
}
