package openwhisk

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestMetrics(t *testing.T) {
	m := newMetrics()
	m.run.observe(2*time.Millisecond, 200)
	m.run.observe(2*time.Hour, 502)
	m.run.observe(time.Microsecond, 0)
	m.refused.Add(3)
	w := httptest.NewRecorder()
	m.ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	for _, line := range []string{
		`wasmglue_run_total{outcome="ok"} 1`, `wasmglue_run_total{outcome="failed"} 1`, `wasmglue_run_total{outcome="dropped"} 1`,
		`wasmglue_run_seconds_bucket{le="0.001"} 1`, `wasmglue_run_seconds_bucket{le="0.005"} 2`, `wasmglue_run_seconds_bucket{le="60"} 2`,
		`wasmglue_run_seconds_bucket{le="+Inf"} 3`, `wasmglue_run_seconds_count 3`, `wasmglue_refused_total 3`, `wasmglue_init_seconds_count 0`,
	} {
		if !strings.Contains(w.Body.String(), line+"\n") {
			t.Errorf("no line %s in\n%s", line, w.Body)
		}
	}
	w = httptest.NewRecorder()
	m.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	if w.Code != 404 {
		t.Errorf("/: %d", w.Code)
	}
}
