package realm

import (
	"os"

	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// FileTable is the guest's open files by number: they are per realm, as a process's are, and not the system's own numbers. It belongs to the
// realm's goroutine.
type FileTable struct {
	realm *Realm
	files map[int]*OpenFile
}

// OpenFile is one open file of the guest.
type OpenFile struct {
	sandbox.File
	Append bool // every write goes to the end
	Turns  Turns
}

// Files returns the realm's open files: the standard streams at 0, 1 and 2 and what the guest opened since.
func (r *Realm) Files() *FileTable {
	if r.fileTable == nil {
		p := r.Process
		r.fileTable = &FileTable{realm: r, files: map[int]*OpenFile{
			0: {File: &standardStream{reader: p.Stdin, name: "stdin"}},
			1: {File: &standardStream{writer: p.Stdout, name: "stdout"}},
			2: {File: &standardStream{writer: p.Stderr, name: "stderr"}},
		}}
		r.OnClose(r.fileTable.closeAll)
	}
	return r.fileTable
}

// Get returns the open file with number fd, nil if there is none.
func (t *FileTable) Get(fd int) *OpenFile {
	if t.files[fd] == nil && t.realm.TakeInherited(fd) {
		t.files[fd] = &OpenFile{File: sandbox.OpenedFile{File: os.NewFile(uintptr(fd), "inherited")}}
	}
	return t.files[fd]
}

// Add gives an open file the lowest free number.
func (t *FileTable) Add(f *OpenFile) int {
	fd := 3
	for t.files[fd] != nil || t.realm.Inherited(fd) {
		fd++
	}
	t.files[fd] = f
	return fd
}

// Remove takes an open file out of the table, without closing it; nil if there is none with that number.
func (t *FileTable) Remove(fd int) *OpenFile {
	f := t.files[fd]
	delete(t.files, fd)
	return f
}

func (t *FileTable) closeAll() {
	for fd, f := range t.files {
		if fd > 2 {
			_ = f.Close()
		}
	}
}

// Turns lets operations on one file go one at a time, in the order in which they took their turns: reads and writes at the current position
// are asked for one after the other, and done on any goroutine.
type Turns struct{ last chan struct{} }

// Take queues up. The caller then waits, on any goroutine, and calls done. Take itself belongs to the realm's goroutine.
func (t *Turns) Take() (wait, done func()) {
	before, mine := t.last, make(chan struct{})
	t.last = mine
	return func() {
		if before != nil {
			<-before
		}
	}, func() { close(mine) }
}
