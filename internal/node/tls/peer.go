package tls

import (
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// define gives the handle what JavaScript asks an established connection for.
func (s *session) define() {
	r, value := s.realm, s.realm.Runtime.ToValue
	get := func(name string, f func(state tls.ConnectionState) goja.Value) {
		r.Method(s.object, name, 0, func(goja.FunctionCall) goja.Value { return f(s.conn.ConnectionState()) })
	}
	r.Method(s.object, "verifyError", 0, func(goja.FunctionCall) goja.Value {
		refused := s.refused()
		if refused == nil {
			return goja.Null()
		}
		o, _ := r.Runtime.New(r.Runtime.Get("Error"), value(refused.text))
		_ = o.Set("code", refused.code)
		return o
	})
	get("protocol", func(state tls.ConnectionState) goja.Value {
		for name, number := range versions {
			if number == state.Version {
				return value(name)
			}
		}
		return goja.Null()
	})
	get("cipher", func(state tls.ConnectionState) goja.Value {
		o := r.Runtime.NewObject()
		_ = o.Set("name", cipherName(state.CipherSuite))
		_ = o.Set("standardName", tls.CipherSuiteName(state.CipherSuite))
		version := "TLSv1.2"
		if state.Version == tls.VersionTLS13 {
			version = "TLSv1.3"
		}
		_ = o.Set("version", version)
		return o
	})
	get("alpn", func(state tls.ConnectionState) goja.Value {
		if state.NegotiatedProtocol == "" {
			return value(false)
		}
		return value(state.NegotiatedProtocol)
	})
	get("servername", func(state tls.ConnectionState) goja.Value {
		if state.ServerName == "" {
			return value(false)
		}
		return value(state.ServerName)
	})
	get("resumed", func(state tls.ConnectionState) goja.Value { return value(state.DidResume) })
	get("ownCertificate", func(tls.ConnectionState) goja.Value {
		if len(s.context.certificates) == 0 || s.context.certificates[0].Leaf == nil {
			return goja.Null()
		}
		return certificateObject(r, s.context.certificates[0].Leaf)
	})
	r.Method(s.object, "peerCertificate", 1, func(c goja.FunctionCall) goja.Value { return s.peer(c.Argument(0).ToBoolean()) })
}

// peer is the peer's certificate; detailed adds its issuers, as far as they are known.
func (s *session) peer(detailed bool) goja.Value {
	chain := s.conn.ConnectionState().PeerCertificates
	if len(chain) == 0 {
		return goja.Null()
	}
	first := certificateObject(s.realm, chain[0])
	if !detailed {
		return first
	}
	known := append(append([]*x509.Certificate{}, chain[1:]...), s.context.trusted...)
	object, certificate := first, chain[0]
	for range len(known) + 1 {
		if string(certificate.RawIssuer) == string(certificate.RawSubject) {
			_ = object.Set("issuerCertificate", object)
			break
		}
		issuer := issuerOf(certificate, known)
		if issuer == nil {
			break
		}
		next := certificateObject(s.realm, issuer)
		_ = object.Set("issuerCertificate", next)
		object, certificate = next, issuer
	}
	return first
}

func certificateObject(r *realm.Realm, c *x509.Certificate) *goja.Object {
	o := r.Runtime.NewObject()
	set := func(name string, v any) { _ = o.Set(name, v) }
	set("subject", nameObject(r, c.Subject))
	set("issuer", nameObject(r, c.Issuer))
	if names := alternativeNames(c); names != "" {
		set("subjectaltname", names)
	}
	if access := accessObject(r, c); access != nil {
		set("infoAccess", access)
	}
	set("ca", c.IsCA)
	switch key := c.PublicKey.(type) {
	case *rsa.PublicKey:
		set("modulus", strings.ToUpper(hex.EncodeToString(key.N.Bytes())))
		set("bits", key.N.BitLen())
		set("exponent", fmt.Sprintf("0x%x", key.E))
		set("pubkey", r.NewBuffer(append([]byte(nil), c.RawSubjectPublicKeyInfo...)))
	case *ecdsa.PublicKey:
		set("bits", key.Curve.Params().BitSize)
		if point, err := key.Bytes(); err == nil {
			set("pubkey", r.NewBuffer(point))
		}
		curves := map[string]string{"P-256": "prime256v1", "P-384": "secp384r1", "P-521": "secp521r1"}
		set("asn1Curve", curves[key.Curve.Params().Name])
		set("nistCurve", key.Curve.Params().Name)
	}
	const layout = "Jan _2 15:04:05 2006 GMT"
	set("valid_from", c.NotBefore.UTC().Format(layout))
	set("valid_to", c.NotAfter.UTC().Format(layout))
	sum1, sum256, sum512 := sha1.Sum(c.Raw), sha256.Sum256(c.Raw), sha512.Sum512(c.Raw)
	set("fingerprint", fingerprint(sum1[:]))
	set("fingerprint256", fingerprint(sum256[:]))
	set("fingerprint512", fingerprint(sum512[:]))
	if usages := extendedUsages(c); len(usages) > 0 {
		set("ext_key_usage", r.Runtime.NewArray(usages...))
	}
	serial := c.SerialNumber.Text(16)
	if len(serial)%2 == 1 {
		serial = "0" + serial
	}
	set("serialNumber", strings.ToUpper(serial))
	set("raw", r.NewBuffer(append([]byte(nil), c.Raw...)))
	return o
}

func fingerprint(sum []byte) string {
	parts := make([]string, len(sum))
	for i, b := range sum {
		parts[i] = fmt.Sprintf("%02X", b)
	}
	return strings.Join(parts, ":")
}

var attributes = map[string]string{
	"2.5.4.3": "CN", "2.5.4.4": "SN", "2.5.4.5": "serialNumber", "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "ST", "2.5.4.9": "street", "2.5.4.10": "O", "2.5.4.11": "OU",
	"2.5.4.12": "title", "2.5.4.17": "postalCode", "2.5.4.42": "GN", "0.9.2342.19200300.100.1.1": "UID", "0.9.2342.19200300.100.1.25": "DC", "1.2.840.113549.1.9.1": "emailAddress",
}

func nameObject(r *realm.Realm, name pkix.Name) goja.Value {
	o := r.Runtime.CreateObject(nil)
	for _, a := range name.Names {
		key, ok := attributes[a.Type.String()]
		if !ok {
			key = a.Type.String()
		}
		text := fmt.Sprint(a.Value)
		switch before := o.Get(key).(type) {
		case nil:
			_ = o.Set(key, text)
		case *goja.Object:
			push, _ := goja.AssertFunction(before.Get("push"))
			r.Call(push, before, r.Runtime.ToValue(text))
		default:
			_ = o.Set(key, r.Runtime.NewArray(before, text))
		}
	}
	return o
}

func alternativeNames(c *x509.Certificate) string {
	var names []string
	for _, name := range c.DNSNames {
		if strings.ContainsAny(name, ",\"'\\") { // names that look like several are quoted
			name = fmt.Sprintf("%q", name)
		}
		names = append(names, "DNS:"+name)
	}
	for _, ip := range c.IPAddresses {
		names = append(names, "IP Address:"+ip.String())
	}
	for _, uri := range c.URIs {
		names = append(names, "URI:"+uri.String())
	}
	for _, mail := range c.EmailAddresses {
		names = append(names, "email:"+mail)
	}
	return strings.Join(names, ", ")
}

func accessObject(r *realm.Realm, c *x509.Certificate) goja.Value {
	if len(c.OCSPServer)+len(c.IssuingCertificateURL) == 0 {
		return nil
	}
	o := r.Runtime.CreateObject(nil)
	for name, list := range map[string][]string{"OCSP - URI": c.OCSPServer, "CA Issuers - URI": c.IssuingCertificateURL} {
		if len(list) > 0 {
			values := make([]any, len(list))
			for i, v := range list {
				values[i] = v
			}
			_ = o.Set(name, r.Runtime.NewArray(values...))
		}
	}
	return o
}

var usageNames = map[x509.ExtKeyUsage]string{
	x509.ExtKeyUsageServerAuth: "1.3.6.1.5.5.7.3.1", x509.ExtKeyUsageClientAuth: "1.3.6.1.5.5.7.3.2", x509.ExtKeyUsageCodeSigning: "1.3.6.1.5.5.7.3.3",
	x509.ExtKeyUsageEmailProtection: "1.3.6.1.5.5.7.3.4", x509.ExtKeyUsageTimeStamping: "1.3.6.1.5.5.7.3.8", x509.ExtKeyUsageOCSPSigning: "1.3.6.1.5.5.7.3.9",
}

func extendedUsages(c *x509.Certificate) []any {
	var out []any
	for _, u := range c.ExtKeyUsage {
		if name, ok := usageNames[u]; ok {
			out = append(out, name)
		}
	}
	for _, u := range c.UnknownExtKeyUsage {
		out = append(out, u.String())
	}
	return out
}
