package files

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// pieces counts writes.
type pieces [][]byte

func (p *pieces) Write(b []byte) (int, error) {
	*p = append(*p, bytes.Clone(b))
	return len(b), nil
}

func TestStreamWritesOnePiece(t *testing.T) {
	var out pieces
	s := Stream(nil, &out)
	if n, errno := s.Writev([][]byte{[]byte("a"), nil, []byte("bc"), []byte("d")}); n != 4 || errno != 0 {
		t.Errorf("wrote %d, %v", n, errno)
	}
	if n, errno := s.Writev([][]byte{nil, []byte("e")}); n != 1 || errno != 0 {
		t.Errorf("wrote %d, %v", n, errno)
	}
	if n, errno := s.Writev(nil); n != 0 || errno != 0 {
		t.Errorf("wrote %d, %v", n, errno)
	}
	if len(out) != 2 || string(out[0]) != "abcd" || string(out[1]) != "e" {
		t.Errorf("pieces %q", out)
	}
	if _, errno := s.Readv([][]byte{make([]byte, 1)}); errno != wasip1.EBADF {
		t.Errorf("read an output: %v", errno)
	}
}

func TestStreamReadsWhatIsThere(t *testing.T) {
	r, w := io.Pipe()
	go func() { _, _ = w.Write([]byte("ab")) }()
	s := Stream(r, nil)
	first, second := make([]byte, 2), make([]byte, 2)
	// A second read would wait for ever.
	if n, errno := s.Readv([][]byte{nil, first, second}); n != 2 || errno != 0 || string(first) != "ab" {
		t.Errorf("read %d, %v", n, errno)
	}
	end := Stream(strings.NewReader(""), nil)
	if n, errno := end.Readv([][]byte{first}); n != 0 || errno != 0 {
		t.Errorf("the end: %d, %v", n, errno)
	}
}
