package tls

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// secureContext is what SecureContext stands for: our certificates, and whom to trust.
type secureContext struct {
	certificates []tls.Certificate
	roots        *x509.CertPool // nil: those of the system
	trusted      []*x509.Certificate
	min, max     uint16
	suites       []uint16
	tickets      ticketKeys
}

var versions = map[string]uint16{"TLSv1": tls.VersionTLS10, "TLSv1.1": tls.VersionTLS11, "TLSv1.2": tls.VersionTLS12, "TLSv1.3": tls.VersionTLS13}

// newContext reads {keys: [pem], certs: [pem], ca: [pem] or null, minVersion, maxVersion, ciphers}.
func newContext(r *realm.Realm, o *goja.Object) goja.Value {
	c := &secureContext{min: versions[o.Get("minVersion").String()], max: versions[o.Get("maxVersion").String()]}
	c.suites = cipherSuites(r, o.Get("ciphers").String())
	var chains [][]byte
	for _, v := range list(r, o.Get("certs")) {
		chains = append(chains, text(r, v))
	}
	for i, v := range list(r, o.Get("keys")) {
		key := privateKey(r, text(r, v))
		if i < len(chains) {
			c.certificates = append(c.certificates, pair(r, chains[i], key))
		}
	}
	if len(c.certificates) == 0 {
		for _, chain := range chains {
			if len(certificatesIn(r, chain)) == 0 {
				throwOpenSSL(r, "ERR_OSSL_PEM_NO_START_LINE", "error:0480006C:PEM routines::no start line")
			}
		}
	}
	if ca := o.Get("ca"); !realm.IsNullish(ca) {
		c.roots = x509.NewCertPool()
		for _, v := range list(r, ca) {
			for _, certificate := range certificatesIn(r, text(r, v)) {
				c.roots.AddCert(certificate)
				c.trusted = append(c.trusted, certificate)
			}
		}
	}
	c.completeChains()
	out := r.Runtime.NewObject()
	c.tickets.define(r, out)
	r.Hide(out, c)
	return out
}

// completeChains adds the issuers of our own certificates, as far as they are among the trusted: they are sent along.
func (c *secureContext) completeChains() {
	for i := range c.certificates {
		own := &c.certificates[i]
		last, err := x509.ParseCertificate(own.Certificate[len(own.Certificate)-1])
		for range c.trusted {
			if err != nil || bytes.Equal(last.RawIssuer, last.RawSubject) {
				break
			}
			issuer := issuerOf(last, c.trusted)
			if issuer == nil {
				break
			}
			own.Certificate = append(own.Certificate, issuer.Raw)
			last = issuer
		}
	}
}

func list(r *realm.Realm, v goja.Value) []goja.Value {
	if realm.IsNullish(v) {
		return nil
	}
	o := v.ToObject(r.Runtime)
	out := make([]goja.Value, int(o.Get("length").ToInteger()))
	for i := range out {
		out[i] = o.Get(r.Runtime.ToValue(i).String())
	}
	return out
}

func text(r *realm.Realm, v goja.Value) []byte {
	if b, ok := r.Bytes(v); ok {
		return b
	}
	return []byte(v.String())
}

func throwOpenSSL(r *realm.Realm, code, message string) {
	o, _ := r.Runtime.New(r.Runtime.Get("Error"), r.Runtime.ToValue(message))
	parts := strings.SplitN(message, ":", 5)
	if len(parts) == 5 {
		_ = o.Set("library", parts[2])
		_ = o.Set("reason", parts[4])
	}
	_ = o.Set("code", code)
	panic(o)
}

func certificatesIn(r *realm.Realm, data []byte) []*x509.Certificate {
	var found []*x509.Certificate
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		if !strings.HasSuffix(block.Type, "CERTIFICATE") {
			continue
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			throwOpenSSL(r, "ERR_OSSL_ASN1_WRONG_TAG", "error:068000A8:asn1 encoding routines::wrong tag")
		}
		found = append(found, certificate)
	}
	return found
}

// privateKey is the first key in a PEM text.
func privateKey(r *realm.Realm, data []byte) []byte {
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		if strings.HasSuffix(block.Type, "PRIVATE KEY") {
			return pem.EncodeToMemory(&pem.Block{Type: block.Type, Bytes: block.Bytes})
		}
	}
	throwOpenSSL(r, "ERR_OSSL_UNSUPPORTED", "error:1E08010C:DECODER routines::unsupported")
	return nil
}

func pair(r *realm.Realm, chain, key []byte) tls.Certificate {
	certificate, err := tls.X509KeyPair(chain, key)
	switch {
	case err == nil:
	case strings.Contains(err.Error(), "does not match"):
		throwOpenSSL(r, "ERR_OSSL_X509_KEY_VALUES_MISMATCH", "error:05800074:x509 certificate routines::key values mismatch")
	default:
		throwOpenSSL(r, "ERR_OSSL_PEM_NO_START_LINE", "error:0480006C:PEM routines::no start line")
	}
	return certificate
}
