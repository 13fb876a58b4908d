package compilecache

import (
	"bytes"
	"os"
	"testing"
)

// FuzzRead gives an entry any contents: what is returned must be what was once
// saved, or nothing.
func FuzzRead(f *testing.F) {
	s := &store{f.TempDir(), 1 << 20, "test"}
	path := s.path(ID{1})
	good := []byte("machine code")
	s.save(path, good)
	entry, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(entry)
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, contents []byte) {
		if err := os.WriteFile(path, contents, 0o600); err != nil {
			t.Fatal(err)
		}
		b, ok := s.read(path)
		if ok != bytes.Equal(contents, entry) || ok && !bytes.Equal(b, good) {
			t.Errorf("read(%x) = %x, %v", contents, b, ok)
		}
		if l, ok := parseLoadable(contents); ok && len(l.skeleton)+len(l.code) != len(contents)-prefixSize {
			t.Error("parts of the module were lost")
		}
	})
}
