package jshost_test

import (
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wasmglue/wasmglue/jshost"
)

// guest loads source with the network it is granted.
func guest(t *testing.T, grant jshost.Grant, source string) (*jshost.Host, *jshost.Module) {
	t.Helper()
	h := newHost(t, jshost.NewConfig().WithFS(files("index.js", source)).WithPermissions(jshost.Permissions{
		Read: jshost.Grant{All: true}, Net: grant,
	}))
	m, err := h.Load(t.Context(), "./index.js")
	if err != nil {
		t.Fatal(err)
	}
	return h, m
}

func call(t *testing.T, m *jshost.Module, name, params string) string {
	t.Helper()
	out, err := m.Call(t.Context(), name, []byte(params))
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

var loopback = jshost.Grant{Allow: []string{"127.0.0.1"}}

func TestSocketsEndWithTheirHost(t *testing.T) {
	h, m := guest(t, loopback, `
		const net = require('net')
		exports.main = () => new Promise((resolve) => {
			const server = net.createServer((socket) => socket.write('hello')).listen(0, '127.0.0.1', () => resolve({ port: server.address().port }))
		})`)
	port := strings.TrimSuffix(strings.TrimPrefix(call(t, m, "main", "{}"), `{"port":`), "}")
	conn, err := net.Dial("tcp", "127.0.0.1:"+port)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.ReadFull(conn, make([]byte, 5)); err != nil {
		t.Fatal(err)
	}
	if err := h.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n, err := conn.Read(make([]byte, 1)); err == nil {
		t.Errorf("%d bytes from a connection of a closed host", n)
	}
	if late, err := net.Dial("tcp", "127.0.0.1:"+port); err == nil {
		late.Close()
		t.Error("a closed host still listens")
	}
}

// TestWhatIsNotReadWaitsWithTheSender sends 100 MB to a guest that is paused: it takes a bounded part. Then it reads on, and gets everything.
func TestWhatIsNotReadWaitsWithTheSender(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	const total = 100 << 20
	stalled := make(chan int, 1)
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		sent, chunk := 0, make([]byte, 1<<20)
		for told := false; sent < total; {
			if !told {
				_ = conn.SetWriteDeadline(time.Now().Add(300 * time.Millisecond))
			}
			n, err := conn.Write(chunk[:min(len(chunk), total-sent)])
			sent += n
			if err != nil && !told {
				told = true
				stalled <- sent
				_ = conn.SetWriteDeadline(time.Time{})
			} else if err != nil {
				return
			}
		}
	}()
	_, m := guest(t, loopback, `
		const net = require('net')
		let socket
		exports.connect = ({ port }) => new Promise((resolve) => {
			socket = net.connect(port, '127.0.0.1', () => { socket.once('data', (chunk) => { socket.pause(); socket.unshift(chunk); resolve({}) }) })
		})
		exports.rest = () => new Promise((resolve, reject) => {
			let total = 0
			socket.on('data', (chunk) => { total += chunk.length }).on('end', () => resolve({ total })).on('error', reject)
			socket.resume()
		})`)
	call(t, m, "connect", `{"port":`+strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)+`}`)
	if sent := <-stalled; sent > total/2 {
		t.Errorf("%d bytes were taken from a sender that nobody reads", sent)
	}
	if got := call(t, m, "rest", "{}"); got != `{"total":104857600}` {
		t.Errorf("got %s", got)
	}
}

func TestManyConnectionsToOneServer(t *testing.T) {
	_, m := guest(t, loopback, `
		const http = require('http')
		exports.main = () => new Promise((resolve) => {
			const server = http.createServer((request, response) => {
				let size = 0
				request.on('data', (chunk) => { size += chunk.length }).on('end', () => response.end(String(size)))
			}).listen(0, '127.0.0.1', () => resolve({ port: server.address().port }))
		})`)
	port := strings.TrimSuffix(strings.TrimPrefix(call(t, m, "main", "{}"), `{"port":`), "}")
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	var wg sync.WaitGroup
	for i := range 100 {
		wg.Go(func() {
			size := i * 1000
			response, err := client.Post("http://127.0.0.1:"+port, "text/plain", strings.NewReader(strings.Repeat("x", size)))
			if err != nil {
				t.Error(err)
				return
			}
			defer response.Body.Close()
			if body, err := io.ReadAll(response.Body); err != nil || string(body) != strconv.Itoa(size) {
				t.Errorf("%d bytes came back as %q, %v", size, body, err)
			}
		})
	}
	wg.Wait()
}

func TestTheNetworkIsBehindItsPermission(t *testing.T) {
	_, m := guest(t, jshost.Grant{Allow: []string{"allowed.invalid:80", "127.0.0.1:1"}}, `
		const net = require('net')
		const failed = (emitter) => new Promise((resolve) => emitter.on('error', (e) => resolve(e.code + ' ' + (e.resource ?? ''))))
		exports.main = async () => ({
			address: await failed(net.connect(2, '127.0.0.1')),
			granted: await failed(net.connect(1, '127.0.0.1')),
			name: await failed(net.connect(80, 'denied.invalid')),
			port: await failed(net.connect({ port: 80, host: 'allowed.invalid', lookup: (name, options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) })),
			local: await failed(net.connect('/run/some.sock')),
			listen: await failed(net.createServer().listen(0)),
			fetch: await fetch('http://denied.invalid/').catch((e) => e.cause.code),
			lookup: await require('dns').promises.lookup('denied.invalid').catch((e) => e.code),
			resolve: await require('dns').promises.resolve('denied.invalid').catch((e) => e.code)
		})`)
	want := `{"address":"ERR_ACCESS_DENIED 127.0.0.1:2","granted":"ECONNREFUSED ","name":"ERR_ACCESS_DENIED denied.invalid",` +
		`"port":"ERR_ACCESS_DENIED 127.0.0.1:80","local":"ERR_ACCESS_DENIED /run/some.sock","listen":"ERR_ACCESS_DENIED ::",` +
		`"fetch":"ERR_ACCESS_DENIED","lookup":"ERR_ACCESS_DENIED","resolve":"ERR_ACCESS_DENIED"}`
	if got := call(t, m, "main", "{}"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
