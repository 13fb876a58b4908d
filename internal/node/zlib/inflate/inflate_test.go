package inflate

import (
	"bytes"
	"compress/flate"
	"io"
	"math/rand"
	"strings"
	"testing"
)

// decode gives the decoder its input and output in pieces of these sizes.
func decode(t testing.TB, d *Decoder, data []byte, inSize, outSize int) (out []byte, rest int, err error) {
	t.Helper()
	buffer := make([]byte, outSize)
	for pos := 0; ; {
		piece := data[pos:min(pos+inSize, len(data))]
		taken, filled, status, err := d.Step(piece, buffer)
		pos += taken
		out = append(out, buffer[:filled]...)
		switch {
		case err != nil || status == Done:
			return out, len(data) - pos, err
		case status == NeedInput && pos == len(data):
			return out, 0, io.ErrUnexpectedEOF
		case len(out) > 1<<24:
			t.Skip("a bomb")
		}
	}
}

func samples() map[string][]byte {
	random := rand.New(rand.NewSource(1))
	noise := make([]byte, 100_000)
	random.Read(noise)
	skewed := make([]byte, 200_000)
	for i := range skewed {
		skewed[i] = byte(random.ExpFloat64() * 9)
	}
	return map[string][]byte{
		"empty":  {},
		"short":  []byte("a"),
		"text":   []byte(strings.Repeat("the quick brown fox jumps over the lazy dog; ", 9000)),
		"zeros":  make([]byte, 300_000),
		"noise":  noise,
		"skewed": skewed,
	}
}

func TestDecodesWhatIsEncoded(t *testing.T) {
	for name, plain := range samples() {
		for _, level := range []int{0, 1, 6, 9, flate.HuffmanOnly} {
			var packed bytes.Buffer
			w, _ := flate.NewWriter(&packed, level)
			_, _ = w.Write(plain)
			_ = w.Close()
			data := append(packed.Bytes(), "rest"...)
			for _, sizes := range [][2]int{{1, 1}, {7, 64}, {1 << 20, 100}, {1000, 1 << 20}, {1 << 20, 1 << 20}} {
				if len(plain) > 1000 && sizes[0] == 1 && level != 6 {
					continue
				}
				var d Decoder
				d.Reset(nil)
				out, rest, err := decode(t, &d, data, sizes[0], sizes[1])
				if err != nil || rest != 4 || !bytes.Equal(out, plain) {
					t.Errorf("%s, level %d, pieces of %v: %d bytes, %d left, %v", name, level, sizes, len(out), rest, err)
				}
			}
		}
	}
}

func TestDictionary(t *testing.T) {
	dictionary := []byte("all of this is known before")
	var packed bytes.Buffer
	w, _ := flate.NewWriterDict(&packed, 9, dictionary)
	_, _ = w.Write([]byte("this is known before, all of this"))
	_ = w.Close()
	var d Decoder
	d.Reset(dictionary)
	out, _, err := decode(t, &d, packed.Bytes(), 100, 100)
	if err != nil || string(out) != "this is known before, all of this" {
		t.Errorf("%q, %v", out, err)
	}
	d.Reset(nil)
	if _, _, err = decode(t, &d, packed.Bytes(), 100, 100); err != Error("invalid distance too far back") {
		t.Errorf("without the dictionary: %v", err)
	}
}

func TestErrorsAreZlibs(t *testing.T) {
	for data, want := range map[string]Error{
		"\xff\xff":                 "invalid block type",
		"\x01\x01\x00\x00\x00":     "invalid stored block lengths",
		"\xfd\x01\x00\x00":         "too many length or distance symbols",
		"\x05\x00\x00\x00\x00\x00": "invalid code lengths set",
	} {
		var d Decoder
		d.Reset(nil)
		if _, _, err := decode(t, &d, []byte(data), 10, 10); err != want {
			t.Errorf("%x: %v, want %v", data, err, want)
		}
	}
}

// FuzzAgainstTheStandardLibrary holds the decoder to compress/flate: the same bytes, or an error from both.
func FuzzAgainstTheStandardLibrary(f *testing.F) {
	for _, plain := range samples() {
		var packed bytes.Buffer
		w, _ := flate.NewWriter(&packed, 6)
		_, _ = w.Write(plain[:min(len(plain), 500)])
		_ = w.Close()
		f.Add(packed.Bytes(), uint8(3))
	}
	f.Fuzz(func(t *testing.T, data []byte, size uint8) {
		var whole, pieces Decoder
		whole.Reset(nil)
		pieces.Reset(nil)
		out, rest, err := decode(t, &whole, data, len(data)+1, 1000)
		cut, cutRest, cutErr := decode(t, &pieces, data, int(size)+1, int(size)+1)
		if !bytes.Equal(out, cut) || rest != cutRest || (err == nil) != (cutErr == nil) {
			t.Fatalf("whole %d bytes, %d left, %v; in pieces %d, %d, %v", len(out), rest, err, len(cut), cutRest, cutErr)
		}
		want, wantErr := io.ReadAll(flate.NewReader(bytes.NewReader(data)))
		if wantErr == nil && (err != nil || !bytes.Equal(out, want)) {
			t.Fatalf("the standard library decodes %d bytes, this %d and %v", len(want), len(out), err)
		}
		if err == nil && wantErr != nil {
			t.Fatalf("the standard library: %v", wantErr)
		}
	})
}

func BenchmarkInflate(b *testing.B) {
	text := samples()["skewed"]
	for len(text) < 4<<20 {
		text = append(text, samples()["text"][:100_000]...)
		text = append(text, samples()["skewed"]...)
	}
	var packed bytes.Buffer
	w, _ := flate.NewWriter(&packed, 6)
	_, _ = w.Write(text)
	_ = w.Close()
	out := make([]byte, 64<<10)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		var d Decoder
		d.Reset(nil)
		data := packed.Bytes()
		for {
			taken, _, status, err := d.Step(data, out)
			data = data[taken:]
			if err != nil {
				b.Fatal(err)
			}
			if status == Done {
				break
			}
		}
	}
}
