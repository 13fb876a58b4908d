package handle

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strconv"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/eventloop"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// maxDatagram is the largest datagram there is.
const maxDatagram = 64 << 10

// datagrams is the native half of a datagram socket: JavaScript sets its onmessage(status, buffer, address).
type datagrams struct {
	realm     *realm.Realm
	version   string // "udp4" or "udp6"
	conn      *net.UDPConn
	object    *goja.Object
	operation *eventloop.Operation
	context   goja.Value
	forget    func()
	closed    bool
}

// udp(version) makes a datagram socket, which is not bound yet.
func (k *class) udp(c goja.FunctionCall) goja.Value {
	d := &datagrams{realm: k.realm, version: c.Argument(0).String(), operation: k.realm.Loop.Begin(), context: k.realm.AsyncContext}
	d.operation.Unref()
	d.forget = atClose(k.realm, d.stop)
	d.object = k.realm.Runtime.CreateObject(k.datagrams)
	k.realm.Hide(d.object, d)
	return d.object
}

func (k *class) defineDatagrams() {
	method := func(name string, f func(*datagrams, goja.FunctionCall) goja.Value) {
		k.realm.Method(k.datagrams, name, 0, func(c goja.FunctionCall) goja.Value {
			d, ok := realm.Hidden(c.This).(*datagrams)
			if !ok {
				panic(k.realm.Runtime.NewTypeError("Illegal invocation"))
			}
			return f(d, c)
		})
	}
	value := k.realm.Runtime.ToValue
	method("bind", (*datagrams).bind)
	method("send", (*datagrams).send)
	method("close", (*datagrams).close)
	method("ref", func(d *datagrams, _ goja.FunctionCall) goja.Value { d.operation.Ref(); return goja.Undefined() })
	method("unref", func(d *datagrams, _ goja.FunctionCall) goja.Value { d.operation.Unref(); return goja.Undefined() })
	method("hasRef", func(d *datagrams, _ goja.FunctionCall) goja.Value { return value(d.operation.HasRef()) })
	method("getsockname", func(d *datagrams, _ goja.FunctionCall) goja.Value {
		if d.conn == nil {
			return value(statusClosed)
		}
		return datagramAddress(k.realm, d.conn.LocalAddr().(*net.UDPAddr).AddrPort())
	})
	method("bufferSize", func(d *datagrams, c goja.FunctionCall) goja.Value {
		size := int(c.Argument(0).ToInteger())
		if c.Argument(1).ToBoolean() {
			return value(status(d.conn.SetReadBuffer(size)))
		}
		return value(status(d.conn.SetWriteBuffer(size)))
	})
}

// bind(address, port, reuse) binds the socket and starts to receive.
func (d *datagrams) bind(c goja.FunctionCall) goja.Value {
	address, port := c.Argument(0).String(), int(c.Argument(1).ToInteger())
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return d.realm.Runtime.ToValue(-int(syscall.EINVAL))
	}
	d.realm.Permit(d.realm.Sandbox.CheckDial(address, ip, port))
	config := net.ListenConfig{}
	if c.Argument(2).ToBoolean() {
		config.Control = reuseAddress
	}
	conn, err := config.ListenPacket(context.Background(), d.version, net.JoinHostPort(address, strconv.Itoa(port)))
	if err != nil {
		return d.realm.Runtime.ToValue(status(err))
	}
	d.conn = conn.(*net.UDPConn)
	d.operation.Ref()
	go d.receive(d.conn)
	return d.realm.Runtime.ToValue(0)
}

// receive hands one datagram after the other to JavaScript: those that it has no time for are lost, as datagrams are.
func (d *datagrams) receive(conn *net.UDPConn) {
	buffer := make([]byte, maxDatagram)
	for {
		n, from, err := conn.ReadFromUDPAddrPort(buffer)
		if errors.Is(err, net.ErrClosed) {
			return
		}
		b := append([]byte(nil), buffer[:n]...)
		seen := make(chan struct{})
		if !d.realm.Loop.Submit(func() {
			defer close(seen)
			d.onmessage(b, from, err)
		}) {
			return
		}
		<-seen
	}
}

func (d *datagrams) onmessage(b []byte, from netip.AddrPort, err error) {
	onmessage, ok := goja.AssertFunction(d.object.Get("onmessage"))
	if d.closed || !ok {
		return
	}
	if err != nil {
		callIn(d.realm, d.context, onmessage, d.object, d.realm.Runtime.ToValue(status(err)))
		return
	}
	callIn(d.realm, d.context, onmessage, d.object, d.realm.Runtime.ToValue(len(b)), d.realm.NewBuffer(b), datagramAddress(d.realm, from))
}

func datagramAddress(r *realm.Realm, a netip.AddrPort) goja.Value {
	o := r.Runtime.NewObject()
	ip, family := a.Addr(), "IPv6"
	if ip.Is4() {
		family = "IPv4"
	}
	_ = o.Set("address", ip.String())
	_ = o.Set("family", family)
	_ = o.Set("port", int(a.Port()))
	return o
}

// send(buffer, host, address, port) sends one datagram, and answers 0 or a negative error number.
func (d *datagrams) send(c goja.FunctionCall) goja.Value {
	b, _ := d.realm.Bytes(c.Argument(0))
	host, port := c.Argument(1).String(), int(c.Argument(3).ToInteger())
	ip, err := netip.ParseAddr(c.Argument(2).String())
	if err != nil || d.conn == nil {
		return d.realm.Runtime.ToValue(-int(syscall.EINVAL))
	}
	d.realm.Permit(d.realm.Sandbox.CheckDial(host, ip, port))
	_, err = d.conn.WriteToUDPAddrPort(b, netip.AddrPortFrom(ip, uint16(port)))
	return d.realm.Runtime.ToValue(status(err))
}

func (d *datagrams) close(c goja.FunctionCall) goja.Value {
	done, _ := goja.AssertFunction(c.Argument(0))
	if d.closed {
		return goja.Undefined()
	}
	d.closed = true
	d.forget()
	d.stop()
	d.operation.Ref()
	d.operation.End(func() {
		if done != nil {
			callIn(d.realm, d.context, done, d.object)
		}
	})
	return goja.Undefined()
}

func (d *datagrams) stop() {
	if d.conn != nil {
		_ = d.conn.Close()
	}
}
