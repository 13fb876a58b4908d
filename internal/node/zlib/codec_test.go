package zlib

import (
	"bytes"
	"compress/gzip"
	"io"
	"testing"

	"github.com/andybalholm/brotli"
)

// through gives a codec its input in pieces of one size and takes the output in pieces of another.
func through(c codec, data []byte, inSize, outSize, finish int) (out []byte, left int, err *failure) {
	buffer := make([]byte, outSize)
	for pos := 0; ; {
		end := min(pos+inSize, len(data))
		flush := 0
		if end == len(data) {
			flush = finish
		}
		taken, filled, err := c.step(flush, data[pos:end], buffer)
		pos += taken
		out = append(out, buffer[:filled]...)
		switch {
		case err != nil:
			return out, len(data) - pos, err
		case len(out) > 1<<22:
			return out, len(data) - pos, errMemory
		case filled == outSize:
		case pos < end, end == len(data):
			return out, len(data) - pos, nil
		}
	}
}

func TestCodecsInPieces(t *testing.T) {
	plain := bytes.Repeat([]byte("pieces of any size, "), 5000)
	for _, modes := range [][2]int{{modeDeflate, modeInflate}, {modeGzip, modeUnzip}, {modeDeflateRaw, modeInflateRaw}, {modeBrotliEncode, modeBrotliDecode}} {
		last := finish
		if modes[0] == modeBrotliEncode {
			last = brotliFinish
		}
		for _, sizes := range [][2]int{{1, 64}, {100, 1}, {1 << 20, 1 << 20}, {5000, 333}} {
			packed, _, err := through(newCodec(options{mode: modes[0], windowBits: 15, level: 6, quality: 5, brotliWindow: 22}), plain, sizes[0], sizes[1], last)
			if err != nil {
				t.Fatal(err)
			}
			out, left, err := through(newCodec(options{mode: modes[1]}), packed, sizes[0], sizes[1], last)
			if err != nil || left != 0 || !bytes.Equal(out, plain) {
				t.Errorf("modes %v, sizes %v: %d bytes, %d left, %v", modes, sizes, len(out), left, err)
			}
		}
	}
}

// TestBrotliKnowsItsEnd holds the library to the field that tells what it has not taken.
func TestBrotliKnowsItsEnd(t *testing.T) {
	var packed bytes.Buffer
	w := brotli.NewWriter(&packed)
	_, _ = w.Write([]byte("data"))
	_ = w.Close()
	for _, size := range []int{1, 1000} {
		d := newBrotliDecoder()
		out := make([]byte, 100)
		taken := 0
		data := append(bytes.Clone(packed.Bytes()), "behind"...)
		for pos := 0; pos < len(data); pos += size {
			n, _, err := d.step(brotliProcess, data[pos:min(pos+size, len(data))], out)
			taken += n
			if err != nil {
				t.Fatal(err)
			}
		}
		if taken != packed.Len() {
			t.Errorf("pieces of %d: took %d of %d", size, taken, packed.Len())
		}
	}
}

func FuzzGunzip(f *testing.F) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	w.Name, w.Comment, w.Extra = "name", "comment", []byte("extra")
	_, _ = w.Write([]byte("data data data"))
	_ = w.Close()
	f.Add(packed.Bytes(), uint8(1))
	f.Add(append(packed.Bytes(), packed.Bytes()...), uint8(50))
	f.Fuzz(func(t *testing.T, data []byte, size uint8) {
		out, _, err := through(newCodec(options{mode: modeGunzip}), data, int(size)+1, int(size)+1, finish)
		whole, _, wholeErr := through(newCodec(options{mode: modeGunzip}), data, len(data)+1, 1<<16, finish)
		if (err == nil) != (wholeErr == nil) || err == nil && !bytes.Equal(out, whole) {
			t.Fatalf("in pieces %d bytes, %v; whole %d, %v", len(out), err, len(whole), wholeErr)
		}
		r, problem := gzip.NewReader(bytes.NewReader(data))
		if problem != nil {
			return
		}
		if err != nil && err.message == "unknown header flags set" {
			return // the standard library looks away
		}
		if want, problem := io.ReadAll(r); problem == nil && (err != nil || !bytes.Equal(out, want)) {
			t.Fatalf("the standard library: %d bytes; here %d, %v", len(want), len(out), err)
		}
	})
}

func FuzzBrotliDecode(f *testing.F) {
	var packed bytes.Buffer
	w := brotli.NewWriter(&packed)
	_, _ = w.Write([]byte("data data data"))
	_ = w.Close()
	f.Add(packed.Bytes(), uint8(3))
	f.Fuzz(func(t *testing.T, data []byte, size uint8) {
		h := &handle{codec: newBrotliDecoder(), rest: data}
		whole := run(func() result { return h.all(brotliFinish, 1<<20) })
		out, _, err := through(newBrotliDecoder(), data, int(size)+1, int(size)+1, brotliFinish)
		if whole.tooLarge == 0 && err != errMemory && (err == nil) != (whole.err == nil) {
			t.Fatalf("in pieces %d bytes, %v; whole %d, %v", len(out), err, len(whole.out), whole.err)
		}
	})
}

func TestTinyStreams(t *testing.T) {
	alphabet := "abcab"
	for n := 1; n <= tinySize; n++ {
		plain := make([]byte, n)
		for i := range plain {
			plain[i] = alphabet[i*i%5]
			if i%7 == n%7 {
				plain[i] = byte(200 + i%50)
			}
		}
		for _, data := range [][]byte{plain, bytes.Repeat([]byte{'x'}, n)} {
			packed, _, _ := through(newCodec(options{mode: modeGzip, windowBits: 15, level: 6}), data, n, 1000, finish)
			out, _, err := through(newCodec(options{mode: modeGunzip}), packed, 1000, 1000, finish)
			if err != nil || !bytes.Equal(out, data) || len(packed) > n+18+5 {
				t.Errorf("%d bytes: %x to %d bytes: %v", n, data, len(packed), err)
			}
		}
	}
}
