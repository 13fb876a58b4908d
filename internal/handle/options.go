package handle

import (
	"net"
	"syscall"
	"time"

	"github.com/dop251/goja"
)

func (h *Handle) setNoDelay(c goja.FunctionCall) goja.Value {
	return h.withTCP(func(conn *net.TCPConn) error { return conn.SetNoDelay(c.Argument(0).ToBoolean()) })
}

// setKeepAlive(enable, seconds) leaves interval and count to the system when seconds is 0, as libuv does.
func (h *Handle) setKeepAlive(c goja.FunctionCall) goja.Value {
	return h.withTCP(func(conn *net.TCPConn) error {
		config := net.KeepAliveConfig{Enable: c.Argument(0).ToBoolean(), Idle: -1, Interval: -1, Count: -1}
		if seconds := c.Argument(1).ToInteger(); seconds > 0 {
			config.Idle = time.Duration(min(seconds, 32767)) * time.Second
		}
		return conn.SetKeepAliveConfig(config)
	})
}

// reset(done) closes the connection so that the peer gets a reset.
func (h *Handle) reset(c goja.FunctionCall) goja.Value {
	answer := h.withTCP(func(conn *net.TCPConn) error { return conn.SetLinger(0) })
	if answer.ToInteger() == 0 {
		h.close(c)
	}
	return answer
}

func (h *Handle) withTCP(f func(*net.TCPConn) error) goja.Value {
	inner := h.connection()
	for {
		outer, ok := inner.(interface{ NetConn() net.Conn })
		if !ok {
			break
		}
		inner = outer.NetConn()
	}
	conn, ok := inner.(*net.TCPConn)
	if !ok {
		return h.realm.Runtime.ToValue(-int(syscall.EBADF))
	}
	return h.realm.Runtime.ToValue(status(f(conn)))
}
