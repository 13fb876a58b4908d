package handle

import (
	"net"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// side of a connection whose address is asked for.
type side bool

const (
	local  side = false
	remote side = true
)

// address is {address, family, port} of one side, or null: a local socket has none.
func (h *Handle) address(s side) goja.Value {
	conn, ok := h.connection().(net.Conn)
	if !ok {
		return goja.Null()
	}
	if s == remote {
		return addressObject(h.realm, conn.RemoteAddr())
	}
	return addressObject(h.realm, conn.LocalAddr())
}

func addressObject(r *realm.Realm, a net.Addr) goja.Value {
	t, ok := a.(*net.TCPAddr)
	if !ok {
		return goja.Null()
	}
	// An address of version 4 that came over a socket of version 6 is shown as such, as the system does.
	family, text := "IPv6", t.IP.String()
	switch {
	case len(t.IP) == net.IPv4len:
		family = "IPv4"
	case t.IP.To4() != nil:
		text = "::ffff:" + text
	}
	if t.Zone != "" {
		text += "%" + t.Zone
	}
	o := r.Runtime.NewObject()
	_ = o.Set("address", text)
	_ = o.Set("family", family)
	_ = o.Set("port", t.Port)
	return o
}
