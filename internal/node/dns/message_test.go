package dns

import (
	"bytes"
	"testing"
)

// reply is an answer to a question for a.b with an address and, by a pointer to the name in the question, a mail exchange.
var reply = []byte{
	0, 7, 0x81, 0x80, 0, 1, 0, 2, 0, 0, 0, 0,
	1, 'a', 1, 'b', 0, 0, 1, 0, 1,
	0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1,
	0xC0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, 6, 0, 10, 1, 'm', 0xC0, 14,
}

func TestReply(t *testing.T) {
	a, err := parse(reply)
	if err != nil || a.id != 7 || len(a.records) != 2 {
		t.Fatalf("%+v, %v", a, err)
	}
	if first := a.records[0]; first.address.String() != "127.0.0.1" || first.ttl != 60 {
		t.Errorf("first record %+v", first)
	}
	if second := a.records[1]; second.names[0] != "m.b" || second.numbers[0] != 10 {
		t.Errorf("second record %+v", second)
	}
	for n := range reply {
		if _, err := parse(reply[:n]); err == nil {
			t.Errorf("the first %d bytes were taken for a reply", n)
		}
	}
}

func TestNamesThatGoRoundInCircles(t *testing.T) {
	b := bytes.Clone(reply)
	b[22] = 21 // the first record's name points to itself
	if _, err := parse(b); err == nil {
		t.Error("a name that points to itself was read")
	}
}

func TestQuestion(t *testing.T) {
	got, err := question(7, "a.b", typeA)
	want := []byte{0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 'a', 1, 'b', 0, 0, 1, 0, 1}
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
	for _, name := range []string{"a..b", ".a", string(bytes.Repeat([]byte("a"), 64)), string(bytes.Repeat([]byte("a."), 130))} {
		if _, err := question(7, name, typeA); err == nil {
			t.Errorf("%q was asked for", name)
		}
	}
}

// FuzzReply looks for messages that panic or go on for ever.
func FuzzReply(f *testing.F) {
	f.Add(reply)
	f.Fuzz(func(t *testing.T, b []byte) { _, _ = parse(b) })
}
