package openwhisk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Sentinel is the line that ends an activation's log.
const Sentinel = "XXX_THE_END_OF_A_WHISK_ACTIVATION_XXX"

// Container is a running action container: a process that listens on loopback.
type Container struct {
	URL string // "http://127.0.0.1:port"

	process *exec.Cmd
	logs    [2]string // files that stdout and stderr go to: what was written before an answer is there when the answer is
	client  *http.Client
	exited  chan struct{}
}

// Start starts command with env added to this process's environment, its logs in dir, and waits until it takes connections.
func Start(ctx context.Context, command, env []string, dir string) (*Container, error) {
	for {
		c, err := startOnce(ctx, command, env, dir)
		if !errors.Is(err, errPortTaken) {
			return c, err
		}
	}
}

// startOnce starts the command on a port that was free a moment ago.
func startOnce(ctx context.Context, command, env []string, dir string) (*Container, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	c := &Container{URL: "http://127.0.0.1:" + port, exited: make(chan struct{}),
		logs: [2]string{filepath.Join(dir, "stdout"), filepath.Join(dir, "stderr")}}
	c.process = exec.CommandContext(ctx, command[0], command[1:]...)
	c.process.Dir = dir
	c.process.Env = append(append(os.Environ(), "PORT="+port), env...)
	if err := c.run(); err != nil {
		return nil, err
	}
	c.client = &http.Client{Transport: &http.Transport{DisableCompression: true}}
	err = c.awaitListening(ctx, "127.0.0.1:"+port)
	if _, stderr := c.Logs(); errors.Is(err, ErrExited) && strings.Contains(strings.ToLower(stderr), "address already in use") {
		err = errPortTaken
	}
	return c, err
}

// errPortTaken says that somebody else took the port between our finding it free and the command's listening.
var errPortTaken = errors.New("the port was taken")

// run starts the process, its output going to files.
func (c *Container) run() error {
	stdout, err := os.Create(c.logs[0])
	if err != nil {
		return err
	}
	defer stdout.Close()
	stderr, err := os.Create(c.logs[1])
	if err != nil {
		return err
	}
	defer stderr.Close()
	c.process.Stdout, c.process.Stderr = stdout, stderr
	if err := c.process.Start(); err != nil {
		return err
	}
	go func() { _ = c.process.Wait(); close(c.exited) }()
	return nil
}

// ports are those that containers of this process were given: none is given twice, even when its container has not begun to listen.
var ports sync.Map

func freePort() (string, error) {
	for {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return "", err
		}
		_, port, err := net.SplitHostPort(listener.Addr().String())
		_ = listener.Close()
		if _, given := ports.LoadOrStore(port, true); !given || err != nil {
			return port, err
		}
	}
}

// ErrExited says that the process ended before it took connections.
var ErrExited = errors.New("the container's process ended")

func (c *Container) awaitListening(ctx context.Context, addr string) error {
	for {
		conn, err := net.Dial("tcp", addr)
		if err == nil {
			return conn.Close()
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-c.exited:
			return ErrExited
		case <-time.After(time.Millisecond):
		}
	}
}

// Answer is what a request got.
type Answer struct {
	Status  int // 0 when the connection was cut
	Header  http.Header
	Length  int64 // Content-Length, -1 if there was none
	Body    []byte
	Dropped error // why there is no answer
}

// Do sends a request. A cut connection is an Answer too.
func (c *Container) Do(req *http.Request) Answer {
	resp, err := c.client.Do(req)
	if err != nil {
		return Answer{Dropped: err}
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return Answer{Dropped: err}
	}
	return Answer{Status: resp.StatusCode, Header: resp.Header, Length: resp.ContentLength, Body: body}
}

// Post posts a JSON body as the invoker does.
func (c *Container) Post(path, body string) Answer {
	req, err := http.NewRequest(http.MethodPost, c.URL+path, strings.NewReader(body))
	if err != nil {
		return Answer{Dropped: err}
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	return c.Do(req)
}

// Logs returns what was written so far.
func (c *Container) Logs() (stdout, stderr string) {
	read := func(name string) string {
		data, err := os.ReadFile(name)
		if err != nil {
			return fmt.Sprintf("unreadable: %v", err)
		}
		return string(bytes.ToValidUTF8(data, []byte("?")))
	}
	return read(c.logs[0]), read(c.logs[1])
}

// Exit waits for the process to end by itself and returns its code, -1 for a signal.
func (c *Container) Exit(ctx context.Context) (int, error) {
	select {
	case <-c.exited:
		return c.process.ProcessState.ExitCode(), nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// Signal sends the process a signal.
func (c *Container) Signal(s os.Signal) error { return c.process.Process.Signal(s) }

// Pid is the process's id.
func (c *Container) Pid() int { return c.process.Process.Pid }

// Stop kills the process and waits for its end.
func (c *Container) Stop() {
	c.client.CloseIdleConnections()
	_ = c.process.Process.Kill()
	<-c.exited
}
