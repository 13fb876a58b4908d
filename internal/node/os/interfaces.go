package os

import (
	"net"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// interfaces is os.networkInterfaces: the addresses of the interfaces that are up, by interface.
func interfaces(r *realm.Realm) goja.Value {
	out := r.Runtime.NewObject()
	all, err := net.Interfaces()
	if err != nil {
		panic(r.SystemError(err, "uv_interface_addresses"))
	}
	for _, i := range all {
		addresses, err := i.Addrs()
		if err != nil || i.Flags&net.FlagUp == 0 || len(addresses) == 0 {
			continue
		}
		var list []any
		for _, a := range addresses {
			if n, ok := a.(*net.IPNet); ok {
				list = append(list, interfaceAddress(r, i, n))
			}
		}
		_ = out.Set(i.Name, r.Runtime.NewArray(list...))
	}
	return out
}

func interfaceAddress(r *realm.Realm, i net.Interface, n *net.IPNet) *goja.Object {
	mac := i.HardwareAddr.String()
	if mac == "" {
		mac = "00:00:00:00:00:00"
	}
	family := "IPv6"
	if n.IP.To4() != nil {
		family = "IPv4"
	}
	o := r.Runtime.NewObject()
	_ = o.Set("address", n.IP.String())
	_ = o.Set("netmask", net.IP(n.Mask).String())
	_ = o.Set("family", family)
	_ = o.Set("mac", mac)
	_ = o.Set("internal", i.Flags&net.FlagLoopback != 0)
	_ = o.Set("cidr", n.String())
	if family == "IPv6" {
		_ = o.Set("scopeid", 0)
	}
	return o
}
