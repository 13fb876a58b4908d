package process

import (
	"errors"
	"io"
	"os"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/eventloop"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// defineWrite gives JavaScript the outputs: writing is synchronous, as node's is for files and terminals.
func defineWrite(r *realm.Realm, native *goja.Object) {
	r.Method(native, "write", 2, func(c goja.FunctionCall) goja.Value {
		out := r.Process.Stdout
		if c.Argument(0).ToInteger() == 2 {
			out = r.Process.Stderr
		}
		if out == nil {
			return goja.Undefined()
		}
		var err error
		if b, ok := r.Bytes(c.Argument(1)); ok {
			_, err = out.Write(b)
		} else {
			_, err = io.WriteString(out, c.Argument(1).String())
		}
		if err != nil {
			return r.SystemError(err, "write")
		}
		return goja.Undefined()
	})
}

// stdio gives JavaScript the standard streams.
func stdio(r *realm.Realm, native *goja.Object) {
	defineWrite(r, native)
	r.Method(native, "read", 1, func(c goja.FunctionCall) goja.Value {
		done := r.FunctionArg(c.Argument(0), "callback")
		operation := r.Loop.Begin()
		in := r.Process.Stdin
		go func() {
			b, err := readChunk(in)
			operation.End(func() { finishRead(r, done, b, err) })
		}()
		return r.Runtime.ToValue(operation)
	})
	r.Method(native, "typeOf", 1, func(c goja.FunctionCall) goja.Value {
		streams := [...]any{r.Process.Stdin, r.Process.Stdout, r.Process.Stderr}
		return r.Runtime.ToValue(streamType(streams[c.Argument(0).ToInteger()]))
	})
	reference := func(name string, change func(*eventloop.Operation)) {
		r.Method(native, name, 1, func(c goja.FunctionCall) goja.Value {
			if op, ok := c.Argument(0).Export().(*eventloop.Operation); ok {
				change(op)
			}
			return goja.Undefined()
		})
	}
	reference("ref", (*eventloop.Operation).Ref)
	reference("unref", (*eventloop.Operation).Unref)
}

func readChunk(in io.Reader) ([]byte, error) {
	if in == nil {
		return nil, io.EOF
	}
	b := make([]byte, 64<<10)
	n, err := in.Read(b)
	if n > 0 {
		err = nil
	}
	return b[:n:n], err
}

func finishRead(r *realm.Realm, done goja.Callable, b []byte, err error) {
	failure, chunk := goja.Null(), goja.Null()
	switch {
	case errors.Is(err, io.EOF):
	case err != nil:
		failure = r.SystemError(err, "read")
	default:
		chunk = r.NewBuffer(b)
	}
	if _, err := done(goja.Undefined(), failure, chunk); err != nil {
		r.Loop.Uncaught(err)
	}
}

// streamType is node's name for what a standard stream is: tty, fs or pipe.
func streamType(stream any) string {
	f, ok := stream.(*os.File)
	if !ok {
		return "pipe"
	}
	info, err := f.Stat()
	switch {
	case err == nil && info.Mode()&(os.ModeNamedPipe|os.ModeSocket) != 0:
		return "pipe"
	case realm.IsTerminal(f):
		return "tty"
	}
	return "fs"
}
