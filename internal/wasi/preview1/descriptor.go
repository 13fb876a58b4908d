package preview1

import (
	"github.com/wasmglue/wasmglue/internal/wasi/files"
	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// maxDescriptors bounds what a program can make the host hold open.
const maxDescriptors = 1 << 14

// descriptor is an open file or directory of a program.
type descriptor struct {
	node files.Node
	file files.File      // node, when it is a file
	dir  files.Directory // node, when it is a directory

	filetype         wasip1.Filetype
	flags            wasip1.Fdflags
	read, write      bool // how it was opened, whatever the rights
	base, inheriting wasip1.Rights

	preopened bool
	path      string // of a preopen, as the program knows it

	listing []files.Entry // what fd_readdir goes through, since it last began
}

func newPreopen(p Preopen) *descriptor {
	return &descriptor{node: p.Dir, dir: p.Dir, filetype: wasip1.FiletypeDirectory, preopened: true, path: p.Path,
		base: wasip1.RightsDirectory, inheriting: wasip1.RightsAll}
}

// newStream is a standard stream.
func newStream(f files.File, input bool) *descriptor {
	d := &descriptor{node: f, file: f, read: input, write: !input}
	if st, errno := f.Stat(); errno == 0 {
		d.filetype = st.Type
	}
	rights := d.possible()
	if input {
		rights &^= wasip1.RightFdWrite | wasip1.RightFdAllocate | wasip1.RightFdFilestatSetSize
	} else {
		rights &^= wasip1.RightFdRead
	}
	d.base, d.inheriting = rights, 0
	return d
}

// possible are the rights that make sense for what the descriptor is.
func (d *descriptor) possible() wasip1.Rights {
	switch d.filetype {
	case wasip1.FiletypeDirectory:
		return wasip1.RightsDirectory
	case wasip1.FiletypeSocketStream, wasip1.FiletypeSocketDgram, wasip1.FiletypeUnknown:
		return wasip1.RightsStream
	case wasip1.FiletypeCharacterDevice:
		if t, ok := d.file.(interface{ Terminal() bool }); !ok || t.Terminal() {
			return wasip1.RightsStream
		}
	}
	return wasip1.RightsFile
}

// openAs gives the file its final rights: what was asked, as far as it makes sense.
func opened(node files.Node, base, inheriting wasip1.Rights) *descriptor {
	d := &descriptor{node: node, base: base, inheriting: inheriting}
	switch n := node.(type) {
	case files.Directory:
		d.dir, d.filetype = n, wasip1.FiletypeDirectory
	case files.File:
		d.file = n
		if st, errno := n.Stat(); errno == 0 {
			d.filetype = st.Type
		}
	}
	d.base &= d.possible()
	if d.dir == nil {
		d.inheriting = 0
	}
	return d
}

// table holds the descriptors by number.
type table struct {
	open []*descriptor
	free int // no number below is free
}

// insert gives d the lowest free number.
func (t *table) insert(d *descriptor) (uint32, errno) {
	for ; t.free < len(t.open); t.free++ {
		if t.open[t.free] == nil {
			t.open[t.free] = d
			return uint32(t.free), 0
		}
	}
	if len(t.open) >= maxDescriptors {
		return 0, wasip1.EMFILE
	}
	t.open = append(t.open, d)
	t.free = len(t.open)
	return uint32(t.free - 1), 0
}

func (t *table) get(fd uint32) (*descriptor, errno) {
	if uint64(fd) >= uint64(len(t.open)) || t.open[fd] == nil {
		return nil, wasip1.EBADF
	}
	return t.open[fd], 0
}

func (t *table) remove(fd uint32) {
	t.open[fd] = nil
	t.free = min(t.free, int(fd))
}

func (t *table) closeAll() {
	for _, d := range t.open {
		if d != nil {
			_ = d.node.Close()
		}
	}
	t.open, t.free = nil, 0
}

// directory returns an open directory with the right to do something in it.
func (s *System) directory(fd uint32, right wasip1.Rights) (*descriptor, errno) {
	d, errno := s.descriptors.get(fd)
	switch {
	case errno != 0:
		return nil, errno
	case d.dir == nil:
		return nil, wasip1.ENOTDIR
	case d.base&right != right:
		return nil, wasip1.ENOTCAPABLE
	}
	return d, 0
}

// file returns an open file with the right to do something with it. A directory is no file: EBADF, as wasmtime has it.
func (s *System) file(fd uint32, right wasip1.Rights) (*descriptor, errno) {
	d, errno := s.descriptors.get(fd)
	switch {
	case errno != 0:
		return nil, errno
	case d.file == nil:
		return nil, wasip1.EBADF
	case right&wasip1.RightFdRead != 0 && !d.read, right&wasip1.RightFdWrite != 0 && !d.write:
		return nil, wasip1.EBADF // POSIX's code for a file not opened for this
	case d.base&right != right:
		return nil, wasip1.ENOTCAPABLE
	}
	return d, 0
}

// any returns an open descriptor of whatever kind.
func (s *System) any(fd uint32, right wasip1.Rights) (*descriptor, errno) {
	d, errno := s.descriptors.get(fd)
	switch {
	case errno != 0:
		return nil, errno
	case d.base&right != right:
		return nil, wasip1.ENOTCAPABLE
	}
	return d, 0
}
