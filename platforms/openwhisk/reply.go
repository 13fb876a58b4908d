package openwhisk

import (
	"net/http"
	"strconv"

	"github.com/wasmglue/wasmglue/platforms/internal/jsonedge"
)

// reply is the answer to one request.
type reply struct {
	status int
	body   []byte // JSON
	drop   bool   // no answer: the connection is cut
}

const (
	textBadRequest    = "Bad request."
	textInternalError = "Internal error."
)

// failure is an answer of the shape that the platform expects of every error.
func failure(status int, text string) reply {
	body := jsonedge.AppendString([]byte(`{"error":`), text)
	return reply{status: status, body: append(body, '}')}
}

// write sends the reply. The length is always announced: the platform's clients discard an answer without one. The answer is flushed before
// write returns, so that it is out even when the process is about to end.
func (a reply) write(w http.ResponseWriter) {
	if a.drop {
		panic(http.ErrAbortHandler)
	}
	h := w.Header()
	if h.Get("Content-Type") == "" {
		h.Set("Content-Type", "application/json; charset=utf-8")
	}
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body)
	_ = http.NewResponseController(w).Flush()
}
