// Package certs says what is in X.509 certificates in OpenSSL's words, and which names they are for.
package certs

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"fmt"
	"net"
	"strings"
)

// attributeName is OpenSSL's short name of an attribute.
func attributeName(oid asn1.ObjectIdentifier) string {
	if len(oid) == 4 && oid[0] == 2 && oid[1] == 5 && oid[2] == 4 {
		switch oid[3] {
		case 3:
			return "CN"
		case 4:
			return "SN"
		case 5:
			return "serialNumber"
		case 6:
			return "C"
		case 7:
			return "L"
		case 8:
			return "ST"
		case 9:
			return "street"
		case 10:
			return "O"
		case 11:
			return "OU"
		case 12:
			return "title"
		case 17:
			return "postalCode"
		case 42:
			return "GN"
		case 43:
			return "initials"
		case 46:
			return "dnQualifier"
		}
	}
	switch oid.String() {
	case "1.2.840.113549.1.9.1":
		return "emailAddress"
	case "0.9.2342.19200300.100.1.25":
		return "DC"
	case "0.9.2342.19200300.100.1.1":
		return "UID"
	}
	return oid.String()
}

func attributes(raw []byte) pkix.RDNSequence {
	var names pkix.RDNSequence
	_, _ = asn1.Unmarshal(raw, &names)
	return names
}

// escape is what OpenSSL does to a value that has characters of the notation.
func escape(s string) string {
	var out strings.Builder
	for i, r := range s {
		switch {
		case strings.ContainsRune(`,+"\<>;`, r), i == 0 && (r == '#' || r == ' '), r == ' ' && i == len(s)-1:
			out.WriteByte('\\')
			out.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&out, `\%02X`, r)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// Name is a name, a line for each of its parts.
func Name(raw []byte) string {
	var lines []string
	for _, set := range attributes(raw) {
		var parts []string
		for _, a := range set {
			parts = append(parts, attributeName(a.Type)+"="+escape(fmt.Sprint(a.Value)))
		}
		lines = append(lines, strings.Join(parts, " + "))
	}
	return strings.Join(lines, "\n")
}

// commonNames are the CN parts of the subject.
func commonNames(c *x509.Certificate, kind string) []string {
	var names []string
	for _, set := range attributes(c.RawSubject) {
		for _, a := range set {
			if attributeName(a.Type) == kind {
				names = append(names, fmt.Sprint(a.Value))
			}
		}
	}
	return names
}

// quoted is a value of an alternative name; one that could be mistaken for several is a JSON string.
func quoted(s string) string {
	for _, r := range s {
		if r < ' ' || r > '~' || r == '"' || r == '\\' || r == ',' || r == '\'' {
			return fmt.Sprintf("%q", s)
		}
	}
	return s
}

func extension(c *x509.Certificate, oid ...int) []byte {
	for _, e := range c.Extensions {
		if e.Id.Equal(oid) {
			return e.Value
		}
	}
	return nil
}

// generalName writes one of the forms of a name.
func generalName(v asn1.RawValue) string {
	switch v.Tag {
	case 1:
		return "email:" + quoted(string(v.Bytes))
	case 2:
		return "DNS:" + quoted(string(v.Bytes))
	case 4:
		return "DirName:" + quoted(strings.ReplaceAll(Name(v.Bytes), "\n", ","))
	case 6:
		return "URI:" + quoted(string(v.Bytes))
	case 7:
		if len(v.Bytes) == net.IPv4len || len(v.Bytes) == net.IPv6len {
			return "IP Address:" + address(v.Bytes)
		}
		return "IP Address:<invalid>"
	case 8:
		var oid asn1.ObjectIdentifier
		_, _ = asn1.UnmarshalWithParams(v.FullBytes, &oid, "tag:8")
		return "Registered ID:" + oid.String()
	}
	return "othername:<unsupported>"
}

// address writes an address as OpenSSL does: of version 6 with nothing left out.
func address(b []byte) string {
	if len(b) == net.IPv4len {
		return net.IP(b).String()
	}
	parts := make([]string, 8)
	for i := range parts {
		parts[i] = fmt.Sprintf("%X", int(b[2*i])<<8|int(b[2*i+1]))
	}
	return strings.Join(parts, ":")
}

// AlternativeNames are the other names of the subject.
func AlternativeNames(c *x509.Certificate) string {
	var names []asn1.RawValue
	if _, err := asn1.Unmarshal(extension(c, 2, 5, 29, 17), &names); err != nil {
		return ""
	}
	parts := make([]string, len(names))
	for i, name := range names {
		parts[i] = generalName(name)
	}
	return strings.Join(parts, ", ")
}

// InfoAccess says where more about the issuer is found.
func InfoAccess(c *x509.Certificate) string {
	var list []struct {
		Method   asn1.ObjectIdentifier
		Location asn1.RawValue
	}
	if _, err := asn1.Unmarshal(extension(c, 1, 3, 6, 1, 5, 5, 7, 1, 1), &list); err != nil {
		return ""
	}
	var lines []string
	for _, entry := range list {
		method := entry.Method.String()
		switch method {
		case "1.3.6.1.5.5.7.48.1":
			method = "OCSP"
		case "1.3.6.1.5.5.7.48.2":
			method = "CA Issuers"
		}
		lines = append(lines, method+" - "+generalName(entry.Location))
	}
	return strings.Join(lines, "\n")
}

// Fingerprint writes a digest in pairs of digits.
func Fingerprint(sum []byte) string {
	pairs := make([]string, len(sum))
	for i, b := range sum {
		pairs[i] = fmt.Sprintf("%02X", b)
	}
	return strings.Join(pairs, ":")
}

// Serial is the serial number in hexadecimal digits.
func Serial(c *x509.Certificate) string {
	text := hex.EncodeToString(c.SerialNumber.Bytes())
	if text == "" {
		text = "00"
	}
	if c.SerialNumber.Sign() < 0 {
		text = "-" + text
	}
	return text
}

// KeyUsages are the object identifiers of the extended key usages.
func KeyUsages(c *x509.Certificate) []string {
	var list []asn1.ObjectIdentifier
	_, _ = asn1.Unmarshal(extension(c, 2, 5, 29, 37), &list)
	out := make([]string, len(list))
	for i, oid := range list {
		out[i] = oid.String()
	}
	return out
}

// SignatureHash is the hash function of the signature by OpenSSL's name, "" for none or one that is unknown.
func SignatureHash(c *x509.Certificate) string {
	switch c.SignatureAlgorithm {
	case x509.MD5WithRSA:
		return "md5"
	case x509.SHA1WithRSA, x509.ECDSAWithSHA1:
		return "sha1"
	case x509.SHA256WithRSA, x509.SHA256WithRSAPSS, x509.ECDSAWithSHA256:
		return "sha256"
	case x509.SHA384WithRSA, x509.SHA384WithRSAPSS, x509.ECDSAWithSHA384:
		return "sha384"
	case x509.SHA512WithRSA, x509.SHA512WithRSAPSS, x509.ECDSAWithSHA512:
		return "sha512"
	}
	return ""
}

// IsPSS tells the signatures of RSA that are probabilistic.
func IsPSS(c *x509.Certificate) bool {
	a := c.SignatureAlgorithm
	return a == x509.SHA256WithRSAPSS || a == x509.SHA384WithRSAPSS || a == x509.SHA512WithRSAPSS
}
