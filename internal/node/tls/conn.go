package tls

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"sync"
)

// secured is a TLS connection that is read and written once its handshake is done. How that went is told to JavaScript only by the handshake's own
// callback: a reader of a connection that never came about waits until it is closed.
type secured struct {
	*tls.Conn
	under  net.Conn
	ready  chan struct{} // closed after the handshake
	failed bool
	ended  chan struct{} // closed with the connection
	once   sync.Once
}

func newSecured(conn *tls.Conn, under net.Conn) *secured {
	return &secured{Conn: conn, under: under, ready: make(chan struct{}), ended: make(chan struct{})}
}

// handshake tells how it went before any reader or writer goes on: JavaScript hears of it before it sees data, or the end.
func (s *secured) handshake(tell func(error)) {
	err := s.Handshake()
	s.failed = err != nil
	tell(err)
	close(s.ready)
}

func (s *secured) established() bool {
	select {
	case <-s.ready:
	case <-s.ended:
		return false
	}
	if s.failed {
		<-s.ended
	}
	return !s.failed
}

func (s *secured) Read(b []byte) (int, error) {
	if !s.established() {
		return 0, net.ErrClosed
	}
	n, err := s.Conn.Read(b)
	if errors.Is(err, io.ErrUnexpectedEOF) { // no farewell: an end all the same, as in node
		err = io.EOF
	}
	return n, err
}

func (s *secured) Write(b []byte) (int, error) {
	if !s.established() {
		return 0, net.ErrClosed
	}
	return s.Conn.Write(b)
}

// CloseWrite says farewell, then ends the writing half beneath.
func (s *secured) CloseWrite() error {
	if !s.established() {
		return nil
	}
	_ = s.Conn.CloseWrite()
	if half, ok := s.under.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

// Close closes what is beneath without a farewell, which might have to wait.
func (s *secured) Close() error {
	s.once.Do(func() { close(s.ended) })
	return s.under.Close()
}

func (s *secured) NetConn() net.Conn { return s.under }
