package crypto

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/pem"
	"net"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/node/crypto/certs"
	"github.com/wasmglue/wasmglue/internal/node/crypto/digest"
	"github.com/wasmglue/wasmglue/internal/node/crypto/keys"
	"github.com/wasmglue/wasmglue/internal/node/crypto/ossl"
	"github.com/wasmglue/wasmglue/internal/realm"
)

func (n natives) defineX509(native *goja.Object) {
	n.methods(native, map[string]realm.Native{
		"parse": n.parseCertificate, "describe": n.describeCertificate, "raw": n.rawCertificate, "pem": n.pemCertificate, "key": n.certificateKey,
		"verifySPKAC": n.verifySPKAC, "keyOfSPKAC": n.keyOfSPKAC, "challengeOfSPKAC": n.challengeOfSPKAC,
		"host": n.checkHost, "email": n.checkEmail, "ip": n.checkIP, "issued": n.checkIssued, "verify": n.verifyCertificate,
	})
}

func (n natives) certificate(v goja.Value) *x509.Certificate { return v.Export().(*x509.Certificate) }

var errNoPEM = &ossl.Error{Number: 0x0480006C, Library: "PEM routines", Reason: "no start line", Code: "ERR_OSSL_PEM_NO_START_LINE"}

// parse(data) reads PEM or DER.
func (n natives) parseCertificate(c goja.FunctionCall) goja.Value {
	data := n.bytes(c.Argument(0))
	if block, _ := pem.Decode(data); block != nil {
		data = block.Bytes
	} else if len(data) == 0 || data[0] != 0x30 {
		n.check(errNoPEM)
	}
	certificate, err := x509.ParseCertificate(append([]byte{}, data...))
	if err != nil {
		n.check(ossl.WrongTag)
	}
	return n.Runtime.ToValue(certificate)
}

// describe(certificate) is everything that is text in a certificate.
func (n natives) describeCertificate(c goja.FunctionCall) goja.Value {
	certificate := n.certificate(c.Argument(0))
	object := n.Runtime.NewObject()
	set := func(name string, value any) { _ = object.Set(name, value) }
	set("subject", certs.Name(certificate.RawSubject))
	set("issuer", certs.Name(certificate.RawIssuer))
	if text := certs.AlternativeNames(certificate); text != "" {
		set("subjectAltName", text)
	}
	if text := certs.InfoAccess(certificate); text != "" {
		set("infoAccess", text)
	}
	const format = "Jan _2 15:04:05 2006 GMT"
	set("validFrom", certificate.NotBefore.UTC().Format(format))
	set("validTo", certificate.NotAfter.UTC().Format(format))
	one, two, five := sha1.Sum(certificate.Raw), sha256.Sum256(certificate.Raw), sha512.Sum512(certificate.Raw)
	set("fingerprint", certs.Fingerprint(one[:]))
	set("fingerprint256", certs.Fingerprint(two[:]))
	set("fingerprint512", certs.Fingerprint(five[:]))
	set("serialNumber", strings.ToUpper(certs.Serial(certificate)))
	set("ca", certificate.IsCA)
	if usages := certs.KeyUsages(certificate); len(usages) > 0 {
		set("keyUsage", n.strings(usages))
	}
	return object
}

func (n natives) rawCertificate(c goja.FunctionCall) goja.Value {
	return n.NewBuffer(append([]byte{}, n.certificate(c.Argument(0)).Raw...))
}

func (n natives) pemCertificate(c goja.FunctionCall) goja.Value {
	block := &pem.Block{Type: "CERTIFICATE", Bytes: n.certificate(c.Argument(0)).Raw}
	return n.Runtime.ToValue(string(pem.EncodeToMemory(block)))
}

// key(certificate) is its public key.
func (n natives) certificateKey(c goja.FunctionCall) goja.Value {
	k, err := keys.ParseSPKI(n.certificate(c.Argument(0)).RawSubjectPublicKeyInfo)
	n.check(keyError(err))
	return n.handle(k)
}

// text is a string, or undefined for an empty one.
func (n natives) text(s string) goja.Value {
	if s == "" {
		return goja.Undefined()
	}
	return n.Runtime.ToValue(s)
}

// host(certificate, name, subject, wildcards, partialWildcards, multiLabelWildcards, singleLabelSubdomains) is the name that fits.
func (n natives) checkHost(c goja.FunctionCall) goja.Value {
	return n.text(certs.Host(n.certificate(c.Argument(0)), c.Argument(1).String(), certs.HostOptions{
		Subject: c.Argument(2).String(), Wildcards: c.Argument(3).ToBoolean(), PartialWildcards: c.Argument(4).ToBoolean(),
		MultiLabelWildcards: c.Argument(5).ToBoolean(), SingleLabelSubdomains: c.Argument(6).ToBoolean(),
	}))
}

// email(certificate, address, subject)
func (n natives) checkEmail(c goja.FunctionCall) goja.Value {
	return n.text(certs.Email(n.certificate(c.Argument(0)), c.Argument(1).String(), c.Argument(2).String()))
}

// ip(certificate, address)
func (n natives) checkIP(c goja.FunctionCall) goja.Value {
	wanted := net.ParseIP(c.Argument(1).String())
	for _, ip := range n.certificate(c.Argument(0)).IPAddresses {
		if wanted != nil && ip.Equal(wanted) {
			return c.Argument(1)
		}
	}
	return goja.Undefined()
}

// issued(certificate, issuer) tells whether the names and identifiers fit; the signature is verify's.
func (n natives) checkIssued(c goja.FunctionCall) goja.Value {
	certificate, issuer := n.certificate(c.Argument(0)), n.certificate(c.Argument(1))
	fits := bytes.Equal(certificate.RawIssuer, issuer.RawSubject)
	if a, s := certificate.AuthorityKeyId, issuer.SubjectKeyId; len(a) > 0 && len(s) > 0 && !bytes.Equal(a, s) {
		fits = false
	}
	return n.bool(fits)
}

// verify(certificate, key) tells whether the key signed it.
func (n natives) verifyCertificate(c goja.FunctionCall) goja.Value {
	certificate, k := n.certificate(c.Argument(0)), n.key(c.Argument(1))
	o := keys.SignOptions{Salt: keys.SaltAuto}
	if hash := certs.SignatureHash(certificate); hash != "" {
		o.Hash, _ = digest.Lookup(hash)
	} else if !k.OneShot() {
		return n.bool(false)
	}
	if certs.IsPSS(certificate) {
		o.Padding = keys.PaddingPSS
	}
	return n.bool(k.VerifyData(certificate.RawTBSCertificate, certificate.Signature, o))
}
