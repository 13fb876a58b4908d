//go:build unix

package childprocess

import (
	"os"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// limits are when to kill a program that is waited for.
type limits struct {
	timeout time.Duration // 0 is none
	output  float64       // bytes of all pipes together; 0 is no limit
	signal  syscall.Signal
}

// collected is a program that runs to its end while everything else waits.
type collected struct {
	limits  limits
	process *os.Process
	pipes   []*os.File // our ends; nil where there is none

	mu     sync.Mutex
	output [][]byte
	total  float64

	overflow chan struct{} // closed when there is too much output
	once     sync.Once
	drained  sync.WaitGroup
	failure  error
}

// spawnSync(options) runs a program to its end and answers {errno, pid, status, signal, output}.
func spawnSync(r *realm.Realm, c goja.FunctionCall) goja.Value {
	options := c.Argument(0).ToObject(r.Runtime)
	p := newProgram(r, options)
	run := &collected{limits: readLimits(options), overflow: make(chan struct{}), output: make([][]byte, len(p.stdio))}
	inputs := inputs(r, options, len(p.stdio))
	result := r.Runtime.NewObject()
	_ = result.Set("pid", 0)
	d, err := newDescriptors(r, p.stdio)
	if err == nil {
		run.process, err = p.start(d.given)
		d.started()
		if err != nil {
			d.abandon()
		}
	}
	if err != nil {
		_ = result.Set("errno", number(err))
		return result
	}
	run.connect(d, inputs)
	state := run.await(r.Loop.Interrupted(), d.outputs)
	run.describe(r, result, p, state)
	return result
}

func readLimits(options *goja.Object) limits {
	l := limits{signal: syscall.SIGTERM}
	if v := options.Get("timeout"); !realm.IsNullish(v) {
		l.timeout = time.Duration(min(v.ToFloat(), float64(1<<40))) * time.Millisecond
	}
	if v := options.Get("maxBuffer"); !realm.IsNullish(v) {
		l.output = v.ToFloat()
	}
	if v := options.Get("killSignal"); !realm.IsNullish(v) && v.ToInteger() > 0 {
		l.signal = syscall.Signal(v.ToInteger())
	}
	return l
}

// inputs are the bytes to write into each pipe. They are copies: who owns them waits, but a shared buffer has other owners.
func inputs(r *realm.Realm, options *goja.Object, n int) [][]byte {
	list := make([][]byte, n)
	given := options.Get("inputs").ToObject(r.Runtime)
	for i := range list {
		if b, ok := r.Bytes(given.Get(strconv.Itoa(i))); ok {
			list[i] = append([]byte(nil), b...)
		}
	}
	return list
}

// connect feeds and drains the pipes, each on a goroutine of its own.
func (c *collected) connect(d *descriptors, inputs [][]byte) {
	c.pipes = make([]*os.File, len(d.ours))
	for i, fd := range d.ours {
		if fd < 0 {
			continue
		}
		f := d.end(i)
		c.pipes[i] = f
		if i == 0 || inputs[i] != nil {
			go feed(f, inputs[i])
		}
		if i > 0 {
			c.drained.Add(1)
			go c.drain(i, f)
		}
	}
}

// feed writes input and tells the program that there is no more.
func feed(f *os.File, input []byte) {
	_, _ = f.Write(input)
	_ = shutdownWriting(f)
}

// shutdownWriting ends the writing half of a socket.
func shutdownWriting(f *os.File) error {
	raw, err := f.SyscallConn()
	if err != nil {
		return err
	}
	if control := raw.Control(func(fd uintptr) { err = syscall.Shutdown(int(fd), syscall.SHUT_WR) }); control != nil {
		return control
	}
	return err
}

// chunk is how much is read at once, as in libuv.
const chunk = 64 << 10

func (c *collected) drain(i int, f *os.File) {
	defer c.drained.Done()
	b := make([]byte, chunk)
	for {
		n, err := f.Read(b)
		if n > 0 && !c.collect(i, b[:n]) || err != nil {
			return
		}
	}
}

// collect keeps what was read, and answers false once that is too much.
func (c *collected) collect(i int, b []byte) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.output[i] = append(c.output[i], b...)
	c.total += float64(len(b))
	if c.limits.output > 0 && c.total > c.limits.output {
		c.once.Do(func() { close(c.overflow) })
		return false
	}
	return true
}

// await waits until the program has ended and its pipes are empty, or one of the limits is reached: then it kills the program.
func (c *collected) await(interrupted <-chan struct{}, outputs []output) *os.ProcessState {
	ended := make(chan *os.ProcessState, 1)
	go func() {
		state, _ := c.process.Wait()
		ended <- state
	}()
	writes := make(chan func())
	drained := make(chan struct{})
	go func() {
		copyOutputs(outputs, func(write func()) bool {
			done := make(chan struct{})
			writes <- func() { write(); close(done) }
			<-done
			return true
		})
		c.drained.Wait()
		close(drained)
	}()
	var timeout <-chan time.Time
	if c.limits.timeout > 0 {
		timer := time.NewTimer(c.limits.timeout)
		defer timer.Stop()
		timeout = timer.C
	}
	var state *os.ProcessState
	for pending := 2; pending > 0; {
		select {
		case state = <-ended:
			pending--
		case write := <-writes:
			write()
		case <-drained:
			drained = nil
			pending--
		case <-timeout:
			timeout = nil
			c.kill(syscall.ETIMEDOUT)
		case <-c.overflow:
			c.overflow = nil
			c.kill(syscall.ENOBUFS)
		case <-interrupted:
			interrupted = nil
			c.limits.signal = syscall.SIGKILL
			c.kill(syscall.EINTR)
		}
	}
	for _, f := range c.pipes {
		if f != nil {
			_ = f.Close()
		}
	}
	return state
}

// kill ends the program for a reason; what its own children still write is nobody's.
func (c *collected) kill(reason error) {
	if c.failure == nil {
		c.failure = reason
	}
	for _, f := range c.pipes {
		if f != nil {
			_ = f.Close()
		}
	}
	if c.process.Signal(c.limits.signal) != nil {
		_ = c.process.Kill()
	}
}

func (c *collected) describe(r *realm.Realm, result *goja.Object, p *program, state *os.ProcessState) {
	_ = result.Set("pid", c.process.Pid)
	code, signal := status(state)
	_ = result.Set("errno", number(c.failure))
	if signal != "" {
		_ = result.Set("signal", signal)
	} else {
		_ = result.Set("status", code)
	}
	output := make([]any, len(p.stdio))
	for i := range output {
		output[i] = goja.Null()
		if c.pipes[i] != nil && i > 0 {
			output[i] = r.NewBuffer(c.output[i])
		}
	}
	_ = result.Set("output", r.Runtime.NewArray(output...))
}
