package v8

import "testing"

// FuzzReader lets bytes that nobody wrote be read as everything they could be.
func FuzzReader(f *testing.F) {
	f.Add([]byte("\xff\x0f\"\x03abc"), []byte("bvt"))
	f.Add([]byte("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), []byte("vuzsd"))
	f.Fuzz(func(t *testing.T, in, operations []byte) {
		d := &reader{in: in}
		for _, operation := range operations {
			switch operation {
			case 'b':
				d.take(1)
			case 'v':
				d.varint()
			case 'u':
				d.uint32()
			case 'z':
				d.bigInt()
			case 't':
				d.text('"')
			case 's':
				d.text('c')
			case 'd':
				d.double()
			}
			if d.at < 0 || d.at > len(d.in) {
				t.Fatalf("at %d of %d", d.at, len(d.in))
			}
		}
	})
}
