package dns

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// lookup(host, family, done) calls done(status, addresses).
func lookup(r *realm.Realm, c goja.FunctionCall) goja.Value {
	host := c.Argument(0).String()
	network := map[int64]string{4: "ip4", 6: "ip6"}[c.Argument(1).ToInteger()]
	if network == "" {
		network = "ip"
	}
	r.Permit(r.Sandbox.CheckLookup(host))
	inBackground(r, c.Argument(2), func() (func() goja.Value, error) {
		found, err := net.DefaultResolver.LookupNetIP(context.Background(), network, host)
		if err != nil && strings.EqualFold(host, "localhost") {
			found, err = loopback(network), nil
		}
		for i, a := range found {
			found[i] = a.Unmap()
		}
		return func() goja.Value { return addressList(r, host, found) }, err
	})
	return goja.Undefined()
}

// loopback is what localhost stands for when the hosts file does not know it in this family.
func loopback(network string) []netip.Addr {
	if network == "ip6" {
		return []netip.Addr{netip.IPv6Loopback()}
	}
	return []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1})}
}

func addressList(r *realm.Realm, host string, found []netip.Addr) goja.Value {
	r.Sandbox.Resolved(host, found)
	texts := make([]any, len(found))
	for i, a := range found {
		texts[i] = a.String()
	}
	return r.Runtime.NewArray(texts...)
}

// lookupService(address, port, done) calls done(status, hostname, service).
func lookupService(r *realm.Realm, c goja.FunctionCall) goja.Value {
	address, port := c.Argument(0).String(), int(c.Argument(1).ToInteger())
	r.Permit(r.Sandbox.CheckLookup(address))
	inBackground(r, c.Argument(2), func() (func() goja.Value, error) {
		name := address // what has no name is called by its address
		if names, err := net.LookupAddr(address); err == nil && len(names) > 0 {
			name = trimDot(names[0])
		}
		return func() goja.Value { return r.Runtime.NewArray(name, serviceName(port)) }, nil
	})
	return goja.Undefined()
}

// serviceName is the name of a port in the system's list, its number where there is none. Go's resolver only goes from names to ports.
func serviceName(port int) string {
	for _, name := range []string{"ftp", "ssh", "telnet", "smtp", "domain", "http", "kerberos", "pop3", "imap2", "snmp", "ldap", "https", "imaps", "pop3s"} {
		if n, err := net.LookupPort("tcp", name); err == nil && n == port {
			return name
		}
	}
	return strconv.Itoa(port)
}

func trimDot(name string) string {
	if n := len(name); n > 1 && name[n-1] == '.' {
		return name[:n-1]
	}
	return name
}

// inBackground runs work off the realm's goroutine and then calls done(status, result).
func inBackground(r *realm.Realm, callback goja.Value, work func() (func() goja.Value, error)) {
	done, _ := goja.AssertFunction(callback)
	operation, asyncContext := r.Loop.Begin(), r.AsyncContext
	go func() {
		result, err := work()
		operation.End(func() {
			number, value := 0, goja.Undefined()
			if err != nil {
				number, _, _ = realm.SystemErrno(lookupError(err))
			} else {
				value = result()
			}
			outer := r.AsyncContext
			r.AsyncContext = asyncContext
			_, err := done(goja.Undefined(), r.Runtime.ToValue(number), value)
			r.AsyncContext = outer
			if err != nil {
				r.Loop.Uncaught(err)
			}
		})
	}()
}

// lookupError is the failure of a name's resolution as getaddrinfo tells it.
func lookupError(err error) error {
	var dns *net.DNSError
	var errno syscall.Errno
	switch {
	case errors.As(err, &dns) && (dns.IsTemporary || dns.IsTimeout):
		return realm.ErrTryAgain
	case errors.As(err, &errno):
		return errno
	}
	return realm.ErrNotFound
}
