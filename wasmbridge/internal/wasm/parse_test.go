package wasm_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/spectest"
)

func TestParseErrors(t *testing.T) {
	const header = "\x00asm\x01\x00\x00\x00"
	for _, tc := range []struct{ bin, want string }{
		{"", "BufferSource argument is empty"},
		{"\x00a", "expected 4 bytes, fell off end @+0"},
		{"not wasm", "expected magic word 00 61 73 6d, found 6e 6f 74 20 @+0"},
		{"\x00asm\x02\x00\x00\x00", "expected version 01 00 00 00, found 02 00 00 00 @+4"},
		{header + "\x01", "expected section length @+9"},
		{header + "\x63\x00", "unknown section code #0x63 @+10"},
		{header + "\x01\x01\x00\x01\x01\x00", "unexpected section <Type> @+13"},
		{header + "\x01\x04\xff\xff\xff\x0f", "types count of 33554431 exceeds internal limit of 1000000 @+10"},
		{header + "\x01\x04\x01\x60\x00\x00\x03\x02\x01\x00", "function count is 1, but code section is absent @+18"},
	} {
		_, err := wasm.Parse([]byte(tc.bin))
		var format *wasm.FormatError
		if !errors.As(err, &format) || err.Error() != tc.want {
			t.Errorf("Parse(%q) = %v, want %s", tc.bin, err, tc.want)
		}
	}
}

// TestEncodeIsIdentity encodes what was parsed: the bytes must be the same
// unless the input used long forms, in which case a second round must be.
func TestEncodeIsIdentity(t *testing.T) {
	same, parsed := 0, 0
	for _, data := range spectest.Modules(t) {
		name, bin := data.Name(), data.Bytes
		m, err := wasm.Parse(bin)
		if err != nil {
			continue
		}
		parsed++
		out := m.Encode()
		if bytes.Equal(out, bin) {
			same++
			continue
		}
		again, err := wasm.Parse(out)
		if err != nil {
			t.Errorf("%s: encoded module: %v", name, err)
		} else if !bytes.Equal(again.Encode(), out) {
			t.Errorf("%s: encoding is not stable", name)
		}
	}
	t.Logf("%d modules parsed, %d identical", parsed, same)
	if parsed < 1000 {
		t.Errorf("only %d modules were parsed", parsed)
	}
}
