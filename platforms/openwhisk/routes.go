package openwhisk

import (
	"context"
	"net/http"
	"strings"
)

// Platforms that __OW_RUNTIME_PLATFORM can name.
const (
	platformOpenWhisk = "openwhisk"
	platformKnative   = "knative"
)

// platform is the platform whose interface is served.
func (c Config) platform() (string, error) {
	name, ok := c.getenv("__OW_RUNTIME_PLATFORM")
	switch {
	case !ok || name == platformOpenWhisk:
		return platformOpenWhisk, nil
	case name == platformKnative:
		return platformKnative, nil
	}
	return "", &PlatformError{name}
}

func newRoutes(c *container) http.Handler {
	if platform, _ := c.cfg.platform(); platform == platformKnative {
		return newKnative(c)
	}
	return containerRoutes{c}
}

// containerRoutes are /init and /run. Everything else is a bad request, with the same status as a body that is no JSON.
type containerRoutes struct{ *container }

func (c containerRoutes) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	keepAliveHeaders(w, r)
	c.answer(r).write(w)
}

func (c containerRoutes) answer(r *http.Request) reply {
	body, err := readBody(r)
	if err != nil {
		return failure(500, textBadRequest)
	}
	msg, err := parseMessage(body)
	if err != nil || r.Method != http.MethodPost {
		return failure(500, textBadRequest)
	}
	ctx := context.WithoutCancel(r.Context()) // a client that goes away ends nothing: the platform retries no run
	switch route(r) {
	case "/init":
		return c.initialize(ctx, msg)
	case "/run":
		return c.activate(ctx, msg)
	}
	return failure(500, textBadRequest)
}

// route is the path of a request as express matches it: letters of either case, with or without a slash at the end.
func route(r *http.Request) string {
	path := strings.ToLower(r.URL.EscapedPath())
	if len(path) > 1 {
		path = strings.TrimSuffix(path, "/")
	}
	return path
}

// keepAliveHeaders announces what net/http does anyway: clients that pool connections read it.
func keepAliveHeaders(w http.ResponseWriter, r *http.Request) {
	if r.ProtoAtLeast(1, 1) && !r.Close {
		w.Header().Set("Connection", "keep-alive")
		w.Header().Set("Keep-Alive", "timeout=5")
	}
}
