package zlib

import (
	"strconv"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// handle is a codec as JavaScript holds it, with the input that the last step left.
type handle struct {
	codec  codec
	rest   []byte
	busy   bool // a step runs on another goroutine
	closed bool
	taken  int // of the input of the last writeSync
}

// result is what a step or a whole run came to.
type result struct {
	out      []byte
	taken    int
	full     bool // out had no room left: there may be more
	tooLarge int  // the limit of the output that was passed
	err      *failure
}

// run does work, and makes a failure of a panic: hostile data must not end the process.
func run(work func() result) (out result) {
	defer func() {
		if recover() != nil {
			out = result{err: errStreamState}
		}
	}()
	return work()
}

// once makes one step into at most size bytes.
func (h *handle) once(flush, size int) result {
	out := make([]byte, size)
	taken, filled, err := h.codec.step(flush, h.rest, out)
	h.rest = h.rest[taken:]
	full := filled == size
	if filled <= size/2 {
		out = append([]byte(nil), out[:filled]...)
	}
	return result{out: out[:filled], taken: taken, full: full, err: err}
}

// all makes steps until the codec has no more to say, up to limit bytes of output.
func (h *handle) all(flush, limit int) result {
	start := len(h.rest)
	out := make([]byte, 0, min(max(start/2, 1<<10), 1<<20))
	for {
		room := out[len(out):cap(out)]
		taken, filled, err := h.codec.step(flush, h.rest, room)
		h.rest = h.rest[taken:]
		out = out[:len(out)+filled]
		switch {
		case err != nil:
			return result{err: err}
		case len(out) > limit:
			return result{tooLarge: limit}
		case filled < len(room):
			if len(out) < cap(out)/2 {
				out = append([]byte(nil), out...)
			}
			return result{out: out, taken: start - len(h.rest)}
		}
		grown := make([]byte, len(out), 2*cap(out)+1<<10)
		copy(grown, out)
		out = grown
	}
}

// natives are the Go functions behind the room's JavaScript. A handle is their first argument.
type natives struct{ *realm.Realm }

func (n natives) handle(v goja.Value) *handle {
	h, ok := v.Export().(*handle)
	if !ok || h.closed {
		n.Throw("Error", "ERR_INTERNAL_ASSERTION", "zlib binding closed")
	}
	if h.busy {
		n.Throw("Error", "ERR_INTERNAL_ASSERTION", "write already in progress")
	}
	return h
}

// open(mode, windowBits, level, strategy, dictionary, quality, brotliWindow)
func (n natives) open(c goja.FunctionCall) goja.Value {
	integer := func(i int) int { return int(c.Argument(i).ToInteger()) }
	o := options{mode: integer(0), windowBits: integer(1), level: integer(2), strategy: integer(3), quality: integer(5), brotliWindow: integer(6)}
	if b, ok := n.Bytes(c.Argument(4)); ok {
		o.dictionary = append([]byte(nil), b...)
	}
	return n.Runtime.ToValue(&handle{codec: newCodec(o)})
}

// input reads the bytes of an argument; a string is UTF-8.
func (n natives) input(v goja.Value) []byte {
	if b, ok := n.Bytes(v); ok {
		return b
	}
	return []byte(v.String())
}

// writeSync(handle, flush, input, limit) gives all input at once, and the output.
func (n natives) writeSync(c goja.FunctionCall) goja.Value {
	h := n.handle(c.Argument(0))
	h.rest = n.input(c.Argument(2))
	flush, limit := int(c.Argument(1).ToInteger()), int(c.Argument(3).ToInteger())
	done := run(func() result { return h.all(flush, limit) })
	h.rest = nil
	if failure := n.failure(done); failure != nil {
		panic(failure)
	}
	h.taken = done.taken
	return n.NewBuffer(done.out)
}

// taken(handle) is how much of its input the last writeSync took.
func (n natives) taken(c goja.FunctionCall) goja.Value {
	return n.Runtime.ToValue(n.handle(c.Argument(0)).taken)
}

// start runs work on another goroutine and then calls done(error, output, taken, full, left).
func (n natives) start(h *handle, callback goja.Value, work func() result) goja.Value {
	done, _ := goja.AssertFunction(callback)
	h.busy = true
	var out result
	task := n.Task(func(this goja.Value, _ ...goja.Value) (goja.Value, error) {
		h.busy = false
		if h.closed {
			return nil, nil
		}
		failure, chunk := goja.Value(goja.Null()), goja.Value(goja.Null())
		if object := n.failure(out); object != nil {
			failure = object
		} else if len(out.out) > 0 {
			chunk = n.NewBuffer(out.out)
		}
		return done(this, failure, chunk, n.Runtime.ToValue(out.taken), n.Runtime.ToValue(out.full), n.Runtime.ToValue(len(h.rest)))
	})
	operation := n.Loop.Begin()
	n.Background(func() {
		out = run(work)
		operation.End(func() {
			if err := task(); err != nil {
				n.Loop.Uncaught(err)
			}
		})
	})
	return goja.Undefined()
}

// write(handle, flush, input, size, done) takes input, of which resume goes on with what is left. It is copied: the guest may change it meanwhile.
func (n natives) write(c goja.FunctionCall) goja.Value {
	h := n.handle(c.Argument(0))
	h.rest = append([]byte(nil), n.input(c.Argument(2))...)
	return n.step(h, c)
}

// resume(handle, flush, _, size, done)
func (n natives) resume(c goja.FunctionCall) goja.Value { return n.step(n.handle(c.Argument(0)), c) }

func (n natives) step(h *handle, c goja.FunctionCall) goja.Value {
	flush, size := int(c.Argument(1).ToInteger()), int(c.Argument(3).ToInteger())
	return n.start(h, c.Argument(4), func() result { return h.once(flush, size) })
}

// writeAll(handle, flush, input, limit, done) is writeSync on another goroutine.
func (n natives) writeAll(c goja.FunctionCall) goja.Value {
	h := n.handle(c.Argument(0))
	h.rest = append([]byte(nil), n.input(c.Argument(2))...)
	flush, limit := int(c.Argument(1).ToInteger()), int(c.Argument(3).ToInteger())
	return n.start(h, c.Argument(4), func() result { return h.all(flush, limit) })
}

func (n natives) reset(c goja.FunctionCall) goja.Value {
	h := n.handle(c.Argument(0))
	h.rest = nil
	h.codec.reset()
	return goja.Undefined()
}

// params(handle, level, strategy)
func (n natives) params(c goja.FunctionCall) goja.Value {
	if t, ok := n.handle(c.Argument(0)).codec.(tunable); ok {
		t.params(int(c.Argument(1).ToInteger()), int(c.Argument(2).ToInteger()))
	}
	return goja.Undefined()
}

// close drops the codec; what runs meanwhile is not told of.
func (n natives) close(c goja.FunctionCall) goja.Value {
	if h, ok := c.Argument(0).Export().(*handle); ok {
		h.closed = true
	}
	return goja.Undefined()
}

// failure is the error object of a result, nil when it went well.
func (n natives) failure(r result) *goja.Object {
	if r.tooLarge > 0 {
		return n.CodedError("RangeError", "ERR_BUFFER_TOO_LARGE", "Cannot create a Buffer larger than "+strconv.Itoa(r.tooLarge)+" bytes")
	}
	if r.err == nil {
		return nil
	}
	object, err := n.Runtime.New(n.Runtime.Get("Error"), n.Runtime.ToValue(r.err.message))
	if err != nil {
		panic(realm.Rethrow(err))
	}
	_ = object.Set("errno", r.err.errno)
	_ = object.Set("code", r.err.code)
	return object
}
