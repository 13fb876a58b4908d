package ciphers

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"math/rand"
	"testing"
)

// TestGCMIsTheStandardLibrarys holds the mode in pieces to the one for whole messages.
func TestGCMIsTheStandardLibrarys(t *testing.T) {
	random := rand.New(rand.NewSource(2))
	take := func(n int) []byte {
		b := make([]byte, n)
		random.Read(b)
		return b
	}
	for range 200 {
		key, iv, aad, plain := take(16), take(1+random.Intn(20)), take(random.Intn(50)), take(random.Intn(200))
		block, _ := aes.NewCipher(key)
		whole, err := cipher.NewGCMWithNonceSize(block, len(iv))
		if err != nil {
			t.Fatal(err)
		}
		want := whole.Seal(nil, iv, plain, aad)
		g := newGCM(block, iv, true, 16)
		cut := random.Intn(len(aad) + 1)
		g.AAD(aad[:cut])
		g.AAD(aad[cut:])
		cut = random.Intn(len(plain) + 1)
		first, _ := g.Update(plain[:cut])
		second, _ := g.Update(plain[cut:])
		_, _ = g.Final()
		got := append(append(first, second...), g.Tag()...)
		if !bytes.Equal(got, want) {
			t.Fatalf("iv of %d, aad of %d, plain of %d:\n got %x\nwant %x", len(iv), len(aad), len(plain), got, want)
		}
	}
}

// TestCounterWraps lets the 32-bit counter wrap within a message.
func TestCounterWraps(t *testing.T) {
	block, _ := aes.NewCipher(make([]byte, 16))
	whole := newGCM(block, make([]byte, 12), true, 16)
	whole.start(0xfffffffe)
	data := make([]byte, 100)
	out, _ := whole.Update(data)
	want := make([]byte, 0, 100)
	for _, counter := range []uint32{0xfffffffe, 0xffffffff, 0, 1, 2, 3, 4} {
		one := newGCM(block, make([]byte, 12), true, 16)
		one.start(counter)
		b, _ := one.Update(make([]byte, 16))
		want = append(want, b...)
	}
	if !bytes.Equal(out, want[:100]) {
		t.Errorf("got %x\nwant %x", out, want[:100])
	}
}

// TestThereAndBack decrypts what each cipher encrypted, given in pieces where it takes them.
func TestThereAndBack(t *testing.T) {
	for _, name := range Names() {
		info, ok := Lookup(name)
		if !ok {
			t.Errorf("%s is listed and not known", name)
			continue
		}
		key, iv := make([]byte, info.KeyLength), make([]byte, info.IVLength)
		for i := range key {
			key[i] = byte(i * i)
		}
		plain := []byte("sixteen bytes are one block, and some")
		if info.Mode == "wrap" && info.IVLength == 8 {
			plain = plain[:32]
		}
		packed, tag := through(t, info, key, iv, plain, nil)
		back, _ := through(t, info, key, iv, packed, tag)
		if !bytes.Equal(back, plain) {
			t.Errorf("%s: %q", name, back)
		}
	}
}

func through(t *testing.T, info Info, key, iv, data, tag []byte) (out, made []byte) {
	t.Helper()
	encrypt := tag == nil
	state, err := info.New(key, iv, encrypt, 16)
	if err != nil {
		t.Fatal(info.Name, err)
	}
	a, authenticated := state.(Authenticated)
	if authenticated {
		a.AAD([]byte("seen"))
		if !encrypt {
			a.Expect(tag)
		}
	}
	step := 7
	if info.Mode == "wrap" || info.Mode == "ccm" || info.Mode == "xts" {
		step = len(data)
	}
	for i := 0; i < len(data); i += step {
		b, err := state.Update(data[i:min(i+step, len(data))])
		if err != nil {
			t.Fatal(info.Name, err)
		}
		out = append(out, b...)
	}
	b, err := state.Final()
	if err != nil {
		t.Error(info.Name, err)
	}
	made = []byte{}
	if authenticated {
		made = a.Tag()
	}
	return append(out, b...), made
}
