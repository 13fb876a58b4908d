package net

import (
	"net/netip"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// defineAddress defines what node:net knows about addresses without any socket.
func defineAddress(r *realm.Realm, native *goja.Object) {
	r.Method(native, "isIP", 1, func(c goja.FunctionCall) goja.Value { return r.Runtime.ToValue(version(c.Argument(0).String())) })
	r.Method(native, "normalize", 1, func(c goja.FunctionCall) goja.Value {
		a, err := netip.ParseAddr(c.Argument(0).String())
		if err != nil {
			return goja.Null()
		}
		return r.Runtime.ToValue(a.String())
	})
	r.Method(native, "compare", 2, func(c goja.FunctionCall) goja.Value {
		a, _ := netip.ParseAddr(c.Argument(0).String())
		b, _ := netip.ParseAddr(c.Argument(1).String())
		return r.Runtime.ToValue(a.Unmap().Compare(b.Unmap()))
	})
	r.Method(native, "inSubnet", 3, func(c goja.FunctionCall) goja.Value {
		a, _ := netip.ParseAddr(c.Argument(0).String())
		network, _ := netip.ParseAddr(c.Argument(1).String())
		bits := int(c.Argument(2).ToInteger())
		if a.Is4In6() && network.Is4() {
			a = a.Unmap()
		}
		prefix, err := network.Prefix(bits)
		return r.Runtime.ToValue(err == nil && prefix.Contains(a.WithZone("")))
	})
}

// notInZone tells the characters that node does not take in the name of a zone.
func notInZone(c rune) bool {
	return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == ':')
}

// version is 4, 6, or 0 for what is no address.
func version(text string) int {
	a, err := netip.ParseAddr(text)
	switch {
	case err != nil || strings.HasSuffix(text, "%") || strings.ContainsFunc(a.Zone(), notInZone):
		return 0
	case a.Is4():
		return 4
	}
	return 6
}
