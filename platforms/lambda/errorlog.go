package lambda

import (
	"io"
	"strings"
	"time"

	"github.com/wasmglue/wasmglue/platforms/lambda/internal/runtimeapi"
)

const (
	levelError = 5
	timeFormat = "2006-01-02T15:04:05.000Z"
)

// logError writes the log entry of an error that a function without JavaScript made, as js/console.js does for one with it: to out, or to the
// telemetry descriptor. inv is nil while the function is loaded.
func (s *settings) logError(out io.Writer, inv *runtimeapi.Invocation, title string, f failure) {
	if s.level == "FATAL" {
		return
	}
	now := time.Now()
	entry := s.errorEntry(now, inv, title, f)
	if s.telemetry >= 0 {
		if !s.json {
			entry += "\n"
		}
		s.writeFrame(levelError, now.UnixMilli(), entry)
		return
	}
	_, _ = io.WriteString(out, strings.ReplaceAll(entry, "\n", "\r")+"\n")
}

func (s *settings) errorEntry(now time.Time, inv *runtimeapi.Invocation, title string, f failure) string {
	at, id := now.UTC().Format(timeFormat), "undefined"
	if inv != nil {
		id = inv.ID
	}
	if !s.json {
		text := jsonText(errorText{f.kind, f.message, f.trace})
		return strings.Join([]string{at, id, "ERROR", title + " \t" + text}, "\t")
	}
	entry := errorEntry{Timestamp: at, Level: "ERROR", Message: errorFields{f.kind, f.message, f.trace}}
	if inv != nil {
		entry.RequestID, entry.TenantID = inv.ID, inv.TenantID
	}
	return jsonText(entry)
}

// The fields stand in the order in which JavaScript writes them.
type (
	errorText struct {
		Type    string   `json:"errorType"`
		Message string   `json:"errorMessage"`
		Stack   []string `json:"stack"`
	}
	errorFields struct {
		Type    string   `json:"errorType"`
		Message string   `json:"errorMessage"`
		Stack   []string `json:"stackTrace"`
	}
	errorEntry struct {
		Timestamp string      `json:"timestamp"`
		Level     string      `json:"level"`
		RequestID string      `json:"requestId,omitempty"`
		TenantID  string      `json:"tenantId,omitempty"`
		Message   errorFields `json:"message"`
	}
)
