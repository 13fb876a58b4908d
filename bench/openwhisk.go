package main

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// container is a server of the OpenWhisk action container protocol.
type container struct {
	*process
	url       string
	client    *http.Client
	listening time.Duration // from spawn to the first accepted connection
}

// startContainer spawns a server and waits until it takes connections.
func startContainer(c contestant) (*container, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	p, err := start(c.openwhisk(port))
	if err != nil {
		return nil, err
	}
	address := net.JoinHostPort("127.0.0.1", port)
	s := &container{process: p, url: "http://" + address, client: &http.Client{Transport: &http.Transport{}}}
	if err := awaitListening(address, p.started.Add(20*time.Second)); err != nil {
		err = p.explain(err)
		_ = p.stop()
		return nil, err
	}
	s.listening = time.Since(p.started)
	return s, nil
}

// freePort finds a port that nobody listens on. It looks below the range from
// which systems give ports to those who ask for any: a busy machine would hand
// a port from there to somebody else before the server is up.
func freePort() (string, error) {
	const lowest, count, tries = 20000, 10000, 100
	var err error
	for range tries {
		port := strconv.Itoa(lowest + rand.IntN(count))
		var l net.Listener
		if l, err = net.Listen("tcp", net.JoinHostPort("127.0.0.1", port)); err == nil {
			return port, l.Close()
		}
	}
	return "", err
}

func awaitListening(address string, deadline time.Time) error {
	for {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			return conn.Close()
		}
		if time.Now().After(deadline) {
			return err
		}
		time.Sleep(500 * time.Microsecond) // finer than any platform's retry
	}
}

func (s *container) post(path string, body []byte) ([]byte, error) {
	resp, err := s.client.Post(s.url+path, "application/json", bytes.NewReader(body))
	if err != nil {
		return nil, s.explain(err)
	}
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s %s", path, resp.Status, answer)
	}
	return answer, s.explain(err)
}

func (s *container) init() error {
	body, err := initBody(filepath.Join("examples", "fib"))
	if err != nil {
		return err
	}
	_, err = s.post("/init", body)
	return err
}

// initBody is the request that carries the action in dir as a zip.
func initBody(dir string) ([]byte, error) {
	var code bytes.Buffer
	z := zip.NewWriter(&code)
	if err := z.AddFS(os.DirFS(dir)); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return json.Marshal(map[string]any{"value": map[string]any{
		"name": "fib", "main": "main", "binary": true, "code": base64.StdEncoding.EncodeToString(code.Bytes()),
	}})
}

var runBody = []byte(`{"value":{"a":20},"namespace":"bench","action_name":"/bench/fib","action_version":"0.0.1",` +
	`"activation_id":"0123456789abcdef0123456789abcdef","transaction_id":"bench","deadline":"4102444800000"}`)

func (s *container) run() error {
	answer, err := s.post("/run", runBody)
	if err == nil && string(bytes.TrimSpace(answer)) != `{"fib":10946}` {
		err = fmt.Errorf("/run answered %s", answer)
	}
	return err
}

func (s *container) close() error {
	s.client.CloseIdleConnections()
	return s.stop()
}

func openWhiskCold(c contestant) (session, error) {
	return each(func() ([][]float64, error) {
		s, err := startContainer(c)
		if err != nil {
			return nil, err
		}
		if err = s.init(); err == nil {
			err = s.run()
		}
		first := time.Since(s.started)
		if cerr := s.close(); err == nil {
			err = cerr
		}
		return [][]float64{{ms(s.listening)}, {ms(first)}, {ms(s.cpu())}}, err
	}), nil
}

// warmContainer makes calls over one kept connection.
type warmContainer struct {
	*container
	calls int
}

func openWhiskWarm(calls int) func(contestant) (session, error) {
	return func(c contestant) (session, error) {
		s, err := startContainer(c)
		if err != nil {
			return nil, err
		}
		if err := s.init(); err != nil {
			_ = s.close()
			return nil, err
		}
		return warmContainer{s, calls}, nil
	}
}

func (w warmContainer) turn() ([][]float64, error) {
	times := make([]float64, w.calls)
	for i := range times {
		began := time.Now()
		if err := w.run(); err != nil {
			return nil, err
		}
		times[i] = ms(time.Since(began))
	}
	return [][]float64{times, times, {residentMiB(w.cmd.Process.Pid)}}, nil
}
