package sandbox

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// guardedFiles lets through what two grants allow. It decides by where a name really leads: symbolic links are followed first, so that a link
// in an allowed directory gives no way out of it.
//
// The decision and the access are two steps, as in other permission models: whoever else may write in an allowed directory can change it in
// between. A guest alone cannot use that to get out, for it makes no link to where it may not read and write.
type guardedFiles struct {
	FileSystem
	read, write Grant
}

// guard resolves the entries of both grants once: an allowed directory may itself be reached by a link.
func guard(files FileSystem, read, write Grant) FileSystem {
	g := &guardedFiles{FileSystem: files}
	g.read, g.write = g.realGrant(read), g.realGrant(write)
	return g
}

func (g *guardedFiles) realGrant(grant Grant) Grant {
	grant.Allow, grant.Deny, grant.implied = g.realAll(grant.Allow), g.realAll(grant.Deny), g.realAll(grant.implied)
	return grant
}

func (g *guardedFiles) realAll(names []string) []string {
	real := make([]string, len(names))
	for i, name := range names {
		real[i] = g.real(name, maxLinks)
	}
	return real
}

// last says whether a symbolic link at the end of a name is what the operation is about.
type last bool

const (
	follow last = false
	itself last = true
)

// check returns an *AccessError unless kind of access to name is granted.
func (g *guardedFiles) check(kind Permission, name string, end last) error {
	grant := g.read
	if kind == WriteFiles {
		grant = g.write
	}
	if grant.whole() {
		return nil
	}
	real := name
	if end == itself {
		dir, base := g.split(name)
		real = g.join(g.real(dir, maxLinks), base)
	} else {
		real = g.real(name, maxLinks)
	}
	if grant.allows(func(entry string) bool { return within(entry, real) }) {
		return nil
	}
	return &AccessError{Permission: kind, Resource: name}
}

func (g *guardedFiles) checkBoth(name string, end last) error {
	if err := g.check(ReadFiles, name, end); err != nil {
		return err
	}
	return g.check(WriteFiles, name, end)
}

// within tells whether name is dir or below it.
func within(dir, name string) bool {
	rest, ok := strings.CutPrefix(name, dir)
	return ok && (rest == "" || os.IsPathSeparator(rest[0]) || os.IsPathSeparator(dir[len(dir)-1]))
}

// maxLinks is how many symbolic links one name may lead through, as in Linux.
const maxLinks = 40

// real follows the links of name as far as it exists, and of what it would be made as beyond that.
func (g *guardedFiles) real(name string, links int) string {
	if real, err := g.FileSystem.RealPath(name); err == nil {
		return real
	}
	dir, base := g.split(name)
	if dir == name {
		return name
	}
	if target, err := g.FileSystem.ReadLink(name); err == nil && links > 0 {
		return g.real(g.absolute(dir, target), links-1)
	}
	return g.join(g.real(dir, links), base)
}

func (g *guardedFiles) split(name string) (dir, base string) {
	if g.Virtual() {
		return path.Dir(name), path.Base(name)
	}
	return filepath.Dir(name), filepath.Base(name)
}

func (g *guardedFiles) join(dir, base string) string {
	if g.Virtual() {
		return path.Join(dir, base)
	}
	return filepath.Join(dir, base)
}

// absolute is a link's target as seen from the link's directory.
func (g *guardedFiles) absolute(dir, target string) string {
	if g.Virtual() && path.IsAbs(target) || !g.Virtual() && filepath.IsAbs(target) {
		return target
	}
	return g.join(dir, target)
}

func (g *guardedFiles) OpenFile(name string, flag int, perm fs.FileMode) (File, error) {
	end := follow
	if flag&os.O_EXCL != 0 {
		end = itself
	}
	if flag&(os.O_WRONLY|os.O_RDWR|os.O_CREATE|os.O_TRUNC|os.O_APPEND) != 0 {
		if err := g.check(WriteFiles, name, end); err != nil {
			return nil, err
		}
	}
	if flag&os.O_WRONLY == 0 {
		if err := g.check(ReadFiles, name, end); err != nil {
			return nil, err
		}
	}
	file, err := g.FileSystem.OpenFile(name, flag, perm)
	if err != nil || g.check(WriteFiles, name, end) == nil {
		return file, err
	}
	return readOnlyFile{file, &AccessError{Permission: WriteFiles, Resource: name}}, nil
}

// readOnlyFile is an open file that may be read only: the attributes of a file can be changed however it was opened.
type readOnlyFile struct {
	File
	denied error
}

func (f readOnlyFile) Chmod(fs.FileMode) error      { return f.denied }
func (f readOnlyFile) Chown(int, int) error         { return f.denied }
func (f readOnlyFile) Chtimes(_, _ time.Time) error { return f.denied }

func (g *guardedFiles) ReadFile(name string) ([]byte, error) {
	if err := g.check(ReadFiles, name, follow); err != nil {
		return nil, err
	}
	return g.FileSystem.ReadFile(name)
}

func (g *guardedFiles) Stat(name string) (fs.FileInfo, error) {
	if err := g.check(ReadFiles, name, follow); err != nil {
		return nil, err
	}
	return g.FileSystem.Stat(name)
}

func (g *guardedFiles) Lstat(name string) (fs.FileInfo, error) {
	if err := g.check(ReadFiles, name, itself); err != nil {
		return nil, err
	}
	return g.FileSystem.Lstat(name)
}

func (g *guardedFiles) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := g.check(ReadFiles, name, follow); err != nil {
		return nil, err
	}
	return g.FileSystem.ReadDir(name)
}

func (g *guardedFiles) ReadLink(name string) (string, error) {
	if err := g.check(ReadFiles, name, itself); err != nil {
		return "", err
	}
	return g.FileSystem.ReadLink(name)
}

func (g *guardedFiles) RealPath(name string) (string, error) {
	if err := g.check(ReadFiles, name, follow); err != nil {
		return "", err
	}
	return g.FileSystem.RealPath(name)
}

// Access wants the right that the mode asks about, and the right to read for the rest.
func (g *guardedFiles) Access(name string, mode uint32) error {
	if mode&2 != 0 {
		if err := g.check(WriteFiles, name, follow); err != nil {
			return err
		}
	}
	if mode != 2 {
		if err := g.check(ReadFiles, name, follow); err != nil {
			return err
		}
	}
	return g.FileSystem.Access(name, mode)
}

func (g *guardedFiles) Statfs(name string) (Volume, error) {
	if err := g.check(ReadFiles, name, follow); err != nil {
		return Volume{}, err
	}
	return g.FileSystem.Statfs(name)
}

func (g *guardedFiles) Watch(name string, notify func(Change)) (stop func(), err error) {
	if err := g.check(ReadFiles, name, follow); err != nil {
		return nil, err
	}
	return g.FileSystem.Watch(name, notify)
}

func (g *guardedFiles) Unlink(name string) error {
	if err := g.check(WriteFiles, name, itself); err != nil {
		return err
	}
	return g.FileSystem.Unlink(name)
}

func (g *guardedFiles) Rmdir(name string) error {
	if err := g.check(WriteFiles, name, itself); err != nil {
		return err
	}
	return g.FileSystem.Rmdir(name)
}

func (g *guardedFiles) Lchown(name string, uid, gid int) error {
	if err := g.check(WriteFiles, name, itself); err != nil {
		return err
	}
	return g.FileSystem.Lchown(name, uid, gid)
}

func (g *guardedFiles) Lchtimes(name string, atime, mtime time.Time) error {
	if err := g.check(WriteFiles, name, itself); err != nil {
		return err
	}
	return g.FileSystem.Lchtimes(name, atime, mtime)
}

func (g *guardedFiles) Mkdir(name string, perm fs.FileMode) error {
	if err := g.check(WriteFiles, name, itself); err != nil {
		return err
	}
	return g.FileSystem.Mkdir(name, perm)
}

func (g *guardedFiles) Remove(name string) error {
	if err := g.check(WriteFiles, name, itself); err != nil {
		return err
	}
	return g.FileSystem.Remove(name)
}

// Rename wants what moves to be readable too: it might move to where reading is allowed. What is denied by name keeps its name, and so do the
// directories that it is in.
func (g *guardedFiles) Rename(from, to string) error {
	if err := g.checkBoth(from, itself); err != nil {
		return err
	}
	real := g.real(from, maxLinks)
	for _, denied := range slices.Concat(g.read.Deny, g.write.Deny) {
		if within(real, denied) {
			return &AccessError{Permission: WriteFiles, Resource: from}
		}
	}
	if err := g.check(WriteFiles, to, itself); err != nil {
		return err
	}
	return g.FileSystem.Rename(from, to)
}

// Link wants both rights to the file, which gets a second name that may have other rights.
func (g *guardedFiles) Link(from, to string) error {
	if err := g.checkBoth(from, itself); err != nil {
		return err
	}
	if err := g.check(WriteFiles, to, itself); err != nil {
		return err
	}
	return g.FileSystem.Link(from, to)
}

// Symlink wants both rights to the target, for the same reason.
func (g *guardedFiles) Symlink(target, name string) error {
	dir, _ := g.split(name)
	if err := g.checkBoth(g.absolute(dir, target), follow); err != nil {
		return err
	}
	if err := g.check(WriteFiles, name, itself); err != nil {
		return err
	}
	return g.FileSystem.Symlink(target, name)
}

func (g *guardedFiles) Chmod(name string, mode fs.FileMode) error {
	if err := g.check(WriteFiles, name, follow); err != nil {
		return err
	}
	return g.FileSystem.Chmod(name, mode)
}

func (g *guardedFiles) Chown(name string, uid, gid int) error {
	if err := g.check(WriteFiles, name, follow); err != nil {
		return err
	}
	return g.FileSystem.Chown(name, uid, gid)
}

func (g *guardedFiles) Chtimes(name string, atime, mtime time.Time) error {
	if err := g.check(WriteFiles, name, follow); err != nil {
		return err
	}
	return g.FileSystem.Chtimes(name, atime, mtime)
}

func (g *guardedFiles) Truncate(name string, size int64) error {
	if err := g.check(WriteFiles, name, follow); err != nil {
		return err
	}
	return g.FileSystem.Truncate(name, size)
}
