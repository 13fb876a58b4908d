package workerthreads

import (
	"io"
	"slices"
	"sync"
)

// output is a standard stream of a worker: what is written comes out in the parent.
type output struct {
	parent *parent
	name   string
}

// Write implements io.Writer.
func (o *output) Write(b []byte) (int, error) {
	chunk := slices.Clone(b)
	o.parent.realm.Loop.Submit(func() { o.parent.tell(o.name, o.parent.realm.NewBuffer(chunk)) })
	return len(b), nil
}

// pipe is the standard input of a worker: writing never blocks, reading does.
type pipe struct {
	mu     sync.Mutex
	filled sync.Cond
	buffer []byte
	ended  bool
}

func newPipe() *pipe {
	p := &pipe{}
	p.filled.L = &p.mu
	return p
}

func (p *pipe) write(b []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.buffer = append(p.buffer, b...)
	p.filled.Broadcast()
}

// Close ends the input; what was written stays readable.
func (p *pipe) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ended = true
	p.filled.Broadcast()
}

// Read implements io.Reader.
func (p *pipe) Read(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.buffer) == 0 && !p.ended {
		p.filled.Wait()
	}
	if len(p.buffer) == 0 {
		return 0, io.EOF
	}
	n := copy(b, p.buffer)
	p.buffer = p.buffer[n:]
	return n, nil
}
