package openwhisk

import (
	"encoding/json"
	"testing"

	"github.com/wasmglue/wasmglue/platforms/internal/jsonedge"
)

func TestParseMessage(t *testing.T) {
	m, err := parseMessage([]byte(`{"value":{"a":1},"deadline":"123","activation_id":"x","n":1,"o":{},"value":[2]}`))
	if err != nil || string(m.value) != "[2]" || m.deadline() != "123" || len(m.context) != 2 {
		t.Errorf("%s %v %v", m.value, m.context, err)
	}
	if m, err := parseMessage(nil); err != nil || m.value.Kind() != jsonedge.Absent {
		t.Errorf("empty body: %v %v", m, err)
	}
}

// FuzzParseMessage takes messages apart: what is valid for us is valid JSON, and web answers are JSON again.
func FuzzParseMessage(f *testing.F) {
	f.Add([]byte(`{"value":{"main":"main","code":"x","binary":true,"env":{"A":"b","C":[1, 2],"D":1e2}}}`))
	f.Add([]byte(`{"value":{"statusCode":"204","headers":{"a":1},"body":""},"activation":{"x":"y"},"init":{"main":"m","raw":1}}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := parseMessage(data)
		if err != nil || len(data) == 0 {
			return
		}
		if !json.Valid(data) {
			t.Fatalf("%q is no JSON", data)
		}
		_, _ = m.initMessage()
		if m.value.Kind() == jsonedge.Object {
			if web, ok := parseWebAnswer(reply{status: 200, body: m.value}); ok && !json.Valid(web.body) {
				t.Fatalf("body %q of %q", web.body, m.value)
			}
		}
	})
}

func TestDecodeBase64(t *testing.T) {
	for in, want := range map[string]string{ // as node's Buffer.from(in, 'base64')
		"aGVsbG8=": "hello", "aGVsbG8": "hello", "aGVs bG8=\n": "hello", "aGVsbG8=aGVsbG8=": "hello", "a-_b": "k\xef\xdb", "a+/b": "k\xef\xdb", "a": "", "": "", "!!!!": "", "aGVsb": "hel", "aGVsbG": "hell",
	} {
		if got := string(decodeBase64(in)); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestSplitMain(t *testing.T) {
	for _, c := range []struct{ main, file, path string }{
		{"main", "", "main"}, {"other.niam.xyz", "other", "niam.xyz"}, {"lib/a.b", "lib/a", "b"},
	} {
		file, path, err := packaged{main: c.main}.split()
		if err != nil || file != c.file || path != c.path {
			t.Errorf("%s: %q %q %v", c.main, file, path, err)
		}
	}
	for _, main := range []string{".x", "x.", "../a.b", "/etc/a.b", "."} {
		if _, _, err := (packaged{main: main}).split(); err == nil {
			t.Errorf("%s was taken", main)
		}
	}
}

func TestIsDottedPath(t *testing.T) {
	for main, want := range map[string]bool{"main": true, "a.b.c": true, "$x._y1": true, "übung": true, "": false, "a..b": false, "1a": false, "a b": false, "a;b": false, "a()": false, "a.": false, "a\n": false} {
		if got := isDottedPath(main); got != want {
			t.Errorf("%q: %v", main, got)
		}
	}
}
