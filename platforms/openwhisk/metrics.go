package openwhisk

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

// metrics counts and times what the container does. It is exposed in the Prometheus text format, version 0.0.4.
type metrics struct {
	init    timings // /init, from the parsed request to the answer
	load    timings // making a realm and loading the action into it: compilation is here
	run     timings // /run
	refused atomic.Int64
}

func newMetrics() *metrics { return &metrics{} }

// buckets are the upper bounds of the histograms.
var buckets = [...]time.Duration{time.Millisecond, 5 * time.Millisecond, 25 * time.Millisecond, 100 * time.Millisecond, 500 * time.Millisecond,
	2 * time.Second, 10 * time.Second, time.Minute}

// timings is a histogram of durations and a count by outcome.
type timings struct {
	within  [len(buckets)]atomic.Int64
	nanos   atomic.Int64
	ok      atomic.Int64 // answered 200
	failed  atomic.Int64 // answered otherwise
	dropped atomic.Int64 // not answered
}

// observe counts one duration. Its cost is a few atomic additions: it is on the path of every run.
func (t *timings) observe(d time.Duration, status int) {
	for i, bound := range buckets {
		if d <= bound {
			t.within[i].Add(1)
			break
		}
	}
	t.nanos.Add(int64(d))
	switch status {
	case 200:
		t.ok.Add(1)
	case 0:
		t.dropped.Add(1)
	default:
		t.failed.Add(1)
	}
}

// ServeHTTP exposes the metrics at /metrics.
func (m *metrics) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/metrics" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	_, _ = io.WriteString(w, m.text())
}

func (m *metrics) text() string {
	var b strings.Builder
	for _, h := range []struct {
		name, help string
		t          *timings
	}{
		{"init", "POST /init", &m.init},
		{"load", "making a realm and loading the action, compilation included", &m.load},
		{"run", "POST /run", &m.run},
	} {
		h.t.write(&b, "wasmglue_"+h.name, h.help)
	}
	fmt.Fprintf(&b, "# HELP wasmglue_refused_total Requests refused because of the container's state.\n"+
		"# TYPE wasmglue_refused_total counter\nwasmglue_refused_total %d\n", m.refused.Load())
	return b.String()
}

func (t *timings) write(b *strings.Builder, name, help string) {
	fmt.Fprintf(b, "# HELP %s_total Outcomes of: %s.\n# TYPE %s_total counter\n", name, help, name)
	for _, outcome := range []struct {
		label string
		n     *atomic.Int64
	}{{"ok", &t.ok}, {"failed", &t.failed}, {"dropped", &t.dropped}} {
		fmt.Fprintf(b, "%s_total{outcome=%q} %d\n", name, outcome.label, outcome.n.Load())
	}
	fmt.Fprintf(b, "# HELP %s_seconds Time taken by: %s.\n# TYPE %s_seconds histogram\n", name, help, name)
	var sum int64
	for i, bound := range buckets {
		sum += t.within[i].Load()
		fmt.Fprintf(b, "%s_seconds_bucket{le=\"%g\"} %d\n", name, bound.Seconds(), sum)
	}
	count := t.ok.Load() + t.failed.Load() + t.dropped.Load()
	fmt.Fprintf(b, "%s_seconds_bucket{le=\"+Inf\"} %d\n%s_seconds_sum %g\n%s_seconds_count %d\n",
		name, count, name, time.Duration(t.nanos.Load()).Seconds(), name, count)
}
