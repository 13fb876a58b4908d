package tls

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/handle"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// session is one connection: what JavaScript asked for, and what came of it.
type session struct {
	realm   *realm.Realm
	context *secureContext
	server  bool
	asks    bool // a server that asks for certificates
	name    string
	alpn    []string
	object  *goja.Object // the handle
	conn    *secured
	selects goja.Callable // (servername, done(context))
	secrets goja.Callable // (line)
	kept    sessions
}

func newBridge(r *realm.Realm) goja.Value {
	b := handle.NewBridge(r)
	r.Hide(b.Object(), b)
	return b.Object()
}

// start(transport, options) makes a handle of TLS over the connection of a handle, or over a bridge: {context, isServer, requestCert, servername,
// alpn: [name], session, onselect, onhandshake, onkeylog(line), onsession(buffer)}. It answers null if the transport has no connection.
func start(r *realm.Realm, c goja.FunctionCall) goja.Value {
	under := transport(c.Argument(0))
	if under == nil {
		return goja.Null()
	}
	o := c.Argument(1).ToObject(r.Runtime)
	s := &session{realm: r, server: o.Get("isServer").ToBoolean(), asks: o.Get("requestCert").ToBoolean(), name: o.Get("servername").String()}
	s.context, _ = realm.Hidden(o.Get("context")).(*secureContext)
	if s.context == nil {
		s.context = &secureContext{}
	}
	for _, v := range list(r, o.Get("alpn")) {
		s.alpn = append(s.alpn, v.String())
	}
	s.selects, _ = goja.AssertFunction(o.Get("onselect"))
	s.secrets, _ = goja.AssertFunction(o.Get("onkeylog"))
	onsession, _ := goja.AssertFunction(o.Get("onsession"))
	s.kept.tell = func(session []byte) { s.tell(onsession, session) }
	if b, ok := r.Bytes(o.Get("session")); ok {
		s.kept.offered = parseSession(b)
	}
	onhandshake, _ := goja.AssertFunction(o.Get("onhandshake"))
	if s.server {
		s.conn = newSecured(tls.Server(under, s.serverConfig()), under)
	} else {
		s.conn = newSecured(tls.Client(under, s.clientConfig()), under)
	}
	s.object = handle.New(r, s.conn).Object()
	s.define()
	operation := r.Loop.Begin()
	go s.conn.handshake(func(err error) {
		operation.End(func() {
			if _, failure := onhandshake(s.object, s.failure(err)); failure != nil {
				r.Loop.Uncaught(failure)
			}
		})
	})
	return s.object
}

func transport(v goja.Value) net.Conn {
	if b, ok := realm.Hidden(v).(*handle.Bridge); ok {
		return b
	}
	if h := handle.Of(v); h != nil {
		return h.Take()
	}
	return nil
}

func (s *session) config(c *secureContext) *tls.Config {
	config := &tls.Config{Certificates: c.certificates, MinVersion: c.min, MaxVersion: c.max, CipherSuites: c.suites, NextProtos: s.alpn}
	if s.secrets != nil {
		config.KeyLogWriter = keyLog(func(line []byte) { s.tell(s.secrets, line) })
	}
	return config
}

// tell calls f with bytes, from any goroutine.
func (s *session) tell(f goja.Callable, b []byte) {
	if f == nil {
		return
	}
	b = append([]byte(nil), b...)
	s.realm.Loop.Submit(func() {
		if _, err := f(s.object, s.realm.NewBuffer(b)); err != nil {
			s.realm.Loop.Uncaught(err)
		}
	})
}

func (s *session) clientConfig() *tls.Config {
	config := s.config(s.context)
	config.InsecureSkipVerify = true // verify judges, after the handshake
	config.ServerName = s.name
	config.ClientSessionCache = &s.kept
	config.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
		if len(s.context.certificates) > 0 {
			return &s.context.certificates[0], nil
		}
		return &tls.Certificate{}, nil
	}
	return config
}

func (s *session) serverConfig() *tls.Config {
	config := s.serverConfigOf(s.context)
	if s.selects != nil {
		config.GetConfigForClient = s.choose
	}
	return config
}

func (s *session) serverConfigOf(c *secureContext) *tls.Config {
	config := s.config(c)
	config.SetSessionTicketKeys(c.tickets.sealing())
	if s.asks {
		config.ClientAuth = tls.RequestClientCert
		config.ClientCAs = c.roots
	}
	return config
}

var errNoContext = errors.New("no context for this name")

// choose asks JavaScript for the context of the name that a client wants, on the handshake's goroutine.
func (s *session) choose(hello *tls.ClientHelloInfo) (*tls.Config, error) {
	s.name = hello.ServerName
	chosen := make(chan *secureContext, 1)
	answer := func(c goja.FunctionCall) goja.Value {
		context, _ := realm.Hidden(c.Argument(0)).(*secureContext)
		select {
		case chosen <- context:
		default:
		}
		return goja.Undefined()
	}
	if !s.realm.Loop.Submit(func() {
		if _, err := s.selects(s.object, s.realm.Runtime.ToValue(hello.ServerName), s.realm.Runtime.ToValue(answer)); err != nil {
			s.realm.Loop.Uncaught(err)
		}
	}) {
		return nil, context.Canceled
	}
	select {
	case c := <-chosen:
		if c == nil {
			return nil, errNoContext
		}
		s.context = c
		return s.serverConfigOf(c), nil
	case <-s.conn.ended:
		return nil, net.ErrClosed
	}
}

// refused is the verdict on the peer's certificates.
func (s *session) refused() *refusal {
	state := s.conn.ConnectionState()
	roots, usage := s.context.roots, x509.ExtKeyUsageServerAuth
	if roots == nil {
		roots = trustOf(s.realm)
	}
	if s.server {
		usage = x509.ExtKeyUsageClientAuth
	}
	return verify(state.PeerCertificates, roots, usage)
}
