package openwhisk

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"
)

// Server is an action container: the HTTP interface that OpenWhisk's invoker speaks (POST /init, POST /run), or with
// __OW_RUNTIME_PLATFORM=knative in its environment, the single endpoint of a Knative service.
type Server struct {
	cfg       Config
	container *container
	handler   http.Handler
	pending   sync.WaitGroup // requests that were not answered yet
}

// NewServer makes a container that nothing has been loaded into.
func NewServer(cfg Config) *Server {
	s := &Server{cfg: cfg, container: newContainer(cfg)}
	s.handler = newRoutes(s.container)
	return s
}

// ServeHTTP answers one request of the platform. A request whose action ended the process is not answered: it panics with
// [http.ErrAbortHandler], which net/http takes for the wish to cut the connection.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.pending.Add(1)
	defer s.pending.Done()
	s.handler.ServeHTTP(w, r)
}

// Done carries the error with which the action ended the container: a *[jshost.ExitError] after process.exit, a *[jshost.UncaughtError]
// after an exception that nothing caught (it has been printed). The process is expected to exit, with the code or with 1. [Server.Serve]
// does the waiting for those that use it.
func (s *Server) Done() <-chan error { return s.container.ended }

// Close ends the action and removes what was unpacked. It does not wait for requests.
func (s *Server) Close() { s.container.close(context.Background()) }

// PlatformError says that __OW_RUNTIME_PLATFORM names a platform that there is none of. The reference exits with 9.
type PlatformError struct{ Platform string }

func (e *PlatformError) Error() string {
	return "__OW_RUNTIME_PLATFORM (" + e.Platform + ") is not supported by the runtime."
}

// ListenAndServe listens on addr ("host:port", ":8080"), before anything else is made, and serves like [Server.Serve].
func (s *Server) ListenAndServe(ctx context.Context, addr string) error {
	if _, err := s.cfg.platform(); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	return s.Serve(ctx, listener)
}

// Times of the reference's HTTP server.
const (
	keepAlive     = 5 * time.Second  // of an idle connection
	headerTimeout = 60 * time.Second // for the headers of a request; its body and its answer may take any time
	lastAnswers   = 2 * time.Second  // for answers that are being written while the container ends
)

// Serve answers requests on listener until ctx is done (then it returns nil), the listener fails, or the action ends the container: then
// connections that wait for an answer are cut and it returns what [Server.Done] carries.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	if _, err := s.cfg.platform(); err != nil {
		_ = listener.Close()
		return err
	}
	server := &http.Server{Handler: s, ReadHeaderTimeout: headerTimeout, IdleTimeout: keepAlive,
		ErrorLog: slog.NewLogLogger(s.cfg.log.Handler(), slog.LevelWarn)}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	defer s.Close()
	stopMetrics := s.serveMetrics()
	defer stopMetrics()
	select {
	case <-ctx.Done():
		_ = server.Close()
		return nil
	case err := <-failed:
		return err
	case err := <-s.container.ended:
		_ = listener.Close()
		s.awaitAnswers()
		_ = server.Close()
		return err
	}
}

// awaitAnswers waits until every request is answered or dropped. All of them know that the host has ended: only slow readers take time.
func (s *Server) awaitAnswers() {
	answered := make(chan struct{})
	go func() { s.pending.Wait(); close(answered) }()
	select {
	case <-answered:
	case <-time.After(lastAnswers):
	}
}

// serveMetrics starts the metrics' own listener, if it is wanted; the function it returns stops it. Metrics are never a reason not to serve.
func (s *Server) serveMetrics() (stop func()) {
	if s.cfg.metricsAddr == "" {
		return func() {}
	}
	listener, err := net.Listen("tcp", s.cfg.metricsAddr)
	if err != nil {
		s.cfg.log.Error("metrics are not served", "error", err)
		return func() {}
	}
	server := &http.Server{Handler: s.container.metrics, ReadHeaderTimeout: headerTimeout}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.cfg.log.Error("metrics", "error", err)
		}
	}()
	return func() { _ = server.Close() }
}
