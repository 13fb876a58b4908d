package tls

import (
	"bytes"
	"crypto/x509"
	"errors"
	"time"
)

// refusal is why a certificate is not to be trusted, as OpenSSL says it.
type refusal struct{ code, text string }

var (
	selfSigned       = refusal{"DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate"}
	selfSignedChain  = refusal{"SELF_SIGNED_CERT_IN_CHAIN", "self-signed certificate in certificate chain"}
	noLeafIssuer     = refusal{"UNABLE_TO_VERIFY_LEAF_SIGNATURE", "unable to verify the first certificate"}
	noIssuer         = refusal{"UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "unable to get local issuer certificate"}
	expired          = refusal{"CERT_HAS_EXPIRED", "certificate has expired"}
	notYet           = refusal{"CERT_NOT_YET_VALID", "certificate is not yet valid"}
	badPurpose       = refusal{"INVALID_PURPOSE", "unsuitable certificate purpose"}
	badSignature     = refusal{"CERT_SIGNATURE_FAILURE", "certificate signature failure"}
	noAuthority      = refusal{"INVALID_CA", "invalid CA certificate"}
	noCertificate    = refusal{"UNABLE_TO_GET_ISSUER_CERT", "peer did not return a certificate"}
	otherwiseInvalid = refusal{"CERT_REJECTED", "certificate rejected"}
)

// verify judges what the peer sent: nil is trust.
func verify(chain []*x509.Certificate, roots *x509.CertPool, usage x509.ExtKeyUsage) *refusal {
	if len(chain) == 0 {
		return &noCertificate
	}
	options := x509.VerifyOptions{Roots: roots, Intermediates: x509.NewCertPool(), KeyUsages: []x509.ExtKeyUsage{usage}}
	for _, c := range chain[1:] {
		options.Intermediates.AddCert(c)
	}
	_, err := chain[0].Verify(options)
	var invalid x509.CertificateInvalidError
	var unknown x509.UnknownAuthorityError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &invalid):
		return invalidity(invalid)
	case errors.As(err, &unknown):
		return unknownIssuer(chain)
	}
	return &otherwiseInvalid
}

func invalidity(err x509.CertificateInvalidError) *refusal {
	switch err.Reason {
	case x509.Expired:
		if time.Now().Before(err.Cert.NotBefore) {
			return &notYet
		}
		return &expired
	case x509.IncompatibleUsage:
		return &badPurpose
	case x509.NotAuthorizedToSign:
		return &noAuthority
	}
	return &badSignature
}

// unknownIssuer finds where the chain breaks off.
func unknownIssuer(chain []*x509.Certificate) *refusal {
	leaf := chain[0]
	if bytes.Equal(leaf.RawIssuer, leaf.RawSubject) {
		return &selfSigned
	}
	last, hops := leaf, 0
	for range chain {
		issuer := issuerOf(last, chain)
		if issuer == nil {
			break
		}
		if bytes.Equal(issuer.RawIssuer, issuer.RawSubject) {
			return &selfSignedChain
		}
		last = issuer
		hops++
	}
	if hops > 0 {
		return &noIssuer
	}
	return &noLeafIssuer
}

func issuerOf(c *x509.Certificate, among []*x509.Certificate) *x509.Certificate {
	for _, other := range among {
		if other != c && bytes.Equal(other.RawSubject, c.RawIssuer) {
			return other
		}
	}
	return nil
}
