package files

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/wasmglue/wasmglue/internal/sandbox"
	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// OpenTree opens a directory of a guest's file system as the boundary of what a program may reach. name is absolute.
func OpenTree(fsys sandbox.FileSystem, name string) (Directory, error) {
	info, err := fsys.Stat(name)
	if err == nil && !info.IsDir() {
		err = wasip1.ENOTDIR
	}
	if err != nil {
		return nil, &PreopenError{Dir: name, Err: err}
	}
	d := &treeDir{fsys: fsys, base: name}
	d.origin = d
	return d, nil
}

// OpenFS opens the root of fsys, to be read only.
func OpenFS(fsys fs.FS) (Directory, error) { return OpenTree(sandbox.ReadOnly(fsys), "/") }

// treeDir is a directory that is known by its name.
type treeDir struct {
	fsys   sandbox.FileSystem
	base   string
	origin *treeDir // the one this was opened through, which stands for the file system: an fs.FS may not be comparable
	closed bool
}

// treePlace walks below a treeDir.
type treePlace struct {
	dir   *treeDir
	below []string
}

func (p *treePlace) name(name string) string {
	return p.dir.join(append(append([]string{p.dir.base}, p.below...), name)...)
}

func (d *treeDir) join(parts ...string) string {
	if d.fsys.Virtual() {
		return path.Join(parts...)
	}
	return filepath.Join(parts...)
}

func (p *treePlace) enter(name string) wasip1.Errno {
	if errno := p.dir.component(name); errno != 0 {
		return errno
	}
	info, err := p.dir.fsys.Lstat(p.name(name))
	if err != nil {
		return wasip1.FromError(err)
	}
	if !info.IsDir() {
		return wasip1.ENOTDIR
	}
	p.below = append(p.below, name)
	return 0
}

// component refuses names that mean more than one component to the host, as backslashes and drives do on windows.
func (d *treeDir) component(name string) wasip1.Errno {
	if !d.fsys.Virtual() && (strings.ContainsRune(name, filepath.Separator) || filepath.VolumeName(name) != "" || !filepath.IsLocal(name)) {
		return wasip1.Outside
	}
	return 0
}

func (p *treePlace) leave() bool {
	if len(p.below) == 0 {
		return false
	}
	p.below = p.below[:len(p.below)-1]
	return true
}

func (p *treePlace) readlink(name string) (string, wasip1.Errno) {
	if errno := p.dir.component(name); errno != 0 {
		return "", errno
	}
	full := p.name(name)
	info, err := p.dir.fsys.Lstat(full)
	switch {
	case err != nil:
		return "", wasip1.FromError(err)
	case info.Mode()&fs.ModeSymlink == 0:
		return "", wasip1.EINVAL
	}
	target, err := p.dir.fsys.ReadLink(full)
	return filepath.ToSlash(target), wasip1.FromError(err)
}

// at walks a path to the full name it means. The name's parent is free of links.
func (d *treeDir) at(name string, follow bool) (full string, l last, errno wasip1.Errno) {
	if d.closed {
		return "", last{}, wasip1.EBADF
	}
	p := treePlace{dir: d}
	if l, errno = walk(&p, name, follow); errno != 0 {
		return "", l, errno
	}
	if l.name != "." {
		errno = d.component(l.name)
	}
	return p.name(l.name), l, errno
}

func (d *treeDir) Open(name string, how How) (Node, wasip1.Errno) {
	full, l, errno := d.at(name, how.Follow && !(how.Create && how.Exclusive))
	if errno != 0 {
		return nil, errno
	}
	if l.directory && how.Create {
		return nil, l.cannotCreate(how)
	}
	info, err := d.fsys.Lstat(full)
	switch {
	case err != nil && !(how.Create && wasip1.FromError(err) == wasip1.ENOENT):
		return nil, wasip1.FromError(err)
	case err != nil:
	case how.Create && how.Exclusive:
		return nil, wasip1.EEXIST
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, wasip1.ELOOP
	case info.IsDir() && (how.Write || how.Create || how.Truncate):
		return nil, wasip1.EISDIR
	case info.IsDir():
		return &treeDir{fsys: d.fsys, base: full, origin: d.origin}, 0
	case how.Directory || l.directory:
		return nil, wasip1.ENOTDIR
	}
	return d.openFile(full, how)
}

func (d *treeDir) openFile(full string, how How) (Node, wasip1.Errno) {
	flags := os.O_RDONLY
	switch {
	case how.Read && how.Write:
		flags = os.O_RDWR
	case how.Write:
		flags = os.O_WRONLY
	}
	for _, f := range [...]struct {
		set  bool
		flag int
	}{{how.Create, os.O_CREATE}, {how.Exclusive, os.O_EXCL}, {how.Truncate, os.O_TRUNC}} {
		if f.set {
			flags |= f.flag
		}
	}
	file, err := d.fsys.OpenFile(full, flags, 0o666)
	if err != nil {
		return nil, wasip1.FromError(err)
	}
	return &treeFile{File: file, name: full, fsys: d.fsys, append: how.Append}, 0
}

func (d *treeDir) Stat() (Stat, wasip1.Errno) {
	info, err := d.fsys.Stat(d.base)
	if err != nil {
		return Stat{}, wasip1.FromError(err)
	}
	return statOf(info, d.base), 0
}

func (d *treeDir) StatAt(name string, follow bool) (Stat, wasip1.Errno) {
	full, l, errno := d.at(name, follow)
	if errno != 0 {
		return Stat{}, errno
	}
	info, err := d.fsys.Lstat(full)
	switch {
	case err != nil:
		return Stat{}, wasip1.FromError(err)
	case l.directory && !info.IsDir():
		return Stat{}, wasip1.ENOTDIR
	}
	return statOf(info, full), 0
}

func (d *treeDir) SetTimes(times Times) wasip1.Errno {
	return setTimes(d.fsys, d.base, times)
}

func (d *treeDir) SetTimesAt(name string, follow bool, times Times) wasip1.Errno {
	st, errno := d.StatAt(name, follow)
	switch {
	case errno != 0:
		return errno
	case st.Type == wasip1.FiletypeSymbolicLink:
		return wasip1.ENOTSUP // Chtimes follows links, which could lead out
	}
	full, _, errno := d.at(name, follow)
	if errno != 0 {
		return errno
	}
	return setTimes(d.fsys, full, times)
}

func (d *treeDir) Mkdir(name string) wasip1.Errno {
	full, l, errno := d.at(withoutSlashes(name), false)
	switch {
	case errno != 0:
		return errno
	case l.name == ".":
		return wasip1.EEXIST
	}
	return wasip1.FromError(d.fsys.Mkdir(full, 0o777))
}

func (d *treeDir) Rmdir(name string) wasip1.Errno { return d.remove(withoutSlashes(name), true) }

func (d *treeDir) Unlink(name string) wasip1.Errno { return d.remove(name, false) }

func (d *treeDir) remove(name string, directory bool) wasip1.Errno {
	st, errno := d.StatAt(name, false)
	if errno != 0 {
		return errno
	}
	full, l, errno := d.at(name, false)
	switch isDir := st.Type == wasip1.FiletypeDirectory; {
	case errno != 0:
		return errno
	case directory && l.name == ".":
		return wasip1.EINVAL
	case directory && !isDir:
		return wasip1.ENOTDIR
	case !directory && isDir:
		return wasip1.EISDIR
	}
	return wasip1.FromError(d.fsys.Remove(full))
}

func (d *treeDir) Symlink(target, name string) wasip1.Errno {
	full, errno := d.vacant(name)
	if errno != 0 {
		return errno
	}
	return wasip1.FromError(d.fsys.Symlink(target, full))
}

// vacant gives the full name of a file or link to be made.
func (d *treeDir) vacant(name string) (string, wasip1.Errno) {
	full, l, errno := d.at(name, false)
	if errno != 0 {
		return "", errno
	}
	if _, err := d.fsys.Lstat(full); err == nil {
		return "", wasip1.EEXIST
	}
	if l.directory {
		return "", wasip1.ENOENT
	}
	return full, 0
}

func (d *treeDir) Readlink(name string) (string, wasip1.Errno) {
	full, _, errno := d.at(name, false)
	if errno != 0 {
		return "", errno
	}
	target, err := d.fsys.ReadLink(full)
	return filepath.ToSlash(target), wasip1.FromError(err)
}

func (d *treeDir) Link(name string, follow bool, to Directory, newName string) wasip1.Errno {
	other, ok := to.(*treeDir)
	if !ok || other.origin != d.origin {
		return wasip1.EXDEV
	}
	full, _, errno := d.at(name, follow)
	if errno != 0 {
		return errno
	}
	info, err := d.fsys.Lstat(full)
	switch {
	case err != nil:
		return wasip1.FromError(err)
	case info.IsDir():
		return wasip1.EPERM
	}
	newFull, errno := other.vacant(newName)
	if errno != 0 {
		return errno
	}
	return wasip1.FromError(d.fsys.Link(full, newFull))
}

func (d *treeDir) Rename(name string, to Directory, newName string) wasip1.Errno {
	other, ok := to.(*treeDir)
	if !ok || other.origin != d.origin {
		return wasip1.EXDEV
	}
	st, errno := d.StatAt(name, false)
	if errno != 0 {
		return errno
	}
	full, l, errno := d.at(name, false)
	if errno != 0 {
		return errno
	}
	newFull, newLast, errno := other.at(newName, false)
	switch {
	case errno != 0:
		return errno
	case l.name == "." || newLast.name == ".":
		return wasip1.EBUSY
	case newLast.directory && st.Type != wasip1.FiletypeDirectory:
		return wasip1.ENOTDIR
	}
	return wasip1.FromError(d.fsys.Rename(full, newFull))
}

func (d *treeDir) Entries() ([]Entry, wasip1.Errno) {
	list, err := d.fsys.ReadDir(d.base)
	if err != nil {
		return nil, wasip1.FromError(err)
	}
	self := numberOf(d.base)
	entries := make([]Entry, 0, len(list)+2)
	entries = append(entries, Entry{".", self, wasip1.FiletypeDirectory}, Entry{"..", self, wasip1.FiletypeDirectory})
	for _, e := range list {
		entries = append(entries, Entry{e.Name(), numberOf(d.join(d.base, e.Name())), filetypeOf(e.Type())})
	}
	return entries, 0
}

func (d *treeDir) Sync(bool) wasip1.Errno { return 0 }

func (d *treeDir) Close() wasip1.Errno {
	if d.closed {
		return wasip1.EBADF
	}
	d.closed = true
	return 0
}
