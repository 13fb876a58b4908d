package tls

import (
	"crypto/tls"
	"strings"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// cipher is a suite with OpenSSL's name; those of TLS 1.3 have one name only.
type cipher struct {
	id   uint16
	name string
}

var ciphers = []cipher{
	{tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, "ECDHE-RSA-AES128-GCM-SHA256"},
	{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, "ECDHE-ECDSA-AES128-GCM-SHA256"},
	{tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, "ECDHE-RSA-AES256-GCM-SHA384"},
	{tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, "ECDHE-ECDSA-AES256-GCM-SHA384"},
	{tls.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, "ECDHE-RSA-CHACHA20-POLY1305"},
	{tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, "ECDHE-ECDSA-CHACHA20-POLY1305"},
	{tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256, "ECDHE-RSA-AES128-SHA256"},
	{tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, "ECDHE-ECDSA-AES128-SHA256"},
	{tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, "ECDHE-RSA-AES128-SHA"},
	{tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, "ECDHE-ECDSA-AES128-SHA"},
	{tls.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA, "ECDHE-RSA-AES256-SHA"},
	{tls.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA, "ECDHE-ECDSA-AES256-SHA"},
	{tls.TLS_RSA_WITH_AES_128_GCM_SHA256, "AES128-GCM-SHA256"},
	{tls.TLS_RSA_WITH_AES_256_GCM_SHA384, "AES256-GCM-SHA384"},
	{tls.TLS_RSA_WITH_AES_128_CBC_SHA256, "AES128-SHA256"},
	{tls.TLS_RSA_WITH_AES_128_CBC_SHA, "AES128-SHA"},
	{tls.TLS_RSA_WITH_AES_256_CBC_SHA, "AES256-SHA"},
}

// cipherSuites reads a list in OpenSSL's form: the suites that it names; nil, for Go's own choice, if it has words for classes of them.
func cipherSuites(r *realm.Realm, list string) []uint16 {
	var out []uint16
	known := false
	for _, name := range strings.FieldsFunc(list, func(c rune) bool { return c == ':' || c == ',' || c == ' ' }) {
		switch {
		case strings.HasPrefix(name, "TLS_"):
			known = true
		case strings.ContainsAny(name, "!+@") || strings.HasPrefix(name, "-"):
		case name == "HIGH" || name == "ALL" || name == "DEFAULT" || name == "MEDIUM" || strings.HasPrefix(name, "DEFAULT"):
			return nil
		}
		for _, c := range ciphers {
			if c.name == name {
				out, known = append(out, c.id), true
			}
		}
	}
	if !known {
		throwOpenSSL(r, "ERR_SSL_NO_CIPHER_MATCH", "error:0A0000B9:SSL routines::no cipher match")
	}
	return out
}

func cipherName(id uint16) string {
	for _, c := range ciphers {
		if c.id == id {
			return c.name
		}
	}
	return tls.CipherSuiteName(id)
}
