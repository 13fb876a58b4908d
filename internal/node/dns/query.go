package dns

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// kinds by the names that JavaScript has for them.
var kinds = map[string]uint16{"A": typeA, "NS": typeNS, "CNAME": typeCNAME, "SOA": typeSOA, "PTR": typePTR, "MX": typeMX, "TXT": typeTXT, "AAAA": typeAAAA,
	"SRV": typeSRV, "NAPTR": typeNAPTR, "ANY": typeANY, "CAA": typeCAA}

// codes of replies, as c-ares calls them.
var codes = map[int]string{1: "EFORMERR", 2: "ESERVFAIL", 3: "ENOTFOUND", 4: "ENOTIMP", 5: "EREFUSED"}

// query(name, type, servers, timeout, tries, local addresses, done) asks name servers and calls done(code, records); it returns cancel().
func query(r *realm.Realm, c goja.FunctionCall) goja.Value {
	name, kind := c.Argument(0).String(), kinds[c.Argument(1).String()]
	r.Permit(r.Sandbox.CheckLookup(strings.TrimSuffix(name, ".")))
	q := exchange{name: name, kind: kind, timeout: time.Duration(c.Argument(3).ToInteger()) * time.Millisecond, tries: int(c.Argument(4).ToInteger())}
	list := c.Argument(2).ToObject(r.Runtime)
	for _, i := range list.Keys() {
		q.servers = append(q.servers, list.Get(i).String())
	}
	for _, server := range q.servers { // another server than the system's is another host to talk to
		if host, port, err := net.SplitHostPort(server); err == nil && !isSystemServer(server) {
			number, _ := net.LookupPort("udp", port)
			r.Permit(r.Sandbox.CheckNet(host, number))
		}
	}
	local := c.Argument(5).ToObject(r.Runtime)
	for _, i := range local.Keys() {
		q.local = append(q.local, net.ParseIP(local.Get(i).String()))
	}
	done, _ := goja.AssertFunction(c.Argument(6))
	ctx, cancel := context.WithCancel(context.Background())
	operation, asyncContext := r.Loop.Begin(), r.AsyncContext
	go func() {
		found, code := q.run(ctx)
		cancel()
		operation.End(func() {
			outer := r.AsyncContext
			r.AsyncContext = asyncContext
			_, err := done(goja.Undefined(), r.Runtime.ToValue(code), recordList(r, found))
			r.AsyncContext = outer
			if err != nil {
				r.Loop.Uncaught(err)
			}
		})
	}()
	return r.Function("cancel", 0, func(goja.FunctionCall) goja.Value { cancel(); return goja.Undefined() })
}

// exchange is one question to several servers.
type exchange struct {
	name    string
	kind    uint16
	servers []string
	timeout time.Duration
	tries   int
	local   []net.IP
}

// run asks one server after the other, and all of them again.
func (q exchange) run(ctx context.Context) (found []record, code string) {
	id := uint16(rand.Uint32())
	message, err := question(id, q.name, q.kind)
	if err != nil {
		return nil, "EBADNAME"
	}
	code = "ECONNREFUSED"
	for try := range max(q.tries, 1) {
		for _, server := range q.servers {
			wait := q.timeout
			if wait <= 0 {
				wait = 5 * time.Second
			}
			reply, err := q.ask(ctx, server, message, id, wait<<min(try, 4))
			switch {
			case ctx.Err() != nil:
				return nil, "ECANCELLED"
			case errors.Is(err, errMessage):
				return nil, "EBADRESP"
			case err != nil:
				code = codeOf(err)
				continue
			case reply.code == 0:
				return reply.records, ""
			}
			code = codes[reply.code]
			if reply.code == 3 || reply.code == 1 {
				return nil, code
			}
		}
	}
	return nil, code
}

func codeOf(err error) string {
	var timeout net.Error
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return "ECONNREFUSED"
	case errors.As(err, &timeout) && timeout.Timeout():
		return "ETIMEOUT"
	case errors.Is(err, errMessage):
		return "EBADRESP"
	}
	return "ECONNREFUSED"
}

// ask sends a question by a datagram, and by a stream if the answer does not fit into one.
func (q exchange) ask(ctx context.Context, server string, message []byte, id uint16, wait time.Duration) (answer, error) {
	reply, err := q.askOver(ctx, "udp", server, message, id, wait)
	if err == nil && reply.truncated {
		return q.askOver(ctx, "tcp", server, message, id, wait)
	}
	return reply, err
}

func (q exchange) askOver(ctx context.Context, network, server string, message []byte, id uint16, wait time.Duration) (answer, error) {
	conn, err := (&net.Dialer{Timeout: wait, LocalAddr: q.from(network, server)}).DialContext(ctx, network, server)
	if err != nil {
		return answer{}, err
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	_ = conn.SetDeadline(time.Now().Add(wait))
	if network == "tcp" {
		return askStream(conn, message)
	}
	if _, err := conn.Write(message); err != nil {
		return answer{}, err
	}
	buffer := make([]byte, 64<<10)
	for {
		n, err := conn.Read(buffer)
		if err != nil {
			return answer{}, err
		}
		reply, err := parse(buffer[:n])
		if reply.id == id { // whatever else arrives was not asked for
			return reply, err
		}
	}
}

// from is the local address of the server's family that was asked for, if any.
func (q exchange) from(network, server string) net.Addr {
	host, _, _ := net.SplitHostPort(server)
	for _, ip := range q.local {
		if (ip.To4() != nil) != (net.ParseIP(host).To4() != nil) {
			continue
		}
		if network == "tcp" {
			return &net.TCPAddr{IP: ip}
		}
		return &net.UDPAddr{IP: ip}
	}
	return nil
}

func askStream(conn net.Conn, message []byte) (answer, error) {
	framed := binary.BigEndian.AppendUint16(nil, uint16(len(message)))
	if _, err := conn.Write(append(framed, message...)); err != nil {
		return answer{}, err
	}
	var size [2]byte
	if _, err := io.ReadFull(conn, size[:]); err != nil {
		return answer{}, err
	}
	b := make([]byte, binary.BigEndian.Uint16(size[:]))
	if _, err := io.ReadFull(conn, b); err != nil {
		return answer{}, err
	}
	return parse(b)
}

// recordList is records as JavaScript makes its results of them.
func recordList(r *realm.Realm, records []record) goja.Value {
	list := make([]any, len(records))
	for i, rec := range records {
		o := r.Runtime.NewObject()
		for name, kind := range kinds {
			if kind == rec.kind {
				_ = o.Set("type", name)
			}
		}
		_ = o.Set("ttl", rec.ttl)
		if rec.address.IsValid() {
			_ = o.Set("address", rec.address.String())
		}
		_ = o.Set("names", r.Runtime.ToValue(rec.names))
		_ = o.Set("texts", r.Runtime.ToValue(rec.texts))
		_ = o.Set("numbers", r.Runtime.ToValue(rec.numbers))
		list[i] = o
	}
	return r.Runtime.NewArray(list...)
}

// systemServers lists the name servers that the system uses.
func systemServers(r *realm.Realm) goja.Value {
	var list []any
	for _, server := range resolvConf() {
		list = append(list, server)
	}
	return r.Runtime.NewArray(list...)
}

func resolvConf() []string {
	var servers []string
	file, err := os.Open("/etc/resolv.conf")
	if err == nil {
		defer file.Close()
		for lines := bufio.NewScanner(file); lines.Scan(); {
			if fields := strings.Fields(lines.Text()); len(fields) > 1 && fields[0] == "nameserver" && net.ParseIP(fields[1]) != nil {
				servers = append(servers, fields[1])
			}
		}
	}
	if len(servers) == 0 {
		servers = []string{"127.0.0.1"}
	}
	return servers
}

func isSystemServer(server string) bool {
	for _, own := range resolvConf() {
		if server == net.JoinHostPort(own, "53") {
			return true
		}
	}
	return false
}
