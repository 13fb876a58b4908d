//go:build linux || darwin

package files

import (
	"os"

	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// HostStream is an open file of the host, such as a standard stream, lent to a program: closing it leaves the host's own open.
func HostStream(f *os.File) File {
	return &hostStream{hostFile: hostFile{hostNode: hostNode{int(f.Fd())}, waits: true}, lender: f}
}

type hostStream struct {
	hostFile
	lender *os.File // kept, or the collector would close the descriptor
}

func (s *hostStream) Close() wasip1.Errno {
	if s.fd < 0 {
		return wasip1.EBADF
	}
	s.fd = -1
	return 0
}

// SetAppend refuses: the flag belongs to all that share the stream, among them the host.
func (s *hostStream) SetAppend(bool) wasip1.Errno { return wasip1.ENOTSUP }

// Terminal tells a terminal from other character devices.
func (s *hostStream) Terminal() bool { return isTerminal(s.fd) }

func (s *hostStream) PollFD() (int, bool) {
	st, errno := s.Stat()
	return s.fd, errno == 0 && st.Type != wasip1.FiletypeRegularFile
}
