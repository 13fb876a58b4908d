package fetch

import (
	"reflect"
	"testing"
)

func TestMultipart(t *testing.T) {
	body := "--b\r\nContent-Disposition: form-data; name=\"a%22\"\r\n\r\nvalue\r\n" +
		"--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.txt\"\r\nContent-Type: text/plain\r\n\r\n\r\n--b--\r\n"
	want := []part{
		{name: `a"`, data: []byte("value")},
		{name: "f", filename: "x.txt", isFile: true, contentType: "text/plain", data: []byte{}},
	}
	if got, ok := parseMultipart([]byte(body), "b"); !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, ok)
	}
	for _, bad := range []string{"", "x", "--b", "--b\r\n", "--b\r\n\r\nx\r\n--b--", "--b\r\nContent-Disposition: attachment\r\n\r\nx\r\n--b--",
		"--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--b--", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx"} {
		if got, ok := parseMultipart([]byte(bad), "b"); ok {
			t.Errorf("%q was read: %+v", bad, got)
		}
	}
}

// FuzzMultipart looks for bodies that panic.
func FuzzMultipart(f *testing.F) {
	f.Add([]byte("--b\r\nContent-Disposition: form-data; name=\"a\"; filename=\"c\"\r\n\r\nvalue\r\n--b--\r\n"), "b")
	f.Fuzz(func(t *testing.T, b []byte, boundary string) {
		parts, ok := parseMultipart(b, boundary)
		total := 0
		for _, p := range parts {
			total += len(p.data)
		}
		if ok && total > len(b) {
			t.Errorf("%d bytes of parts in %d", total, len(b))
		}
	})
}
