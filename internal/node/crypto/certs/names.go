package certs

import (
	"crypto/x509"
	"strings"
)

// HostOptions say how names are compared.
type HostOptions struct {
	Subject               string // "default", "always" or "never": whether the common name counts
	Wildcards             bool
	PartialWildcards      bool
	MultiLabelWildcards   bool
	SingleLabelSubdomains bool
}

// Host is the name in the certificate that a host's name fits, "" when there is none.
func Host(c *x509.Certificate, host string, o HostOptions) string {
	for _, name := range c.DNSNames {
		if matches(name, host, o) {
			return name
		}
	}
	if o.Subject == "never" || o.Subject != "always" && len(c.DNSNames) > 0 {
		return ""
	}
	for _, name := range commonNames(c, "CN") {
		if matches(name, host, o) {
			return name
		}
	}
	return ""
}

func matches(pattern, host string, o HostOptions) bool {
	if strings.HasPrefix(host, ".") {
		rest, ok := cutSuffixFold(pattern, host)
		return ok && rest != "" && (!o.SingleLabelSubdomains || !strings.Contains(rest, "."))
	}
	if strings.EqualFold(pattern, host) {
		return true
	}
	label, parent, ok := strings.Cut(pattern, ".")
	before, after, wild := strings.Cut(label, "*")
	if !ok || !wild || !o.Wildcards || strings.Contains(after, "*") || strings.Count(parent, ".") == 0 {
		return false
	}
	if (before != "" || after != "") && !o.PartialWildcards {
		return false
	}
	first, ok := cutSuffixFold(host, "."+parent)
	if !ok || first == "" || strings.Contains(first, ".") && !o.MultiLabelWildcards {
		return false
	}
	return len(first) >= len(before)+len(after) && strings.EqualFold(first[:len(before)], before) && strings.EqualFold(first[len(first)-len(after):], after)
}

func cutSuffixFold(s, suffix string) (string, bool) {
	if len(s) < len(suffix) || !strings.EqualFold(s[len(s)-len(suffix):], suffix) {
		return "", false
	}
	return s[:len(s)-len(suffix)], true
}

// Email is the address in the certificate that is the same as this one, "" when there is none.
func Email(c *x509.Certificate, address, subject string) string {
	if sameAddress(c.EmailAddresses, address) {
		return address
	}
	if subject == "never" || subject != "always" && len(c.EmailAddresses) > 0 {
		return ""
	}
	if sameAddress(commonNames(c, "emailAddress"), address) {
		return address
	}
	return ""
}

// sameAddress compares the parts behind the @ without regard to case.
func sameAddress(list []string, address string) bool {
	user, domain, _ := strings.Cut(address, "@")
	for _, known := range list {
		u, d, _ := strings.Cut(known, "@")
		if u == user && strings.EqualFold(d, domain) {
			return true
		}
	}
	return false
}
