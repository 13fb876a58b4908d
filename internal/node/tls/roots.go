package tls

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"os"
	"sync"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// systemRoots are whom the system trusts, and whom the host's environment says to trust besides.
var systemRoots = sync.OnceValue(func() *x509.CertPool {
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	return pool
})

// trustOf is the pool that a context without authorities of its own uses.
func trustOf(r *realm.Realm) *x509.CertPool {
	name, set := r.Sandbox.Env().Get("NODE_EXTRA_CA_CERTS")
	if !set || name == "" {
		return systemRoots()
	}
	pool, ok := r.Slot(trustKey{}).(*x509.CertPool)
	if ok {
		return pool
	}
	pool = systemRoots().Clone()
	if extra, err := r.Sandbox.ReadFile(name); err == nil {
		pool.AppendCertsFromPEM(extra)
	}
	r.SetSlot(trustKey{}, pool)
	return pool
}

type trustKey struct{}

// bundles are where systems keep the authorities that they trust.
var bundles = [...]string{"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/pki/tls/cacert.pem",
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem"}

// rootCertificates lists the system's authorities as PEM texts.
func rootCertificates(r *realm.Realm) goja.Value {
	var texts []any
	names := bundles[:]
	if own := os.Getenv("SSL_CERT_FILE"); own != "" {
		names = []string{own}
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
			texts = append(texts, string(bytes.TrimSpace(pem.EncodeToMemory(&pem.Block{Type: block.Type, Bytes: block.Bytes}))))
		}
		break
	}
	return r.Runtime.NewArray(texts...)
}
