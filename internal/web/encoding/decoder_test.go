package encoding

import (
	"strings"
	"testing"
	"unicode/utf16"
)

func (t text) String() string { return t.utf8 + string(utf16.Decode(t.units)) }

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		label, in, want string
		malformed       bool
	}{
		{"utf-8", "h\xc3\xa9llo", "héllo", false},
		{" UTF8\n", "\xEF\xBB\xBFbom", "bom", false},
		{"utf-8", "\xF0\x9F\x92\xA9", "💩", false},
		{"utf-8", "a\xF0\x9F\x92b", "a\uFFFDb", true},
		{"utf-8", "\xC0\x80", "\uFFFD\uFFFD", true},
		{"utf-8", "\xE2\x82", "\uFFFD", true},
		{"utf-8", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD", true},
		{"utf-8", "\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD", true},
		{"utf-16le", "\xFF\xFEh\x00\x3D\xD8\xA9\xDC", "h💩", false},
		{"utf-16be", "\x00h\xD8\x3D", "h\uFFFD", true},
		{"utf-16le", "\x00\xDCa\x00b", "\uFFFDa\uFFFD", true},
		{"latin1", "\x80\xE9", "€é", false},
		{"shift_jis", "\x82\xA0", "あ", false},
		{"gbk", "\xC4\xE3", "你", false},
		{"euc-kr", "\xB0", "\uFFFD", true},
		{"koi8-r", "\xC1", "а", false},
		{"latin1", "\x81", "\u0081", false},
		{"windows-1253", "\xAA", "\uFFFD", true},
		{"iso-8859-16", "\x80\xA4", "\u0080€", false},
		{"x-user-defined", "a\xFF", "a\uF7FF", false},
		{"shift_jis", "\xF0\x40\x81 ", "\uE000\uFFFD ", true},
		{"euc-jp", "\x8E\xB1\x8F\xB0\xA1\xA4", "ｱ丂\uFFFD", true},
		{"big5", "\x88\x62\x87\x40\xA4\xA4", "Ê̄䏰中", false},
		{"gb18030", "\x81\x35\xF4\x37\x90\x30\x81\x30\x81\x30\x81", "\uE7C7\U00010000\uFFFD", true},
		{"gbk", "\xA6\xD9\xA8\xBC\xA2\xAB\xFE\xA0\xAA\xA1\xA1\x80\xFE\xFE", "\uFE10ḿ\uE766\u9FBB\uE000\uE505\uE4C5", false},
		{"gb18030", "\x81\x30\x81!", "\uFFFD0\uFFFD!", true},
		{"iso-2022-jp", "\x1B$B\x50\x50\x1B(J\\~", "佩¥‾", false},
		{"iso-2022-jp", "\x1B(I\x21\x1B(B\x1B(B\x0E\x1B$", "｡\uFFFD\uFFFD\uFFFD$", true},
		{"utf-16le", "\x3D\xD8a", "\uFFFD", true},
	} {
		d, ok := newDecoder(c.label)
		if !ok {
			t.Errorf("%q: no such encoding", c.label)
			continue
		}
		if got, _ := d.decode([]byte(c.in), false); got.String() != c.want {
			t.Errorf("%s %x: got %q, want %q", c.label, c.in, got, c.want)
		}
		d.fatal = true
		if _, ok := d.decode([]byte(c.in), false); ok == c.malformed {
			t.Errorf("%s %x: fatal decode ok=%v", c.label, c.in, ok)
		}
		// in chunks of one byte, twice: the stream's state must not leak into the next
		d.fatal = false
		for range 2 {
			var got strings.Builder
			for i := range len(c.in) {
				text, _ := d.decode([]byte(c.in[i:i+1]), true)
				got.WriteString(text.String())
			}
			text, _ := d.decode(nil, false)
			if got.WriteString(text.String()); got.String() != c.want {
				t.Errorf("%s %x in bytes: got %q, want %q", c.label, c.in, got.String(), c.want)
			}
		}
	}
	for _, label := range []string{"", "utf-7", "replacement", "iso-2022-cn", "x", "\vutf-8", "utf-8\u00a0", "\u212aoi8-r"} {
		if _, ok := newDecoder(label); ok {
			t.Errorf("%q is taken for an encoding", label)
		}
	}
}

func TestEncodeInto(t *testing.T) {
	for _, c := range []struct {
		text          string
		room          int
		read, written int
	}{{"abc", 2, 2, 2}, {"aé", 2, 1, 1}, {"💩x", 3, 0, 0}, {"💩x", 4, 2, 4}, {"", 5, 0, 0}, {"€uro", 9, 4, 6}} {
		read, written := encodeInto(c.text, make([]byte, c.room))
		if read != c.read || written != c.written {
			t.Errorf("encodeInto(%q, %d) = %d, %d; want %d, %d", c.text, c.room, read, written, c.read, c.written)
		}
	}
}

func FuzzDecodeInChunks(f *testing.F) {
	f.Add([]byte("h\xc3\xa9\xF0\x9F\x92\xA9\xff"), uint8(1), uint8(0))
	f.Add([]byte("\x82\xA0\xff"), uint8(2), uint8(3))
	labels := []string{"utf-8", "utf-16le", "utf-16be", "shift_jis", "gb18030", "euc-jp", "big5", "iso-2022-jp", "euc-kr", "x-user-defined"}
	f.Fuzz(func(t *testing.T, data []byte, cut, which uint8) {
		label := labels[int(which)%len(labels)]
		whole, _ := newDecoder(label)
		want, _ := whole.decode(data, false)
		at := min(int(cut), len(data))
		parts, _ := newDecoder(label)
		first, _ := parts.decode(data[:at], true)
		second, _ := parts.decode(data[at:], false)
		if first.String()+second.String() != want.String() {
			t.Errorf("%s: %q cut at %d gives %q + %q, whole %q", label, data, at, first, second, want)
		}
	})
}
