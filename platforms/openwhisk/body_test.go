package openwhisk

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

// endless is a body without end.
type endless struct{ read int64 }

func (e *endless) Read(p []byte) (int, error) {
	e.read += int64(len(p))
	return len(p), nil
}

func TestEndlessBodyIsGivenUp(t *testing.T) {
	body := &endless{}
	r := httptest.NewRequest(http.MethodPost, "/run", io.NopCloser(body))
	r.ContentLength = -1
	r.Header.Set("Content-Type", "application/json")
	if _, err := readBody(r); err == nil {
		t.Fatal("taken")
	}
	if body.read > bodyLimit*2+drainLimit+(1<<20) {
		t.Errorf("read %d bytes", body.read)
	}
}

func TestAnnouncedLengthIsNotBelieved(t *testing.T) {
	allocated := testing.AllocsPerRun(1, func() {
		data, err := readLimited(bytes.NewReader([]byte("{}")), bodyLimit)
		if err != nil || string(data) != "{}" || cap(data) > 1<<20 {
			t.Errorf("%q, %d bytes set aside, %v", data, cap(data), err)
		}
	})
	_ = allocated
}

func TestReadLimitedAtTheLimit(t *testing.T) {
	for _, length := range []int64{-1, bodyLimit} {
		data, err := readLimited(io.LimitReader(&endless{}, bodyLimit), length)
		if err != nil || len(data) != bodyLimit {
			t.Errorf("announced %d: %d bytes, %v", length, len(data), err)
		}
	}
	if _, err := readLimited(io.LimitReader(&endless{}, bodyLimit+1), -1); err == nil {
		t.Error("one byte more was taken")
	}
}

// FuzzReadBody reads bodies of every encoding: no panic, nothing beyond the limit.
func FuzzReadBody(f *testing.F) {
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = z.Write([]byte(`{"value":{}}`))
	_ = z.Close()
	f.Add([]byte(`{"value":{}}`), "application/json", "")
	f.Add(zipped.Bytes(), "application/json; charset=utf-8", "gzip")
	f.Add([]byte("x\x9c\x03\x00\x00\x00\x00\x01"), "application/json", "deflate")
	f.Add([]byte("{\x00}\x00"), "application/json; charset=utf-16", "")
	f.Add([]byte("\xfe\xff\x00{"), "application/json; charset=\"utf-16\"", "identity")
	f.Fuzz(func(t *testing.T, data []byte, kind, encoding string) {
		r := httptest.NewRequest(http.MethodPost, "/init", bytes.NewReader(data))
		r.Header["Content-Type"], r.Header["Content-Encoding"] = []string{kind}, []string{encoding}
		body, err := readBody(r)
		if err != nil || len(body) > bodyLimit {
			return
		}
		msg, err := parseMessage(body)
		if err != nil {
			return
		}
		_, _ = msg.initMessage()
		_, _ = parseKnativeCall(body)
	})
}
