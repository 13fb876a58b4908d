package preview1

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/wasmglue/wasmglue/internal/wasi/files"
	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

func newTestSystem(t testing.TB) *System {
	t.Helper()
	dir, err := files.OpenFS(fstest.MapFS{"dir/file": {Data: []byte("content")}, "empty": {}})
	if err != nil {
		t.Fatal(err)
	}
	return New(Config{Args: []string{"program", "argument"}, Env: []string{"A=1"}, Stdin: files.Stream(strings.NewReader("input"), nil),
		Stdout: files.Stream(nil, io.Discard), Preopens: []Preopen{{Path: "/", Dir: dir}}})
}

// FuzzFunctions calls the functions one after the other with arguments and a memory out of the fuzzer's bytes: whatever they are, a function
// answers, ends the program or the wait, and never faults.
func FuzzFunctions(f *testing.F) {
	f.Add([]byte("\x00\x01\x02\x03\x04\x05\x06\x07\x08"), []byte("dir/file\x00"))
	f.Add([]byte("\x1f\x03\x00\x00\x04\x00\x00\x00\x00\x08"), []byte("/dir"))
	f.Add([]byte("\x25\x00\x40\x01\x00"), make([]byte, 256))
	f.Fuzz(func(t *testing.T, calls, data []byte) {
		s := newTestSystem(t)
		defer s.Close()
		memory := make([]byte, 4096)
		copy(memory, data)
		for len(calls) > 0 {
			function := &Functions[int(calls[0])%len(Functions)]
			stack := make([]uint64, max(len(function.Params), 1))
			for i := range stack {
				calls = calls[min(1, len(calls)):]
				stack[i] = value(calls)
			}
			callOnce(t, s, function, memory, stack)
		}
	})
}

// value makes small numbers often and any number sometimes.
func value(b []byte) uint64 {
	if len(b) == 0 {
		return 0
	}
	if b[0] < 0xf0 || len(b) < 9 {
		return uint64(b[0])
	}
	return binary.LittleEndian.Uint64(b[1:])
}

func callOnce(t *testing.T, s *System, f *Function, memory []byte, stack []uint64) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel() // no wait may last
	defer func() {
		ended, _ := recover().(error)
		var exit *ExitError
		if ended != nil && !errors.Is(ended, context.Canceled) && !errors.As(ended, &exit) {
			t.Errorf("%s%v: %v", f.Name, stack, ended)
		}
	}()
	s.Call(ctx, f, memory, stack)
	if f.Result && stack[0] > uint64(wasip1.ENOTCAPABLE) {
		t.Errorf("%s answered %d", f.Name, stack[0])
	}
}
