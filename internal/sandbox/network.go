package sandbox

import (
	"net"
	"net/netip"
	"slices"
	"strings"
)

// CheckLookup returns an *[AccessError] unless the guest may ask for the addresses of host: some grant names it, at whatever port. A question
// for a name is itself a message to the outside.
func (s *Sandbox) CheckLookup(host string) error {
	anyPort := func(entry string) bool {
		if name, _, err := net.SplitHostPort(entry); err == nil {
			entry = name
		}
		return sameHost(entry, hostName(host), 0)
	}
	grant := s.permissions.Net
	grant.Deny = slices.DeleteFunc(slices.Clone(grant.Deny), func(entry string) bool { // a port that is denied leaves the others
		_, _, err := net.SplitHostPort(entry)
		return err == nil
	})
	if grant.allows(anyPort) {
		return nil
	}
	return &AccessError{Permission: Net, Resource: hostName(host)}
}

// Resolved notes that host has these addresses: they may then be connected to in its name.
func (s *Sandbox) Resolved(host string, addresses []netip.Addr) {
	if s.permissions.Net.whole() {
		return
	}
	if s.resolved == nil {
		s.resolved = map[string][]netip.Addr{}
	}
	s.resolved[hostName(host)] = addresses
}

// CheckDial returns an *[AccessError] unless the guest may talk to address at port: the address is granted, or host is, a name that was resolved
// to it. What is denied by name or by address stays denied.
func (s *Sandbox) CheckDial(host string, address netip.Addr, port int) error {
	grant := s.permissions.Net
	if grant.whole() {
		return nil
	}
	text := address.Unmap().WithZone("").String()
	for _, name := range []string{hostName(host), text} {
		if slices.ContainsFunc(grant.Deny, func(entry string) bool { return sameHost(entry, name, port) }) {
			return s.CheckNet(name, port)
		}
	}
	if s.CheckNet(text, port) == nil {
		return nil
	}
	if err := s.CheckNet(host, port); err != nil {
		return err
	}
	if !slices.Contains(s.resolved[hostName(host)], address) {
		return s.CheckNet(text, port)
	}
	return nil
}

// CheckLocal returns an *[AccessError] unless the guest may use the local socket at path, an absolute name: it needs the files' permissions, and
// to be granted as a host, for what listens there may be as much as any host.
func (s *Sandbox) CheckLocal(path string) error {
	if s.files.Virtual() {
		return &AccessError{Permission: Net, Resource: path}
	}
	if !s.permissions.Net.allows(func(entry string) bool { return entry == path }) {
		return &AccessError{Permission: Net, Resource: path}
	}
	for _, kind := range []Permission{ReadFiles, WriteFiles} {
		if !s.checkFile(kind, path) {
			return &AccessError{Permission: kind, Resource: path}
		}
	}
	return nil
}

// hostName is the form in which hosts are compared.
func hostName(host string) string {
	return strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
}
