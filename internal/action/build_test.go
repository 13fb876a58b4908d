package action

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"io/fs"
	"testing"
)

// item is one entry of an archive made for a test.
type item struct {
	name string
	body string
	mode fs.FileMode // type bits and permissions; 0 is a plain file of 0644
}

func file(name, body string) item    { return item{name, body, 0o644} }
func dir(name string) item           { return item{name, "", fs.ModeDir | 0o755} }
func lnk(name, target string) item   { return item{name, target, fs.ModeSymlink | 0o777} }
func device(name string) item        { return item{name, "", fs.ModeDevice | fs.ModeCharDevice | 0o666} }
func program(name, body string) item { return item{name, body, 0o755 | fs.ModeSetuid} }

func makeZip(t testing.TB, items ...item) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, it := range items {
		h := &zip.FileHeader{Name: it.name, Method: zip.Deflate}
		h.SetMode(it.mode)
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if it.mode.IsDir() {
			continue
		}
		if _, err := w.Write([]byte(it.body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func makeTarGz(t testing.TB, items ...item) []byte {
	t.Helper()
	headers := make([]tar.Header, len(items))
	for i, it := range items {
		headers[i] = headerOf(it)
	}
	return makeTarGzHeaders(t, headers, items)
}

func headerOf(it item) tar.Header {
	h := tar.Header{Name: it.name, Mode: int64(it.mode.Perm()), Typeflag: tar.TypeReg, Size: int64(len(it.body))}
	if it.mode&fs.ModeSetuid != 0 {
		h.Mode |= 0o4000
	}
	switch it.mode.Type() {
	case fs.ModeDir:
		h.Typeflag, h.Size = tar.TypeDir, 0
	case fs.ModeSymlink:
		h.Typeflag, h.Linkname, h.Size = tar.TypeSymlink, it.body, 0
	case fs.ModeDevice | fs.ModeCharDevice:
		h.Typeflag = tar.TypeChar
	}
	return h
}

func makeTarGzHeaders(t testing.TB, headers []tar.Header, items []item) []byte {
	t.Helper()
	var buf bytes.Buffer
	gz := gzip.NewWriter(&buf)
	w := tar.NewWriter(gz)
	for i := range headers {
		if err := w.WriteHeader(&headers[i]); err != nil {
			t.Fatal(err)
		}
		if headers[i].Size > 0 {
			if _, err := w.Write([]byte(items[i].body)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := gz.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// centralHeader gives the bytes of the record for name in the directory of a
// zip, to be changed in place.
func centralHeader(t testing.TB, archive []byte, name string) []byte {
	t.Helper()
	for at := 0; ; at++ {
		next := bytes.Index(archive[at:], zipHeaderMagic)
		if next < 0 {
			t.Fatalf("no directory record for %q", name)
		}
		at += next
		if bytes.HasPrefix(archive[at+zipHeaderLen:], []byte(name)) {
			return archive[at:]
		}
	}
}

func put16(b []byte, at int, v uint16) { binary.LittleEndian.PutUint16(b[at:], v) }
func put32(b []byte, at int, v uint32) { binary.LittleEndian.PutUint32(b[at:], v) }
