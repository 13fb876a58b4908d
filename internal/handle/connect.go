package handle

import (
	"context"
	"net"
	"net/netip"
	"strconv"
	"syscall"

	"github.com/dop251/goja"
)

// connect(host, address, port, localAddress, localPort, done) connects to an address that host stands for, and calls done(status).
func (h *Handle) connect(c goja.FunctionCall) goja.Value {
	host, address, port := c.Argument(0).String(), c.Argument(1).String(), int(c.Argument(2).ToInteger())
	ip, err := netip.ParseAddr(address)
	if err != nil || port < 0 || port > 65535 {
		return h.realm.Runtime.ToValue(-int(syscall.EINVAL))
	}
	h.realm.Permit(h.realm.Sandbox.CheckDial(host, ip, port))
	dialer := net.Dialer{KeepAlive: -1}
	if from := localAddress(c.Argument(3), c.Argument(4), ip); from != nil {
		dialer.LocalAddr = from
	}
	h.dial(c.Argument(5), func(ctx context.Context) (net.Conn, error) {
		return dialer.DialContext(ctx, "tcp", net.JoinHostPort(address, strconv.Itoa(port)))
	})
	return h.realm.Runtime.ToValue(0)
}

func localAddress(address, port goja.Value, to netip.Addr) *net.TCPAddr {
	if goja.IsUndefined(address) && goja.IsUndefined(port) {
		return nil
	}
	from, _ := netip.ParseAddr(address.String())
	if !from.IsValid() {
		from = netip.IPv4Unspecified()
		if to.Is6() {
			from = netip.IPv6Unspecified()
		}
	}
	return net.TCPAddrFromAddrPort(netip.AddrPortFrom(from, uint16(port.ToInteger())))
}

// connectPipe(path, done) connects to a local socket.
func (h *Handle) connectPipe(c goja.FunctionCall) goja.Value {
	path := h.realm.Sandbox.Resolve(c.Argument(0).String())
	h.realm.Permit(h.realm.Sandbox.CheckLocal(path))
	h.dial(c.Argument(1), func(ctx context.Context) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", path)
	})
	return h.realm.Runtime.ToValue(0)
}

// dial makes the connection on a goroutine of its own. A handle that is closed meanwhile keeps none.
func (h *Handle) dial(callback goja.Value, dial func(context.Context) (net.Conn, error)) {
	ctx, cancel := context.WithCancel(context.Background())
	h.cancel = cancel
	done, _ := goja.AssertFunction(callback)
	asyncContext := h.realm.AsyncContext
	h.connecting++
	h.settle()
	go func() {
		conn, err := dial(ctx)
		cancel()
		if !h.realm.Loop.Submit(func() {
			h.connecting--
			h.connected(conn, err)
			h.settle()
			if done != nil {
				callIn(h.realm, asyncContext, done, h.object, h.realm.Runtime.ToValue(status(err)))
			}
		}) && conn != nil {
			_ = conn.Close()
		}
	}()
}

func (h *Handle) connected(conn net.Conn, err error) {
	if err != nil {
		return
	}
	h.mu.Lock()
	closed := h.closed
	if !closed {
		h.conn = conn
	}
	wanted := h.reading
	h.mu.Unlock()
	if closed {
		_ = conn.Close()
	} else if wanted {
		h.want(true)
	}
}
