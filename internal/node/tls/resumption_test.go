package tls

import (
	"bytes"
	"testing"
)

// A session comes from whoever kept it: what is none is refused, and what is one is told the same way again.
func FuzzParseSession(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 1})
	f.Add([]byte{0, 0, 0, 1, 7, 3, 4, 0x13, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		state := parseSession(b)
		if state == nil {
			return
		}
		told, err := sessionBytes(state)
		if err != nil {
			t.Fatal(err)
		}
		if again := parseSession(told); again == nil {
			t.Fatalf("a session that is refused after it was accepted: %x", told)
		} else if second, _ := sessionBytes(again); !bytes.Equal(told, second) {
			t.Fatalf("%x became %x", told, second)
		}
	})
}
