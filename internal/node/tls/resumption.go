package tls

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"encoding/binary"
	"sync"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// ticketKeys are what a server seals its sessions with. They are made when they are first wanted: most contexts are those of clients.
type ticketKeys struct {
	mu   sync.Mutex
	keys []byte
}

// ticketKeysSize is node's: a name and two keys.
const ticketKeysSize = 48

func (t *ticketKeys) get() []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.keys == nil {
		t.keys = make([]byte, ticketKeysSize)
		_, _ = rand.Read(t.keys) // it never fails
	}
	return t.keys
}

func (t *ticketKeys) set(keys []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.keys = append([]byte(nil), keys...)
}

// sealing is the keys as crypto/tls wants them.
func (t *ticketKeys) sealing() [][32]byte { return [][32]byte{sha256.Sum256(t.get())} }

// define gives a context in JavaScript getTicketKeys() and setTicketKeys(buffer of 48 bytes).
func (t *ticketKeys) define(r *realm.Realm, o *goja.Object) {
	r.Method(o, "getTicketKeys", 0, func(goja.FunctionCall) goja.Value { return r.NewBuffer(append([]byte(nil), t.get()...)) })
	r.Method(o, "setTicketKeys", 1, func(c goja.FunctionCall) goja.Value {
		keys, ok := r.Bytes(c.Argument(0))
		if !ok || len(keys) != ticketKeysSize {
			panic(r.Runtime.NewTypeError("Ticket keys length must be %d bytes", ticketKeysSize))
		}
		t.set(keys)
		return goja.Undefined()
	})
}

// sessions is the cache of one client connection: it offers the session that JavaScript set, and tells JavaScript about new ones.
type sessions struct {
	offered *tls.ClientSessionState
	tell    func(session []byte)
}

// keyLog is the writer that crypto/tls tells its secrets, a line at a time.
type keyLog func(line []byte)

func (k keyLog) Write(line []byte) (int, error) {
	k(line)
	return len(line), nil
}

func (s *sessions) Get(string) (*tls.ClientSessionState, bool) { return s.offered, s.offered != nil }

func (s *sessions) Put(_ string, state *tls.ClientSessionState) {
	if state == nil { // what was offered is of no use
		s.offered = nil
		return
	}
	if session, err := sessionBytes(state); err == nil {
		s.tell(session)
	}
}

// sessionBytes is a session as JavaScript keeps it: the length of its ticket, the ticket, and what we know of the connection.
func sessionBytes(state *tls.ClientSessionState) ([]byte, error) {
	ticket, known, err := state.ResumptionState()
	if err != nil || known == nil {
		return nil, err
	}
	rest, err := known.Bytes()
	if err != nil {
		return nil, err
	}
	out := binary.BigEndian.AppendUint32(nil, uint32(len(ticket)))
	return append(append(out, ticket...), rest...), nil
}

// parseSession answers nil for what is no session of ours: then there is a handshake in full, as in node.
func parseSession(b []byte) *tls.ClientSessionState {
	if len(b) < 4 {
		return nil
	}
	size, b := binary.BigEndian.Uint32(b), b[4:]
	if uint64(size) > uint64(len(b)) {
		return nil
	}
	known, err := tls.ParseSessionState(b[size:])
	if err != nil {
		return nil
	}
	state, err := tls.NewResumptionState(append([]byte(nil), b[:size]...), known)
	if err != nil {
		return nil
	}
	return state
}
