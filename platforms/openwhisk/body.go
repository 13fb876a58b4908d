package openwhisk

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// bodyLimit is the largest request body that is taken, in bytes after decompression: the reference's "48mb".
const bodyLimit = 48 << 20

// drainLimit is how much of a refused body is read on, so that a client which only looks at the answer when it has sent everything gets it.
const drainLimit = 4 * bodyLimit

// errBody says that a request body cannot be read as what its headers announce.
var errBody = errors.New("unreadable request body")

// readBody returns the JSON text of a request as UTF-8; nil when there is none, or when its type is another one: such a body is ignored.
func readBody(r *http.Request) ([]byte, error) {
	defer func() { _, _ = io.CopyN(io.Discard, r.Body, drainLimit) }()
	if r.Body == http.NoBody {
		return nil, nil
	}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "application/json" {
		return nil, nil
	}
	charset := strings.ToLower(params["charset"])
	if err != nil || charset != "" && !strings.HasPrefix(charset, "utf-") {
		return nil, errBody
	}
	data, err := readEncoded(r)
	if err != nil {
		return nil, err
	}
	return decodeCharset(data, charset)
}

// readEncoded reads the body and undoes its Content-Encoding. The limit holds for what comes out, so a bomb bursts at 48 MiB.
func readEncoded(r *http.Request) ([]byte, error) {
	var in io.Reader
	var err error
	switch strings.ToLower(r.Header.Get("Content-Encoding")) {
	case "", "identity":
		return readLimited(r.Body, r.ContentLength)
	case "gzip":
		in, err = gzip.NewReader(r.Body)
	case "deflate":
		in, err = newInflater(r.Body)
	default:
		return nil, errBody
	}
	if err != nil {
		return nil, errBody
	}
	return readLimited(in, -1)
}

// newInflater reads "deflate", which is zlib by the standard and raw deflate by some clients.
func newInflater(body io.Reader) (io.Reader, error) {
	buffered := bufio.NewReader(body)
	head, _ := buffered.Peek(1)
	if len(head) == 1 && head[0]&0x0f == 8 {
		return zlib.NewReader(buffered)
	}
	return flate.NewReader(buffered), nil
}

// trustedLength is the announced length up to which memory is set aside before anything was received.
const trustedLength = 1 << 20

// readLimited reads all of in; length is what was announced, -1 if nothing was.
func readLimited(in io.Reader, length int64) ([]byte, error) {
	if length > bodyLimit {
		return nil, errBody
	}
	first := length + 1 // one more than announced: the read that finds the end needs no new buffer
	if length < 0 || length > trustedLength {
		first = 4 << 10
	}
	data := make([]byte, 0, first)
	for {
		n, err := in.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case len(data) > bodyLimit:
			return nil, errBody
		case errors.Is(err, io.EOF):
			return data, nil
		case err != nil:
			return nil, errBody
		case len(data) == cap(data):
			data = enlarge(data, length)
		}
	}
}

// enlarge makes room: by doubling, and at once for all that was announced when a good part of it has come.
func enlarge(data []byte, length int64) []byte {
	size := 2 * cap(data)
	if length > 0 && len(data) >= trustedLength/2 && int64(size) < length+1 {
		size = int(length) + 1
	}
	return append(make([]byte, 0, min(size, bodyLimit+1)), data...)
}

func decodeCharset(data []byte, charset string) ([]byte, error) {
	switch charset {
	case "", "utf-8":
		return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), nil
	case "utf-16", "utf-16le":
		return decodeUTF16(data, charset == "utf-16")
	}
	return nil, errBody
}

// decodeUTF16 decodes little-endian text, or by its byte order mark where that decides.
func decodeUTF16(data []byte, byMark bool) ([]byte, error) {
	low, high := 0, 1
	if byMark && bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		low, high = 1, 0
	}
	units := make([]uint16, 0, len(data)/2)
	for i := 0; i+1 < len(data); i += 2 {
		units = append(units, uint16(data[i+low])|uint16(data[i+high])<<8)
	}
	out := make([]byte, 0, len(units))
	for i, r := range utf16.Decode(units) {
		if i > 0 || r != '\ufeff' {
			out = utf8.AppendRune(out, r)
		}
	}
	return out, nil
}
