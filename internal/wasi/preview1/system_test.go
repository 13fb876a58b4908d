package preview1

import (
	"context"
	"encoding/binary"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wasmglue/wasmglue/internal/wasi/files"
	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// call calls a function by name, with a memory of its own.
func call(s *System, memory []byte, module, name string, args ...uint64) wasip1.Errno {
	f := Lookup(module, name)
	stack := append(slices.Clone(args), 0)
	s.Call(context.Background(), f, memory, stack)
	return wasip1.Errno(stack[0])
}

func TestTableIsSorted(t *testing.T) {
	for _, functions := range [][]Function{Functions, unstable} {
		if !slices.IsSortedFunc(functions, func(a, b Function) int { return strings.Compare(a.Name, b.Name) }) {
			t.Error("Lookup searches a sorted table")
		}
	}
	if Lookup(wasip1.Unstable, "sock_accept") != nil || Lookup(wasip1.Module, "sock_accept") == nil || Lookup("env", "fd_read") != nil {
		t.Error("sock_accept came with preview 1")
	}
}

func TestDescriptorNumbersAreReused(t *testing.T) {
	var list table
	for want := range uint32(3) {
		if fd, errno := list.insert(&descriptor{}); fd != want || errno != 0 {
			t.Fatalf("got %d, %v", fd, errno)
		}
	}
	list.remove(2)
	list.remove(0)
	for _, want := range []uint32{0, 2, 3} {
		if fd, _ := list.insert(&descriptor{}); fd != want {
			t.Errorf("got %d, want %d", fd, want)
		}
	}
	for range maxDescriptors {
		_, _ = list.insert(&descriptor{})
	}
	if _, errno := list.insert(&descriptor{}); errno != wasip1.EMFILE {
		t.Errorf("too many: %v", errno)
	}
}

func TestUnstableLayouts(t *testing.T) {
	s := newTestSystem(t)
	defer s.Close()
	memory := make([]byte, 4096)
	copy(memory, "dir/file")
	if errno := call(s, memory, wasip1.Unstable, "path_open", 3, 1, 0, 8, 0, uint64(wasip1.RightFdRead|wasip1.RightFdSeek|wasip1.RightFdFilestatGet), 0, 0, 100); errno != 0 {
		t.Fatal(errno)
	}
	fd := uint64(binary.LittleEndian.Uint32(memory[100:]))
	for _, c := range []struct {
		module string
		whence uint64
		offset int64
		want   uint64
	}{{wasip1.Unstable, 2, 3, 3}, {wasip1.Unstable, 0, 2, 5}, {wasip1.Unstable, 1, -1, 6}, {wasip1.Module, 0, 1, 1}, {wasip1.Module, 1, 1, 2}, {wasip1.Module, 2, 0, 7}} {
		if errno := call(s, memory, c.module, "fd_seek", fd, uint64(c.offset), c.whence, 200); errno != 0 {
			t.Error(errno)
		}
		if got := binary.LittleEndian.Uint64(memory[200:]); got != c.want {
			t.Errorf("%s: seek by %d from %d leads to %d, want %d", c.module, c.offset, c.whence, got, c.want)
		}
	}
	memory[300+unstableSizeFilestat] = 0xaa
	if errno := call(s, memory, wasip1.Unstable, "fd_filestat_get", fd, 300); errno != 0 {
		t.Error(errno)
	}
	if memory[316] != byte(wasip1.FiletypeRegularFile) || memory[320] != 1 || memory[324] != 7 || memory[300+unstableSizeFilestat] != 0xaa {
		t.Errorf("filestat % x", memory[300:360])
	}
}

func TestWaitEndsWithContext(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	s := New(Config{Stdin: files.HostStream(r)})
	defer s.Close()
	memory := make([]byte, 1024)
	binary.LittleEndian.PutUint32(memory[0:], 512) // an iovec
	binary.LittleEndian.PutUint32(memory[4:], 16)
	memory[64+8] = byte(wasip1.EventtypeClock) // a subscription for an hour
	binary.LittleEndian.PutUint32(memory[64+16:], uint32(wasip1.ClockMonotonic))
	binary.LittleEndian.PutUint64(memory[64+24:], uint64(time.Hour))
	memory[128+8] = byte(wasip1.EventtypeFdRead) // a subscription for standard input
	for name, args := range map[string][]uint64{"fd_read": {0, 0, 1, 100}, "poll_oneoff": {64, 256, 1, 100}, "poll_oneoff of a file": {128, 256, 1, 100}} {
		if _, pollable := pollFD(files.HostStream(r)); !pollable && name != "poll_oneoff" {
			continue // this host has no way to wait for a pipe and for something else
		}
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan any)
		go func() {
			defer func() { ended <- recover() }()
			function, _, _ := strings.Cut(name, " ")
			s.Call(ctx, Lookup(wasip1.Module, function), memory, args)
		}()
		cancel()
		if err, _ := (<-ended).(error); !errors.Is(err, context.Canceled) {
			t.Errorf("%s ended with %v", name, err)
		}
	}
}

func TestNonblockingInput(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	f := files.HostStream(r)
	if _, pollable := pollFD(f); !pollable {
		t.Skip("this host cannot tell")
	}
	s := New(Config{Stdin: f})
	memory := make([]byte, 64)
	memory[0], memory[4] = 32, 8
	if errno := call(s, memory, wasip1.Module, "fd_fdstat_set_flags", 0, uint64(wasip1.FdflagNonblock)); errno != 0 {
		t.Fatal(errno)
	}
	if errno := call(s, memory, wasip1.Module, "fd_read", 0, 0, 1, 16); errno != wasip1.EAGAIN {
		t.Errorf("nothing there: %v, want EAGAIN", errno)
	}
	_, _ = w.Write([]byte("ab"))
	if errno := call(s, memory, wasip1.Module, "fd_read", 0, 0, 1, 16); errno != 0 || string(memory[32:34]) != "ab" || memory[16] != 2 {
		t.Errorf("something there: %v, %q", errno, memory[32:34])
	}
}

func TestRaise(t *testing.T) {
	s := newTestSystem(t)
	for signal, want := range map[uint64]string{6: "exit status 134", 9: "exit status 137", 17: "", 0: ""} {
		func() {
			defer func() {
				text := ""
				if err, ok := recover().(error); ok {
					text = err.Error()
				}
				if text != want {
					t.Errorf("signal %d: %q, want %q", signal, text, want)
				}
			}()
			if errno := call(s, nil, wasip1.Module, "proc_raise", signal); errno != 0 {
				t.Errorf("signal %d: %v", signal, errno)
			}
		}()
	}
	if errno := call(s, nil, wasip1.Module, "proc_raise", 200); errno != wasip1.EINVAL {
		t.Errorf("no signal: %v", errno)
	}
}
