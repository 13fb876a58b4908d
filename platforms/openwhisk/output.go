package openwhisk

import (
	"io"
	"sync"
)

// sentinel is the line that ends an activation's log on either stream.
const sentinel = "XXX_THE_END_OF_A_WHISK_ACTIVATION_XXX\n"

// stream is one of the container's standard streams. It remembers whether a line is open: the platform drops every line that holds the
// sentinel, so it must not be glued to what an action printed without a newline.
type stream struct {
	mu   sync.Mutex
	w    io.Writer
	open bool
}

func (s *stream) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(p) > 0 {
		s.open = p[len(p)-1] != '\n'
	}
	return s.w.Write(p)
}

// end closes an open line and writes the last one.
func (s *stream) end(last string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open {
		last = "\n" + last
	}
	s.open = false
	if last != "" {
		_, _ = io.WriteString(s.w, last)
	}
}

// output is both streams.
type output struct {
	stdout, stderr stream
	framed         bool // the sentinels are ours to write
}

func newOutput(stdout, stderr io.Writer) *output {
	return &output{stdout: stream{w: stdout}, stderr: stream{w: stderr}, framed: true}
}

// endActivation frames the logs: one sentinel on each stream.
func (o *output) endActivation() {
	last := sentinel
	if !o.framed {
		last = ""
	}
	o.stdout.end(last)
	o.stderr.end(last)
}
