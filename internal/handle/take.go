package handle

import (
	"net"
	"os"
	"time"
)

// Take gives the handle's connection to somebody else, TLS for one, with all that was read and JavaScript did not get. The handle is without a
// connection from then on; nil says that it was before.
func (h *Handle) Take() net.Conn {
	h.mu.Lock()
	conn, _ := h.conn.(net.Conn)
	if conn != nil {
		h.conn = nil
		h.taken = true
		h.wanted.Broadcast()
	}
	started, gone := h.started, h.gone
	h.mu.Unlock()
	if conn == nil {
		return nil
	}
	h.settle()
	if !started {
		return conn
	}
	_ = conn.SetReadDeadline(time.Unix(1, 0)) // the reader returns
	return &takenConn{Conn: conn, handle: h, gone: gone}
}

// takenConn begins with what its former reader left.
type takenConn struct {
	net.Conn
	handle *Handle
	gone   chan struct{}
	ready  bool
}

func (c *takenConn) Read(b []byte) (int, error) {
	if !c.ready {
		<-c.gone
		c.ready = true
		_ = c.SetReadDeadline(time.Time{})
	}
	if len(c.handle.rest) > 0 {
		n := copy(b, c.handle.rest)
		c.handle.rest = c.handle.rest[n:]
		return n, nil
	}
	if err := c.handle.restErr; err != nil && !os.IsTimeout(err) {
		return 0, err
	}
	return c.Conn.Read(b)
}

// CloseWrite ends the writing half.
func (c *takenConn) CloseWrite() error {
	if half, ok := c.Conn.(writeCloser); ok {
		return half.CloseWrite()
	}
	return nil
}

// NetConn is the connection beneath.
func (c *takenConn) NetConn() net.Conn { return c.Conn }
