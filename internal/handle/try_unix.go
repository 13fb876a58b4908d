//go:build unix

package handle

import (
	"io"
	"syscall"
)

// canTry says that descriptors can be read and written without waiting.
const canTry = true

// readRaw waits until there is something to read, and only then takes a buffer.
func readRaw(raw syscall.RawConn) (b []byte, err error) {
	waitErr := raw.Read(func(fd uintptr) bool {
		buffer := chunks.Get().(*[]byte)
		defer chunks.Put(buffer)
		var n int
		for {
			n, err = syscall.Read(int(fd), *buffer)
			if err != syscall.EINTR {
				break
			}
		}
		switch {
		case err == syscall.EAGAIN:
			err = nil
			return false
		case err == nil && n == 0:
			err = io.EOF
		case err == nil:
			b = append([]byte(nil), (*buffer)[:n]...)
		}
		return true
	})
	if err == nil {
		err = waitErr
	}
	return b, err
}

// writeRaw writes what the system takes now; EAGAIN says that it takes no more.
func writeRaw(raw syscall.RawConn, b []byte) (n int, err error) {
	waitErr := raw.Write(func(fd uintptr) bool {
		for n < len(b) {
			var m int
			m, err = syscall.Write(int(fd), b[n:])
			if err == syscall.EINTR {
				continue
			}
			if err != nil {
				break
			}
			n += m
		}
		return true
	})
	if err == nil {
		err = waitErr
	}
	return n, err
}
