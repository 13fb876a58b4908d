package encoding

import (
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// encodeNative is TextEncoder.prototype.encode: goja's conversion to a Go string already puts U+FFFD for lone surrogates.
func encodeNative(r *realm.Realm) realm.Native {
	return func(c goja.FunctionCall) goja.Value {
		return r.NewUint8Array([]byte(c.Argument(0).String()))
	}
}

// encodeIntoNative is TextEncoder.prototype.encodeInto: whole code points, as many as fit.
func encodeIntoNative(r *realm.Realm) realm.Native {
	return func(c goja.FunctionCall) goja.Value {
		destination, _ := r.View(c.Argument(1))
		read, written := encodeInto(c.Argument(0).String(), destination)
		result := r.Runtime.NewObject()
		_ = result.Set("read", read)
		_ = result.Set("written", written)
		return result
	}
}

// encodeInto copies text to destination and tells how many UTF-16 code units of it were read, and how many bytes written.
func encodeInto(text string, destination []byte) (read, written int) {
	if len(text) <= len(destination) {
		written = copy(destination, text)
	} else {
		written = len(destination)
		for written > 0 && !utf8.RuneStart(text[written]) {
			written--
		}
		copy(destination, text[:written])
	}
	return utf16Length(text[:written]), written
}

// utf16Length counts UTF-16 code units: one for each byte that starts a code point, one more for each of four bytes.
func utf16Length(text string) int {
	units := 0
	for i := range len(text) {
		b := text[i]
		if b&0xC0 != 0x80 {
			units++
		}
		if b >= 0xF0 {
			units++
		}
	}
	return units
}
