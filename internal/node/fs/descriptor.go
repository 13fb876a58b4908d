package fs

import (
	"io"
	"math/big"
	"os"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// fd returns an open file; its methods fail with EBADF when there is none.
func (c *core) fd(v goja.Value) *realm.OpenFile {
	if f := c.files.Get(int(v.ToInteger())); f != nil {
		return f
	}
	return &realm.OpenFile{File: realm.ClosedFile{}}
}

func init() {
	operations["open"] = open
	operations["close"] = closeFile
	operations["read"] = read
	operations["readv"] = readv
	operations["write"] = write
	operations["writev"] = writev
	operations["fstat"] = fstat
	operations["ftruncate"] = onFile("ftruncate", func(f *realm.OpenFile, rest []goja.Value) func() error {
		size := rest[0].ToInteger()
		return func() error { return f.Truncate(size) }
	})
	for _, name := range []string{"fsync", "fdatasync"} {
		operations[name] = onFile(name, func(f *realm.OpenFile, _ []goja.Value) func() error { return f.Sync })
	}
	operations["fchmod"] = onFile("fchmod", func(f *realm.OpenFile, rest []goja.Value) func() error {
		mode := fileMode(rest[0])
		return func() error { return f.Chmod(mode) }
	})
	operations["fchown"] = onFile("fchown", func(f *realm.OpenFile, rest []goja.Value) func() error {
		uid, gid := owner(rest)
		return func() error { return f.Chown(uid, gid) }
	})
	operations["futimes"] = onFile("futime", func(f *realm.OpenFile, rest []goja.Value) func() error {
		atime, mtime := timeOf(rest[0]), timeOf(rest[1])
		return func() error { return f.Chtimes(atime, mtime) }
	})
}

func onFile(call string, do func(f *realm.OpenFile, rest []goja.Value) func() error) operation {
	return func(c *core, fc goja.FunctionCall) job {
		work := do(c.fd(fc.Argument(0)), fc.Arguments[1:])
		return job{call, nil, func() (func() goja.Value, error) { return nil, work() }}
	}
}

// open(path, flags, mode)
func open(c *core, fc goja.FunctionCall) job {
	given, full := c.name(fc.Argument(0))
	flags := openFlags(int(fc.Argument(1).ToInteger()))
	mode := fileMode(fc.Argument(2)) &^ c.Sandbox.Umask()
	files := c.system()
	return job{"open", []string{given}, func() (func() goja.Value, error) {
		file, err := files.OpenFile(full, flags, mode)
		if err != nil {
			return nil, err
		}
		f := &realm.OpenFile{File: file, Append: flags&os.O_APPEND != 0}
		return func() goja.Value { return c.Runtime.ToValue(c.files.Add(f)) }, nil
	}}
}

func closeFile(c *core, fc goja.FunctionCall) job {
	f := c.fd(fc.Argument(0))
	c.files.Remove(int(fc.Argument(0).ToInteger()))
	return job{"close", nil, func() (func() goja.Value, error) { return nil, f.Close() }}
}

// place is where a read or write goes: at a position, or in its turn at the current one.
type place struct {
	at         int64
	current    bool
	wait, done func()
}

func (c *core) place(f *realm.OpenFile, v goja.Value, current bool) place {
	at := int64(-1)
	if !realm.IsNullish(v) {
		at = integer(v)
	}
	if at >= 0 && !current {
		return place{at: at}
	}
	p := place{current: true}
	p.wait, p.done = f.Turns.Take()
	return p
}

// integer is a number or a BigInt as an int64.
func integer(v goja.Value) int64 {
	if n, ok := v.Export().(*big.Int); ok {
		return n.Int64()
	}
	return v.ToInteger()
}

// transfer reads into, or writes from, views one after the other until one is not done in full.
func (p place) transfer(views [][]byte, here func([]byte) (int, error), there func([]byte, int64) (int, error)) (total int, err error) {
	if p.current {
		p.wait()
		defer p.done()
	}
	for _, view := range views {
		if len(view) == 0 {
			continue
		}
		var n int
		if p.current {
			n, err = here(view)
		} else {
			n, err = there(view, p.at+int64(total))
		}
		total += n
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return total, nil
		}
		if err != nil && total > 0 {
			return total, nil
		}
		if err != nil || n < len(view) {
			return total, err
		}
	}
	return total, nil
}

func (c *core) transferJob(call string, p place, views [][]byte, here func([]byte) (int, error), there func([]byte, int64) (int, error)) job {
	return job{call, nil, func() (func() goja.Value, error) {
		n, err := p.transfer(views, here, there)
		return func() goja.Value { return c.Runtime.ToValue(n) }, err
	}}
}

// read(fd, view, offset, length, position)
func read(c *core, fc goja.FunctionCall) job {
	f := c.fd(fc.Argument(0))
	views := [][]byte{c.part(fc)}
	return c.transferJob("read", c.place(f, fc.Argument(4), false), views, f.Read, f.ReadAt)
}

// write(fd, view, offset, length, position)
func write(c *core, fc goja.FunctionCall) job {
	f := c.fd(fc.Argument(0))
	views := [][]byte{c.part(fc)}
	return c.transferJob("write", c.place(f, fc.Argument(4), f.Append), views, f.Write, f.WriteAt)
}

// readv(fd, position, ...views)
func readv(c *core, fc goja.FunctionCall) job {
	f := c.fd(fc.Argument(0))
	return c.transferJob("read", c.place(f, fc.Argument(1), false), c.parts(fc), f.Read, f.ReadAt)
}

// writev(fd, position, ...views)
func writev(c *core, fc goja.FunctionCall) job {
	f := c.fd(fc.Argument(0))
	return c.transferJob("write", c.place(f, fc.Argument(1), f.Append), c.parts(fc), f.Write, f.WriteAt)
}

// part is the bytes that (_, view, offset, length) show; the caller has checked the numbers.
func (c *core) part(fc goja.FunctionCall) []byte {
	b, _ := c.Bytes(fc.Argument(1))
	offset := min(int(fc.Argument(2).ToInteger()), len(b))
	return b[offset : offset+min(int(fc.Argument(3).ToInteger()), len(b)-offset)]
}

func (c *core) parts(fc goja.FunctionCall) [][]byte {
	var views [][]byte
	for _, v := range fc.Arguments[2:] {
		b, _ := c.Bytes(v)
		views = append(views, b)
	}
	return views
}

// timeOf turns seconds, with a fraction, into a time, to the microsecond as in node.
func timeOf(v goja.Value) time.Time {
	seconds := v.ToFloat()
	whole := int64(seconds)
	micros := int64((seconds - float64(whole)) * 1e6)
	return time.Unix(whole, micros*1000)
}

func owner(args []goja.Value) (uid, gid int) {
	return int(args[0].ToInteger()), int(args[1].ToInteger())
}
