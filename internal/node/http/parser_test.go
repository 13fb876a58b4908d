package http

import (
	"reflect"
	"strings"
	"testing"
)

// record notes what a parser tells of.
type record struct {
	heads    []head
	bodies   []string
	trailers []string
	done     int
	answer   follows
}

func (r *record) head(h *head) follows {
	kept := *h
	kept.fields = append([]string(nil), h.fields...)
	r.heads = append(r.heads, kept)
	r.bodies = append(r.bodies, "")
	return r.answer
}

func (r *record) body(b []byte) { r.bodies[len(r.bodies)-1] += string(b) }

func (r *record) complete(trailers []string) { r.done++; r.trailers = append(r.trailers, trailers...) }

const host = "Host: a\r\n"

func parse(k kind, text string, size int) (*record, *Error) {
	r := &record{}
	p := newParser(k, r, 1<<14, false)
	for len(text) > 0 {
		n := min(size, len(text))
		if _, err := p.feed([]byte(text[:n])); err != nil {
			return r, err
		}
		text = text[n:]
	}
	return r, p.finish()
}

func TestMessagesInPieces(t *testing.T) {
	text := "POST /p?q HTTP/1.1\r\n" + host + "Content-Length: 3\r\n\r\nabc" +
		"PUT / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n2;x=y\r\nde\r\n1\r\nf\r\n0\r\nT: u\r\n\r\n" +
		"GET /last HTTP/1.1\r\n" + host + "\r\n"
	for size := 1; size <= len(text); size++ {
		r, err := parse(requests, text, size)
		if err != nil {
			t.Fatalf("in pieces of %d: %v", size, err)
		}
		if want := []string{"abc", "def", ""}; !reflect.DeepEqual(r.bodies, want) || r.done != 3 {
			t.Fatalf("in pieces of %d: bodies %q, %d complete", size, r.bodies, r.done)
		}
		if want := []string{"T", "u"}; !reflect.DeepEqual(r.trailers, want) {
			t.Fatalf("in pieces of %d: trailers %q", size, r.trailers)
		}
	}
}

// TestWhatCouldBeReadInTwoWays lists what one server might read differently from another, with the codes that node gives.
func TestWhatCouldBeReadInTwoWays(t *testing.T) {
	post := "POST / HTTP/1.1\r\n" + host
	for text, code := range map[string]string{
		post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n":            "HPE_INVALID_TRANSFER_ENCODING",
		post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n":            "HPE_INVALID_CONTENT_LENGTH",
		post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc":                  "HPE_UNEXPECTED_CONTENT_LENGTH",
		post + "Content-Length: +3\r\n\r\nabc":                                      "HPE_INVALID_CONTENT_LENGTH",
		post + "Content-Length: 3, 3\r\n\r\nabc":                                    "HPE_INVALID_CONTENT_LENGTH",
		post + "Content-Length: 18446744073709551616\r\n\r\n":                       "HPE_INVALID_CONTENT_LENGTH",
		post + "Transfer-Encoding: chunked, gzip\r\n\r\n":                           "HPE_INVALID_TRANSFER_ENCODING",
		post + "Transfer-Encoding: xchunked\r\n\r\n":                                "HPE_INVALID_TRANSFER_ENCODING",
		post + "Transfer-Encoding : chunked\r\n\r\n":                                "HPE_INVALID_HEADER_TOKEN",
		post + "X: y\r\n z\r\n\r\n":                                                 "HPE_INVALID_HEADER_TOKEN",
		post + "X: y\n\r\n":                                                         "HPE_CR_EXPECTED",
		post + "X: y\rZ: w\r\n\r\n":                                                 "HPE_LF_EXPECTED",
		post + "X: y\x00\r\n\r\n":                                                   "HPE_INVALID_HEADER_TOKEN",
		post + "Transfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n":              "HPE_CR_EXPECTED",
		post + "Transfer-Encoding: chunked\r\n\r\n3 \r\nabc\r\n0\r\n\r\n":           "HPE_INVALID_CHUNK_SIZE",
		post + "Transfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n":           "HPE_INVALID_CHUNK_SIZE",
		post + "Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\nabc":         "HPE_INVALID_CHUNK_SIZE",
		post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n":           "HPE_STRICT",
		post + "Transfer-Encoding: chunked\r\n\r\n3\r\nab":                          "HPE_INVALID_EOF_STATE",
		"GET / HTTP/1.1\r\n" + host + "Connection: close\r\n\r\nGET / HTTP/1.1\r\n": "HPE_CLOSED_CONNECTION",
		"GET / HTTP/1.1\n" + host + "\r\n":                                          "HPE_INVALID_VERSION",
		"GET / HTTP/1.2\r\n" + host + "\r\n":                                        "HPE_INVALID_VERSION",
		"get / HTTP/1.1\r\n" + host + "\r\n":                                        "HPE_INVALID_METHOD",
		"GET /\x01 HTTP/1.1\r\n" + host + "\r\n":                                    "HPE_INVALID_URL",
		"GET / HTTP/1.1\r\nX: " + strings.Repeat("a", 1<<14) + "\r\n\r\n":           "HPE_HEADER_OVERFLOW",
		post + "Transfer-Encoding: chunked\r\n\r\n3;" + strings.Repeat("a", 1<<15):  "HPE_CHUNK_EXTENSIONS_OVERFLOW",
	} {
		if _, err := parse(requests, text, len(text)); err == nil || err.Code != code {
			t.Errorf("%.80q: %v, want %s", text, err, code)
		}
	}
}

func TestResponsesWithAndWithoutBodies(t *testing.T) {
	for text, body := range map[string]string{
		"HTTP/1.1 200 OK\r\n\r\nuntil the end":                                            "until the end",
		"HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\n":                            "",
		"HTTP/1.1 304 Not Modified\r\n\r\n":                                               "",
		"HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n":           "x",
		"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\ny":      "y",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nwhat stands until the end too": "what stands until the end too",
	} {
		r, err := parse(responses, text, 7)
		if err != nil || r.bodies[len(r.bodies)-1] != body || r.done != len(r.heads) {
			t.Errorf("%q: %q, %v", text, r.bodies, err)
		}
	}
}

// FuzzParser looks for input that panics, or that is read differently when it comes in two pieces.
func FuzzParser(f *testing.F) {
	f.Add([]byte("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), uint16(5), false)
	f.Add([]byte("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\nT: u\r\n\r\n"), uint16(60), false)
	f.Add([]byte("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.0 404 No\r\n\r\nrest"), uint16(40), true)
	f.Fuzz(func(t *testing.T, b []byte, at uint16, response bool) {
		k := requests
		if response {
			k = responses
		}
		whole := &record{}
		one := newParser(k, whole, 1<<12, false)
		_, err := one.feed(b)
		halves := &record{}
		two := newParser(k, halves, 1<<12, false)
		cut := min(int(at), len(b))
		_, split := two.feed(b[:cut])
		if split == nil {
			_, split = two.feed(b[cut:])
		}
		if (err == nil) != (split == nil) || err != nil && err.Code != split.Code {
			t.Fatalf("whole: %v, in pieces: %v", err, split)
		}
		if whole.done != halves.done || !reflect.DeepEqual(whole.heads, halves.heads) || !reflect.DeepEqual(whole.bodies, halves.bodies) {
			t.Fatalf("whole %+v, in pieces %+v", whole, halves)
		}
	})
}

func BenchmarkParser(b *testing.B) {
	text := []byte("GET /some/path?with=query HTTP/1.1\r\nHost: localhost:8080\r\nUser-Agent: node\r\nAccept: */*\r\nAccept-Encoding: gzip, deflate\r\nConnection: keep-alive\r\n\r\n")
	r := &record{}
	p := newParser(requests, r, 1<<14, false)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		r.heads, r.bodies = r.heads[:0], r.bodies[:0]
		if _, err := p.feed(text); err != nil {
			b.Fatal(err)
		}
	}
}
