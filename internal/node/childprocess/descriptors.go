//go:build unix

package childprocess

import (
	"io"
	"os"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// descriptors are both sides of a program's descriptors: what it is given, and our ends of its pipes.
type descriptors struct {
	realm *realm.Realm

	given []*os.File // in the order of the program's numbers; nil is closed
	ours  []int      // our end of each pipe, -1 for others
	own   []*os.File // those of given that nobody else needs
	null  *os.File

	outputs []output // of the program, for writers of the host that are no files
}

// newDescriptors opens what the wishes ask for.
func newDescriptors(r *realm.Realm, wishes []wish) (*descriptors, error) {
	d := &descriptors{realm: r, given: make([]*os.File, len(wishes)), ours: make([]int, len(wishes))}
	for i, wish := range wishes {
		d.ours[i] = -1
		if err := d.open(i, wish); err != nil {
			d.started()
			d.abandon()
			return nil, err
		}
	}
	return d, nil
}

func (d *descriptors) open(i int, w wish) (err error) {
	switch {
	case w.handle != nil:
		if d.given[i], err = w.handle.Share(); err == nil {
			d.own = append(d.own, d.given[i])
		}
	case w.number == piped:
		return d.pipe(i)
	case w.number == ignored && i > 2:
		return nil
	case w.number == ignored:
		d.given[i], err = d.nothing()
	default:
		d.given[i], err = d.shared(w.number)
	}
	return err
}

// pipe makes a pair of connected sockets, as node does: either side may read and write.
func (d *descriptors) pipe(i int) error {
	syscall.ForkLock.RLock()
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	if err == nil {
		unix.CloseOnExec(pair[0])
		unix.CloseOnExec(pair[1])
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return err
	}
	d.ours[i] = pair[0]
	d.given[i] = os.NewFile(uintptr(pair[1]), "pipe")
	d.own = append(d.own, d.given[i])
	return nil
}

func (d *descriptors) nothing() (*os.File, error) {
	if d.null == nil {
		null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
		if err != nil {
			return nil, err
		}
		d.null = null
		d.own = append(d.own, null)
	}
	return d.null, nil
}

// shared is a descriptor of the guest: one of its standard streams, or an open file.
func (d *descriptors) shared(fd int) (*os.File, error) {
	process := d.realm.Process
	switch fd {
	case 0:
		if f, ok := process.Stdin.(*os.File); ok {
			return f, nil
		}
		return d.nothing()
	case 1:
		return d.output(process.Stdout)
	case 2:
		return d.output(process.Stderr)
	}
	if open := d.realm.Files().Get(fd); open != nil {
		if f, ok := realm.SystemFile(open.File); ok {
			return f, nil
		}
	}
	return nil, syscall.EBADF
}

// output is a standard stream of the host. One that is no file gets what the program writes by a pipe.
func (d *descriptors) output(w io.Writer) (*os.File, error) {
	if f, ok := w.(*os.File); ok {
		return f, nil
	}
	from, to, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	d.own = append(d.own, to)
	d.outputs = append(d.outputs, output{from, w})
	return to, nil
}

// started closes what only the program needs.
func (d *descriptors) started() {
	for _, f := range d.own {
		_ = f.Close()
	}
}

// abandon closes our ends of the pipes.
func (d *descriptors) abandon() {
	for i, fd := range d.ours {
		if fd >= 0 {
			_ = unix.Close(fd)
			d.ours[i] = -1
		}
	}
}

// end is our end of the pipe i as a file that can be closed while it is read.
func (d *descriptors) end(i int) *os.File {
	_ = unix.SetNonblock(d.ours[i], true)
	return os.NewFile(uintptr(d.ours[i]), "pipe")
}
