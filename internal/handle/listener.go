package handle

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"strconv"
	"syscall"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/eventloop"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// listener is the native half of a server: JavaScript sets its onconnection(status, handle).
type listener struct {
	realm     *realm.Realm
	net       net.Listener
	kind      kind
	object    *goja.Object
	operation *eventloop.Operation
	context   goja.Value
	forget    func()
	closed    bool
}

// listenTCP(host, address, port, backlog, ipv6Only) makes a server, or answers a negative error number. host is what was asked for.
func (k *class) listenTCP(c goja.FunctionCall) goja.Value {
	host, address, port := c.Argument(0).String(), c.Argument(1).String(), int(c.Argument(2).ToInteger())
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return k.realm.Runtime.ToValue(-int(syscall.EINVAL))
	}
	k.realm.Permit(k.realm.Sandbox.CheckDial(host, ip, port))
	network := "tcp"
	if c.Argument(4).ToBoolean() {
		network = "tcp6"
	}
	l, err := new(net.ListenConfig).Listen(context.Background(), network, net.JoinHostPort(address, strconv.Itoa(port)))
	if err != nil {
		return k.realm.Runtime.ToValue(status(err))
	}
	if backlog := int(c.Argument(3).ToInteger()); backlog > 0 {
		setBacklog(l.(*net.TCPListener), backlog)
	}
	return k.serve(l, tcp)
}

// listenPipe(path, readableAll, writableAll) makes a server on a local socket.
func (k *class) listenPipe(c goja.FunctionCall) goja.Value {
	path := k.realm.Sandbox.Resolve(c.Argument(0).String())
	k.realm.Permit(k.realm.Sandbox.CheckLocal(path))
	l, err := net.Listen("unix", path)
	if err != nil {
		return k.realm.Runtime.ToValue(status(err))
	}
	if readable, writable := c.Argument(1).ToBoolean(), c.Argument(2).ToBoolean(); readable || writable {
		if info, err := os.Stat(path); err == nil {
			_ = os.Chmod(path, info.Mode()|open4(readable, 0o444)|open4(writable, 0o222))
		}
	}
	return k.serve(l, pipe)
}

func open4(yes bool, bits os.FileMode) os.FileMode {
	if yes {
		return bits
	}
	return 0
}

func (k *class) serve(n net.Listener, kind kind) goja.Value {
	l := &listener{realm: k.realm, net: n, kind: kind, operation: k.realm.Loop.Begin(), context: k.realm.AsyncContext}
	l.forget = atClose(k.realm, func() { _ = n.Close() })
	l.object = k.wrap(l)
	go l.accept()
	return l.object
}

// accept hands one connection after the other to JavaScript.
func (l *listener) accept() {
	for {
		conn, err := l.net.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		seen := make(chan struct{})
		if !l.realm.Loop.Submit(func() {
			defer close(seen)
			l.onconnection(conn, err)
		}) {
			if conn != nil {
				_ = conn.Close()
			}
			return
		}
		<-seen
	}
}

func (l *listener) onconnection(conn net.Conn, err error) {
	onconnection, callable := goja.AssertFunction(l.object.Get("onconnection"))
	if l.closed || !callable {
		if conn != nil {
			_ = conn.Close()
		}
		return
	}
	client := goja.Value(goja.Undefined())
	if err == nil {
		if t, ok := conn.(*net.TCPConn); ok {
			_ = t.SetKeepAlive(false)
		}
		h := newHandle(l.realm, l.kind)
		h.context = l.context
		h.conn = conn
		client = h.object
	}
	callIn(l.realm, l.context, onconnection, l.object, l.realm.Runtime.ToValue(status(err)), client)
}

func (l *listener) close(c goja.FunctionCall) {
	done, _ := goja.AssertFunction(c.Argument(0))
	if l.closed {
		return
	}
	l.closed = true
	l.forget()
	_ = l.net.Close()
	l.operation.End(func() {
		if done != nil {
			callIn(l.realm, l.context, done, l.object)
		}
	})
}

func (k *class) defineServer() {
	method := func(name string, f func(*listener, goja.FunctionCall) goja.Value) {
		k.realm.Method(k.server, name, 0, func(c goja.FunctionCall) goja.Value {
			l, ok := realm.Hidden(c.This).(*listener)
			if !ok {
				panic(k.realm.Runtime.NewTypeError("Illegal invocation"))
			}
			return f(l, c)
		})
	}
	verb := func(name string, f func(*listener, goja.FunctionCall)) {
		method(name, func(l *listener, c goja.FunctionCall) goja.Value { f(l, c); return goja.Undefined() })
	}
	verb("close", (*listener).close)
	verb("ref", func(l *listener, _ goja.FunctionCall) { l.operation.Ref() })
	verb("unref", func(l *listener, _ goja.FunctionCall) { l.operation.Unref() })
	method("hasRef", func(l *listener, _ goja.FunctionCall) goja.Value {
		return k.realm.Runtime.ToValue(l.operation.HasRef())
	})
	method("getsockname", func(l *listener, _ goja.FunctionCall) goja.Value { return addressObject(k.realm, l.net.Addr()) })
}
