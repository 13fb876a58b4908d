package handle

import (
	"errors"
	"net"
	"syscall"
	"unicode/utf16"

	"github.com/dop251/goja"
)

// written is what write answers when all was written at once: there will be no callback.
const written = 1

// write(chunk, encoding, done) writes all of a buffer or string. It answers 1 when the system took it at once, a negative error number, or 0:
// then done(status) follows. JavaScript has one write under way at a time.
func (h *Handle) write(c goja.FunctionCall) goja.Value {
	return h.send(net.Buffers{h.chunk(c.Argument(0), c.Argument(1))}, c.Argument(2))
}

// writev([chunk, encoding, ...], done) is write for many.
func (h *Handle) writev(c goja.FunctionCall) goja.Value {
	list := c.Argument(0).ToObject(h.realm.Runtime)
	n := int(list.Get("length").ToInteger())
	all := make(net.Buffers, 0, n/2)
	at := func(i int) goja.Value { return list.Get(h.realm.Runtime.ToValue(i).String()) }
	for i := 0; i+1 < n; i += 2 {
		all = append(all, h.chunk(at(i), at(i+1)))
	}
	all = joined(all)
	return h.send(all, c.Argument(1))
}

// joined makes one write of many small ones.
func joined(all net.Buffers) net.Buffers {
	total := 0
	for _, b := range all {
		total += len(b)
	}
	if total > readChunk {
		return all
	}
	one := make([]byte, 0, total)
	for _, b := range all {
		one = append(one, b...)
	}
	return net.Buffers{one}
}

func (h *Handle) chunk(v, encoding goja.Value) []byte {
	if b, ok := h.realm.Bytes(v); ok {
		return b
	}
	if encoding.String() == "latin1" {
		return latin1(v)
	}
	return []byte(v.String())
}

// latin1 takes the low byte of each code unit.
func latin1(v goja.Value) []byte {
	text := v.String()
	ascii := true
	for i := 0; i < len(text) && ascii; i++ {
		ascii = text[i] < 0x80
	}
	if ascii {
		return []byte(text)
	}
	b := make([]byte, 0, len(text))
	for _, unit := range utf16.Encode([]rune(text)) {
		b = append(b, byte(unit))
	}
	return b
}

func (h *Handle) send(all net.Buffers, callback goja.Value) goja.Value {
	value := h.realm.Runtime.ToValue
	conn := h.connection()
	if h.closed {
		return value(statusClosed)
	}
	if conn == nil {
		return value(statusNotConnected)
	}
	for _, b := range all {
		h.writtenBytes += int64(len(b))
	}
	rest, err := h.try(conn, all)
	if err != nil {
		return value(status(err))
	}
	if len(rest) == 0 {
		return value(written)
	}
	done, _ := goja.AssertFunction(callback)
	h.background(done, func() error {
		_, err := rest.WriteTo(conn)
		return err
	})
	return value(0)
}

// try writes as much as the system takes without waiting. The rest is copied: the caller may change its buffers once it sees a number of bytes
// go out, and does, in Go's view, while another goroutine reads them.
func (h *Handle) try(conn Conn, all net.Buffers) (net.Buffers, error) {
	if raw, ok := rawReader(conn); ok {
		for len(all) > 0 {
			n, err := writeRaw(raw, all[0])
			all[0] = all[0][n:]
			if errors.Is(err, syscall.EAGAIN) {
				break
			}
			if err != nil {
				return nil, err
			}
			if len(all[0]) == 0 {
				all = all[1:]
			}
		}
	}
	for i, b := range all {
		all[i] = append([]byte(nil), b...)
	}
	return all, nil
}
