package encoding

import "github.com/dop251/goja"

const (
	byteOrderMark = '\uFEFF'
	replacement   = '\uFFFD'
)

// text is what a codec decoded: UTF-8, or UTF-16 code units where the codec has them at hand.
type text struct {
	utf8  string
	units []uint16
}

func (t text) empty() bool { return t.utf8 == "" && len(t.units) == 0 }

// withoutMark drops a byte order mark at the start.
func (t text) withoutMark() text {
	const mark = string(byteOrderMark)
	if len(t.units) > 0 && t.units[0] == byteOrderMark {
		t.units = t.units[1:]
	}
	if len(t.utf8) >= len(mark) && t.utf8[:len(mark)] == mark {
		t.utf8 = t.utf8[len(mark):]
	}
	return t
}

func (t text) value(rt *goja.Runtime) goja.Value {
	if len(t.units) > 0 {
		return goja.StringFromUTF16(t.units)
	}
	return rt.ToValue(t.utf8)
}
