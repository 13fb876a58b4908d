package tls

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// alerts are OpenSSL's words for what a peer refuses with.
var alerts = map[uint8]string{
	10: "sslv3 alert unexpected message", 20: "sslv3 alert bad record mac", 40: "sslv3 alert handshake failure", 42: "sslv3 alert bad certificate",
	43: "sslv3 alert unsupported certificate", 44: "sslv3 alert certificate revoked", 45: "sslv3 alert certificate expired",
	46: "sslv3 alert certificate unknown", 47: "sslv3 alert illegal parameter", 48: "tlsv1 alert unknown ca", 49: "tlsv1 alert access denied",
	50: "tlsv1 alert decode error", 51: "tlsv1 alert decrypt error", 70: "tlsv1 alert protocol version", 71: "tlsv1 alert insufficient security",
	80: "tlsv1 alert internal error", 90: "tlsv1 alert user cancelled", 112: "tlsv1 unrecognized name", 116: "tlsv13 alert certificate required",
	120: "tlsv1 alert no application protocol",
}

// reasons are OpenSSL's words for what we refuse, by what crypto/tls says.
var reasons = []struct{ says, reason string }{
	{"no cipher suite supported by both", "no shared cipher"},
	{"unsupported versions", "unsupported protocol"},
	{"unsupported protocol version", "unsupported protocol"},
	{"protocol version not supported", "unsupported protocol"},
	{"unsupported application protocols", "no application protocol"},
	{"no certificates configured", "no suitable signature algorithm"},
	{"looks like a TLS handshake", "wrong version number"},
}

// failure is the error of a handshake as JavaScript gets it: undefined for none, null for a connection that went away.
func (s *session) failure(err error) goja.Value {
	var errno syscall.Errno
	switch {
	case err == nil:
		return goja.Undefined()
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed):
		return goja.Null()
	case errors.As(err, &errno):
		return s.realm.SystemError(errno, "read")
	}
	return openSSLError(s.realm, reasonOf(err, s.server))
}

func reasonOf(err error, server bool) string {
	var record tls.RecordHeaderError
	var alert tls.AlertError
	switch {
	case errors.As(err, &record):
		if start := strings.ToUpper(string(record.RecordHeader[:])); server && (strings.HasPrefix(start, "GET ") || strings.HasPrefix(start, "POST ") || strings.HasPrefix(start, "HEAD ") || strings.HasPrefix(start, "PUT ")) {
			return "http request"
		}
		return "wrong version number"
	case errors.As(err, &alert):
		if reason, ok := alerts[uint8(alert)]; ok {
			return reason
		}
	}
	for _, r := range reasons {
		if strings.Contains(err.Error(), r.says) {
			return r.reason
		}
	}
	if words := remoteAlert(err); words != "" {
		return words
	}
	return "internal error"
}

// remoteAlert finds the alert in an error that only quotes it.
func remoteAlert(err error) string {
	_, quoted, ok := strings.Cut(err.Error(), "remote error: tls: ")
	if !ok {
		return ""
	}
	for number, reason := range alerts {
		if quoted == strings.TrimPrefix(tls.AlertError(number).Error(), "tls: ") {
			return reason
		}
	}
	return ""
}

func openSSLError(r *realm.Realm, reason string) goja.Value {
	o, _ := r.Runtime.New(r.Runtime.Get("Error"), r.Runtime.ToValue("error:0A000000:SSL routines::"+reason))
	_ = o.Set("library", "SSL routines")
	_ = o.Set("reason", reason)
	_ = o.Set("code", "ERR_SSL_"+strings.ReplaceAll(strings.ToUpper(reason), " ", "_"))
	return o
}
