package binread_test

import (
	"math"
	"testing"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/binread"
)

func reader(b string) *binread.Reader {
	return &binread.Reader{Buf: []byte(b), End: len(b), Base: 100}
}

func TestU32(t *testing.T) {
	for _, tc := range []struct {
		bytes string
		want  uint32
		err   string
	}{
		{"\x00", 0, ""},
		{"\x7f", 127, ""},
		{"\x80\x01", 128, ""},
		{"\x80\x80\x80\x80\x00", 0, ""}, // long forms are allowed up to five bytes
		{"\xff\xff\xff\xff\x0f", math.MaxUint32, ""},
		{"\xff\xff\xff\xff\x1f", 0, "extra bits in varint @+104"},
		{"\xff\xff\xff\xff\x8f\x00", 0, "expected n @+104"},
		{"\x80", 0, "expected n @+101"},
		{"", 0, "expected n @+100"},
	} {
		r := reader(tc.bytes)
		got := r.U32("n")
		if errText(r) != tc.err || got != tc.want {
			t.Errorf("U32(%x) = %d, %q; want %d, %q", tc.bytes, got, errText(r), tc.want, tc.err)
		}
	}
}

func TestSigned(t *testing.T) {
	for _, tc := range []struct {
		bits  uint
		bytes string
		want  int64
		err   string
	}{
		{32, "\x7f", -1, ""},
		{32, "\x3f", 63, ""},
		{32, "\x40", -64, ""},
		{32, "\xff\xff\xff\xff\x07", math.MaxInt32, ""},
		{32, "\x80\x80\x80\x80\x78", math.MinInt32, ""},
		{32, "\x80\x80\x80\x80\x08", 0, "extra bits in varint @+104"},
		{32, "\xff\xff\xff\xff\x6f", 0, "extra bits in varint @+104"},
		{33, "\xff\xff\xff\xff\x0f", math.MaxUint32, ""},
		{33, "\x70", -16, ""},
		{64, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00", math.MaxInt64, ""},
		{64, "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x7f", math.MinInt64, ""},
		{64, "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01", 0, "extra bits in varint @+109"},
		{64, "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00", 0, "expected n @+109"},
		{64, "\x80", 0, "expected n @+101"},
	} {
		r := reader(tc.bytes)
		got := r.Signed(tc.bits, "n")
		if errText(r) != tc.err || got != tc.want {
			t.Errorf("Signed(%d, %x) = %d, %q; want %d, %q", tc.bits, tc.bytes, got, errText(r), tc.want, tc.err)
		}
	}
}

// TestFirstErrorSticks reads on after an error.
func TestFirstErrorSticks(t *testing.T) {
	r := reader("\x05ab")
	if b := r.Bytes(r.U32("length")); b != nil || r.More() {
		t.Errorf("five bytes of two are %x", b)
	}
	r.U32("another")
	r.Byte("expected a byte")
	if want := "expected 5 bytes, fell off end @+101"; errText(r) != want {
		t.Errorf("the error is %q, want %q", errText(r), want)
	}
}

func errText(r *binread.Reader) string {
	if r.Err == nil {
		return ""
	}
	return r.Err.Error()
}
